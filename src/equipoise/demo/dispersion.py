"""How much more than Poisson counts vary: by day and by interval within the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
LEVEL_HALF_WIDTH = 10  # open days on each side: a month, so that one odd day does not move the level
ROUNDS = 5


@dataclass(frozen=True)
class DayEffects:
    """Weekday factors (mean 1 over the weekdays present) and what is left of each day.

    ``ratio`` is a day's total over weekday factor times slow level, shape ``(n_days,)``.
    """

    weekday_factor: dict[int, float]
    ratio: FloatArray


def day_effects(totals: FloatArray, weekday: IntArray) -> DayEffects:
    """Split day totals into weekday factor x slow level x day effect.

    The level is the running median over 21 open days of totals without their weekday factor; the
    factor is the median of a weekday's totals without the level. Both are found in turn.
    """
    kinds = np.unique(weekday)
    factor = np.array([np.median(totals[weekday == kind]) for kind in kinds])
    at = np.searchsorted(kinds, weekday)
    level = np.ones_like(totals)
    for _ in range(ROUNDS):
        level = _running_median(totals / factor[at])
        factor = np.array([np.median((totals / level)[weekday == kind]) for kind in kinds])
    shape = factor / factor.mean()
    ratio = totals / (factor[at] * level)
    return DayEffects({int(k): float(f) for k, f in zip(kinds, shape, strict=True)}, ratio)


def day_cv(ratio: FloatArray, totals: FloatArray) -> float:
    """Coefficient of variation of the day effect, Poisson noise of the totals taken out."""
    return float(np.sqrt(max(ratio.var(ddof=1) - (1.0 / totals).mean(), 0.0)))


def interval_cv(counts: FloatArray, weekday: IntArray) -> float:
    """Coefficient of variation of the interval effect; ``counts`` has shape ``(n_days, n_slots)``.

    Given a day's total and its weekday's mean profile, what the squared errors hold beyond
    multinomial noise is divided by the squared means. The profile's own error is corrected for by
    ``n / (n - 1)`` days of that weekday.
    """
    excess, scale = 0.0, 0.0
    for kind in np.unique(weekday):
        rows = counts[weekday == kind]
        profile = rows.sum(axis=0) / rows.sum()
        mean = rows.sum(axis=1)[:, None] * profile
        error = (rows - mean) ** 2 * len(rows) / (len(rows) - 1)
        excess += float((error - mean * (1.0 - profile)).sum())
        scale += float((mean**2).sum())
    return float(np.sqrt(max(excess / scale, 0.0)))


def _running_median(values: FloatArray) -> FloatArray:
    edges = [(max(0, i - LEVEL_HALF_WIDTH), i + LEVEL_HALF_WIDTH + 1) for i in range(len(values))]
    return np.array([np.median(values[first:last]) for first, last in edges])
