"""The distribution around a mean: negative binomial counts with bands calibrated on past errors."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy.special import betainc, ndtr, ndtri
from scipy.stats import nbinom

from .levels import Pairs
from .table import FloatArray

CENTRAL = np.array([0.0, 0.5, 0.8, 0.9, 0.95, 0.99])
NOMINAL = np.array([NormalDist().inv_cdf(0.5 + c / 2) for c in CENTRAL])
TAIL = np.array([1.0, 1.0, 1.0, 1.05, 1.15, 1.3])  # heavier than normal until errors say otherwise
WIDTH_PRIOR_DAYS, CV_PRIOR_DAYS, PRIOR_CV2 = 10.0, 0.5, 0.15**2
SMALLEST_CV2 = 1e-6


@dataclass(frozen=True)
class Spread:
    """``cv2`` of the rate around its forecast, and half-widths of central bands.

    ``half_width[i]`` is in standard normal units of the count's distribution function: the
    central ``CENTRAL[i]`` of outcomes fell within it.
    """

    cv2: float
    half_width: FloatArray


def spread_of(pair: Pairs) -> Spread:
    """Calibrate on past errors.

    ``cv2`` by moments; half-widths are quantiles of the smallest width that covers each outcome
    (split conformal, Vovk, Gammerman and Shafer 2005), held to the negative binomial's own while
    days are few.
    """
    cv2 = excess_variance(pair)
    days = len(np.unique(pair.day))
    if not days:
        return Spread(cv2, NOMINAL * TAIL)
    rank = np.minimum(CENTRAL * (1 + 0.5 / days), 1.0)
    empirical = np.maximum(np.quantile(_width_needed(pair, cv2), rank), 0.0)
    half_width = (days * empirical + WIDTH_PRIOR_DAYS * NOMINAL * TAIL) / (days + WIDTH_PRIOR_DAYS)
    half_width[0] = 0.0
    return Spread(cv2, np.maximum.accumulate(half_width))


def excess_variance(pair: Pairs) -> float:
    """Squared coefficient of variation beyond Poisson noise, shrunk while days are few."""
    days = len(np.unique(pair.day))
    power = float((pair.expected**2).sum())
    if power <= 0:
        return PRIOR_CV2
    excess = float(((pair.actual - pair.expected) ** 2 - pair.expected).sum()) / power
    shrunk = (days * max(excess, 0.0) + CV_PRIOR_DAYS * PRIOR_CV2) / (days + CV_PRIOR_DAYS)
    return max(shrunk, SMALLEST_CV2)


def count_quantiles(mean: FloatArray, spread: Spread, levels: tuple[float, ...]) -> FloatArray:
    """Quantiles of the counts, shape ``(len(levels), *mean.shape)``, rising with the level.

    Where the mean is 0 so is every quantile.
    """
    result = np.zeros((len(levels), *mean.shape))
    some = mean > 0
    size = 1.0 / max(spread.cv2, SMALLEST_CV2)
    chance = size / (size + mean[some])
    for i, level in enumerate(levels):
        width = np.interp(abs(2 * level - 1), CENTRAL, spread.half_width)
        result[i, some] = nbinom.ppf(ndtr(np.sign(level - 0.5) * width), size, chance)
    return result


def _width_needed(pair: Pairs, cv2: float) -> FloatArray:
    """Smallest half-width whose band of whole counts holds each outcome; below 0 when any does."""
    size = 1.0 / max(cv2, SMALLEST_CV2)
    chance = size / (size + np.maximum(pair.expected, 1e-9))
    up_to = betainc(size, pair.actual + 1.0, chance)
    below = np.where(pair.actual > 0, betainc(size, np.maximum(pair.actual, 1e-9), chance), 0.0)
    inside = (1e-12, 1 - 1e-12)
    return np.maximum(-ndtri(np.clip(up_to, *inside)), ndtri(np.clip(below, *inside)))
