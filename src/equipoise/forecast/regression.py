"""Overdispersed Poisson regression with Gaussian priors, by iteratively reweighted least squares."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
STEP = 2.0  # largest change of a log-effect in one iteration: keeps a wild start from overflowing
SMALLEST_CV2 = 1e-6


@dataclass(frozen=True)
class Regression:
    """Log-effects, shape ``(k,)``, and the squared coefficient of variation around them."""

    effects: FloatArray
    cv2: float


def regress(
    counts: FloatArray,
    exposure: FloatArray,
    design: FloatArray,
    prior_sd: FloatArray,
    weights: FloatArray,
    *,
    huber: float = 2.0,
    rounds: int = 3,
) -> Regression:
    """Fit ``counts ~ exposure * exp(design @ effects)`` with variance ``mu + cv2 * mu**2``.

    Parameters
    ----------
    counts, exposure, weights
        Shape ``(n,)``; exposure > 0, weights in (0, 1].
    design, prior_sd
        Shapes ``(n, k)`` and ``(k,)``: effects are a priori normal around 0. Column 0 is the
        intercept.
    huber
        Residuals beyond so many standard deviations lose weight in proportion.

    Notes
    -----
    The working weights of a negative binomial make every busy day count alike and every thin one
    by its Poisson noise, and the score equations keep the mean unbiased without re-transformation.
    McCullagh and Nelder (1989), chapters 2 and 9.
    """
    effects = np.zeros(design.shape[1])
    effects[0] = np.log((counts.sum() + 0.5) / exposure.sum())
    cv2, robust = 0.02, np.ones_like(counts)
    for _ in range(rounds):
        effects, mean, hat = _solve(counts, exposure, design, prior_sd, weights * robust, cv2, effects)
        relative = (counts - mean) / mean
        cv2 = _dispersion(relative, mean, weights, robust, hat)
        # cube roots make gamma residuals symmetric: else a long right tail would bias the mean low
        distance = 3 * np.abs(np.cbrt(counts / mean) - 1) / np.sqrt(1 / mean + cv2)
        robust = np.minimum(1.0, huber / np.maximum(distance, 1e-9))
    return Regression(effects, cv2)


def penalised_fit(
    counts: FloatArray, offset: FloatArray, design: FloatArray, prior_sd: FloatArray, cv2: float
) -> FloatArray:
    """Effects ``(k,)`` of ``counts ~ exp(offset + design @ effects)``, dispersion given."""
    ones = np.ones_like(counts)
    start = np.zeros(design.shape[1])
    return _solve(counts, np.exp(offset), design, prior_sd, ones, cv2, start)[0]


def _solve(
    counts: FloatArray,
    exposure: FloatArray,
    design: FloatArray,
    prior_sd: FloatArray,
    weights: FloatArray,
    cv2: float,
    effects: FloatArray,
) -> tuple[FloatArray, FloatArray, float]:
    """Newton steps to the posterior mode: effects, fitted means and effective parameters."""
    precision = np.diag(1.0 / prior_sd**2)
    for _ in range(12):
        mean = _mean(exposure, design, effects)
        information = (design * (weights * mean / (1 + cv2 * mean))[:, None]).T @ design
        score = design.T @ (weights * (counts - mean) / (1 + cv2 * mean)) - precision @ effects
        step = np.clip(np.linalg.solve(information + precision, score), -STEP, STEP)
        effects = effects + step
        if np.abs(step).max() < 1e-3:
            break
    used = float(np.trace(np.linalg.solve(information + precision, information)))
    return effects, _mean(exposure, design, effects), used


def _mean(exposure: FloatArray, design: FloatArray, effects: FloatArray) -> FloatArray:
    return np.asarray(np.maximum(exposure * np.exp(np.clip(design @ effects, -30.0, 30.0)), 1e-9))


def _dispersion(
    relative: FloatArray, mean: FloatArray, weights: FloatArray, robust: FloatArray, used: float
) -> float:
    """Moment estimate of the squared coefficient of variation, outliers held back."""
    n = len(mean)
    spread = np.average((robust * relative) ** 2, weights=weights) * n / max(n - used, 0.3 * n)
    return float(max(spread - np.average(1 / mean, weights=weights), SMALLEST_CV2))
