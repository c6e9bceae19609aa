"""Estimates with 95 % intervals, from how the days differ.

Contacts of one day share what happened that day, so resampling single contacts would promise too much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
DAY_S = 86_400
LEVEL = 0.95
Z = 1.959963984540054
FEWEST_DAYS = 8


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval; NaN where it is not known."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Resampling:
    """``draws`` bootstrap samples with a ``seed``."""

    seed: int
    draws: int = 400

    def estimates(
        self, statistic: Callable[[FloatArray], FloatArray], groups: IntArray
    ) -> tuple[Estimate, ...]:
        """Percentile intervals of ``statistic``, which takes how often each contact counts, ``(n,)``.

        Contacts with the same ``groups`` value are drawn together.
        """
        _, members = np.unique(groups, return_inverse=True)
        size = int(members.max()) + 1
        random = np.random.default_rng(self.seed)
        chances = np.full(size, 1.0 / size)
        counts = (random.multinomial(size, chances).astype(float) for _ in range(self.draws))
        samples = np.array([statistic(count[members]) for count in counts])
        value = statistic(np.ones(groups.size))
        low, high = np.nanquantile(samples, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=0)
        return tuple(Estimate(*map(float, triple)) for triple in zip(value, low, high, strict=True))


def jackknife(statistic: Callable[[FloatArray], FloatArray], n: int) -> tuple[Estimate, ...]:
    """Intervals of quantities >= 0 by leaving out each of ``n`` days in turn.

    For measures of spread, which a bootstrap, drawing some days twice, would make too small.
    """
    value = statistic(np.ones(n))
    left_out = np.array([statistic(1.0 - np.eye(n)[day]) for day in range(n)])
    error = np.sqrt((n - 1) / n * np.nansum((left_out - np.nanmean(left_out, axis=0)) ** 2, axis=0))
    return tuple(
        Estimate(float(v), float(max(v - Z * e, 0.0)), float(v + Z * e))
        for v, e in zip(value, error, strict=True)
    )


def groups_of(arrival_s: FloatArray) -> tuple[str, IntArray]:
    """What is drawn together: ``days``, or single ``contacts`` where there are too few days."""
    days = np.floor(arrival_s / DAY_S).astype(np.int64)
    if np.unique(days).size >= FEWEST_DAYS:
        return "days", days
    return "contacts", np.arange(arrival_s.size)
