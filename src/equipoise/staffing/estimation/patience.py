"""Patience: how long people are prepared to wait, from those who gave up and those who were answered.

An answer cuts a wait short, so the answered are censored: they would have waited longer. Leaving them out
makes people look far less patient than they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .interval import LEVEL, Estimate, FloatArray, IntArray, Resampling, Z
from .survival import kaplan_meier

SURVIVAL_AT_S = (5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0)
HAZARD_EDGES_S = (0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 180.0, 300.0, 600.0)
FEWEST = 5  # abandons


@dataclass(frozen=True)
class Hazard:
    """Abandons after ``from_s`` and up to ``to_s`` seconds / minutes waited there; exact interval."""

    from_s: float
    to_s: float
    abandoned: int
    per_minute: Estimate


@dataclass(frozen=True)
class PatienceFit:
    """Patience of those who had to wait.

    ``waited`` of whom ``abandoned``; ``left_at_once`` gave up before any wait was recorded and is in
    neither. ``mean_s`` is of an exponential, its interval from how days differ; the other one takes every
    contact to be independent, and so is narrower. ``shape`` and ``scale_s`` are of a Weibull (a shape under
    1: those who have waited are more patient). ``median_s`` and ``survival`` are Kaplan-Meier's, NaN where
    the data do not reach.
    """

    waited: int
    abandoned: int
    left_at_once: int
    mean_s: Estimate
    mean_s_if_independent: Estimate
    shape: Estimate
    scale_s: float
    median_s: Estimate
    survival: tuple[tuple[float, Estimate], ...]
    hazard: tuple[Hazard, ...]


def fit_patience(
    wait_s: FloatArray, answered: NDArray[np.bool_], groups: IntArray, resampling: Resampling
) -> PatienceFit | None:
    """From waits >= 0, how each ended, and the day (or other group) of each, all ``(n,)``.

    ``None`` where fewer than five people gave up after a wait: nothing can be said then.

    References
    ----------
    Kaplan and Meier (1958), JASA 53:457-481; Brown et al. (2005), JASA 100:36-50.
    """
    waiting = wait_s > 0
    wait, gone = wait_s[waiting], ~answered[waiting]
    if gone.sum() < FEWEST:
        return None

    def mean(weight: FloatArray) -> FloatArray:
        left = weight @ gone
        return np.array([weight @ wait / left if left else np.nan])

    by_days = resampling.estimates(mean, groups[waiting])[0]
    shape, scale = _weibull(wait, gone)
    curve = kaplan_meier(wait, gone)
    return PatienceFit(
        waited=wait.size,
        abandoned=int(gone.sum()),
        left_at_once=int((~answered & ~waiting).sum()),
        mean_s=by_days,
        mean_s_if_independent=_exponential(wait, gone),
        shape=shape,
        scale_s=scale,
        median_s=curve.median(),
        survival=tuple((t, curve.at(t)) for t in SURVIVAL_AT_S if t <= wait.max()),
        hazard=tuple(_hazards(wait, gone)),
    )


def _exponential(wait: FloatArray, gone: NDArray[np.bool_]) -> Estimate:
    """Total waiting time / abandons, with the interval of a Poisson number of abandons."""
    low, high = _poisson(int(gone.sum()))
    total = wait.sum()
    return Estimate(float(total / gone.sum()), float(total / high), float(total / low))


def _weibull(wait: FloatArray, gone: NDArray[np.bool_]) -> tuple[Estimate, float]:
    """Maximum likelihood under censoring: the shape by its own equation, the scale from it."""
    from scipy.optimize import brentq

    scale = wait.mean()
    logs = np.log(wait / scale)
    events = int(gone.sum())

    def slope(shape: float) -> float:
        power = np.exp(shape * logs)
        return float(1.0 / shape + logs[gone].mean() - power @ logs / power.sum())

    shape = float(brentq(slope, 1e-3, 50.0, xtol=1e-12))
    power = np.exp(shape * logs)
    centred = logs - power @ logs / power.sum()
    information = events * (1.0 / shape**2 + power @ centred**2 / power.sum())
    factor = float(np.exp(Z / (shape * np.sqrt(information))))
    fitted = scale * (power.sum() / events) ** (1.0 / shape)
    return Estimate(shape, shape / factor, shape * factor), float(fitted)


def _hazards(wait: FloatArray, gone: NDArray[np.bool_]) -> list[Hazard]:
    found = []
    for start, end in pairwise(HAZARD_EDGES_S):
        minutes = np.clip(wait - start, 0.0, end - start).sum() / 60.0
        left = int((gone & (wait > start) & (wait <= end)).sum())
        if minutes > 0:
            low, high = _poisson(left)
            found.append(Hazard(start, end, left, Estimate(left / minutes, low / minutes, high / minutes)))
    return found


def _poisson(count: int) -> tuple[float, float]:
    """Exact 95 % interval of the mean of a Poisson count (Garwood, 1936)."""
    from scipy.special import gammaincinv

    low = float(gammaincinv(count, (1 - LEVEL) / 2)) if count else 0.0
    return low, float(gammaincinv(count + 1, (1 + LEVEL) / 2))
