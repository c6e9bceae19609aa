"""Accuracy measures of a forecast against what came, and the error that no forecast can avoid."""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from .levels import Pairs
from .scores import Score
from .spread import Spread, count_quantiles
from .table import DayTable, FloatArray

QUANTILES = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
BAND80, BAND95 = (1, 5), (0, 6)


def score(pair: Pairs, quantiles: FloatArray, naive_error: float, seconds: float) -> Score:
    """Every measure of :class:`Score`; NaN where nothing came at all.

    ``quantiles`` has shape ``(len(QUANTILES), n)``; ``naive_error`` is the mean absolute error of
    the weekly seasonal naive before the test (Hyndman and Koehler 2006).
    """
    error = pair.expected - pair.actual
    total = float(pair.actual.sum()) or np.nan
    return Score(
        wape=float(np.abs(error).sum() / total),
        bias=float(error.sum() / total),
        mase=float(np.abs(error).mean() / (naive_error or np.nan)) if len(error) else np.nan,
        wql=weighted_quantile_loss(pair.actual, quantiles),
        coverage80=_coverage(pair.actual, quantiles, BAND80),
        coverage95=_coverage(pair.actual, quantiles, BAND95),
        n=len(error),
        seconds=seconds,
    )


def quantiles_of(pair: Pairs, spread: Spread) -> FloatArray:
    """The quantiles that are scored, shape ``(len(QUANTILES), n)``."""
    return count_quantiles(pair.expected, spread, QUANTILES)


def weighted_quantile_loss(actual: FloatArray, quantiles: FloatArray) -> float:
    """Mean over the levels of twice the pinball loss over the sum of actuals."""
    level = np.array(QUANTILES)[:, None]
    gap = actual - quantiles
    loss = np.maximum(level * gap, (level - 1) * gap).sum(axis=1)
    return float(2 * loss.mean() / (float(actual.sum()) or np.nan))


def poisson_floor(expected: FloatArray) -> float:
    """WAPE of a forecast that knows every rate: what Poisson noise alone leaves.

    E|X - m| = 2 exp(-m) m^(floor(m)+1) / floor(m)! (de Moivre's mean deviation, for a Poisson X).
    """
    mean = expected[expected > 0]
    if not len(mean):
        return float("nan")
    whole = np.floor(mean)
    deviation = 2 * np.exp(-mean + (whole + 1) * np.log(mean) - gammaln(whole + 1))
    return float(deviation.sum() / mean.sum())


def seasonal_naive_error(past: DayTable, factor: int) -> float:
    """Mean absolute difference between a bucket and the same one a week before."""
    seen = past.exposure > 0
    days = len(seen) - 7
    if days <= 0:
        return float("nan")
    both = seen[7:] & seen[:-7]
    now, before, used = (
        values.reshape(days, -1, factor).sum(axis=2)
        for values in (past.counts[7:] * both, past.counts[:-7] * both, both)
    )
    compared = used > 0
    return float(np.abs(now - before)[compared].mean()) if compared.any() else float("nan")


def _coverage(actual: FloatArray, quantiles: FloatArray, band: tuple[int, int]) -> float:
    low, high = quantiles[band[0]], quantiles[band[1]]
    return float(((actual >= low) & (actual <= high)).mean()) if len(actual) else float("nan")
