"""The models that compete: plain means of past weekdays and calendar regressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .effects import calendar_design
from .profile import weekday_profiles
from .regression import regress
from .table import DayTable, FloatArray, KnownDays, weekdays

MEMORY_WEEKS = 156
HALF_LIFE_WEEKS = 26.0


class Candidate(Protocol):
    """A way to forecast one queue."""

    @property
    def name(self) -> str: ...

    @property
    def corrected(self) -> bool:
        """Whether past bias is taken out of its forecasts."""
        ...

    def rates(self, past: DayTable, known: KnownDays) -> FloatArray:
        """Expected contacts in an open interval of each day after ``past`` that ``known`` covers.

        Shape ``(n_ahead, n_slots)``. ``past`` has at least one observed day; ``known`` begins on
        its first day.
        """
        ...


@dataclass(frozen=True)
class SameWeekdayMean:
    """Mean of the last ``weeks`` observations of the same weekday and slot.

    A slot never seen on a weekday takes the mean of the other weekdays, then of the whole day.
    """

    weeks: int
    corrected: bool = False

    @property
    def name(self) -> str:
        return f"mean{self.weeks}"

    def rates(self, past: DayTable, known: KnownDays) -> FloatArray:
        ahead = len(known.weekly) - past.n_days
        by_weekday = np.array([self._recent(past, past.weekday == w) for w in range(7)])
        every_day = _ratio(past.counts.sum(axis=0), past.exposure.sum(axis=0))
        overall = past.counts.sum() / past.exposure.sum()
        filled = np.where(np.isnan(by_weekday), every_day, by_weekday)
        filled = np.where(np.isnan(filled), overall, filled)
        return np.asarray(filled[weekdays(past.first_day + past.n_days, ahead)])

    def _recent(self, past: DayTable, chosen: np.typing.NDArray[np.bool_]) -> FloatArray:
        counts, exposure = past.counts[chosen][::-1], past.exposure[chosen][::-1]
        recent = (np.cumsum(exposure > 0, axis=0) <= self.weeks) & (exposure > 0)
        return _ratio((counts * recent).sum(axis=0), (exposure * recent).sum(axis=0))


@dataclass(frozen=True)
class CalendarRegression:
    """Day level by calendar regression, spread over the day by weekday profiles.

    ``level_sd`` is how far the level may drift in a week (standard deviation of its logarithm).
    """

    name: str
    level_sd: float
    corrected: bool = True

    def rates(self, past: DayTable, known: KnownDays) -> FloatArray:
        past, known = _remembered(past, known)
        profiles = weekday_profiles(past)
        design = calendar_design(past, known, self.level_sd)
        used = np.flatnonzero(past.observed)
        exposure = (past.exposure * profiles[past.weekday]).sum(axis=1)[used]
        weight = 0.5 ** ((past.n_days - 1 - used) / 7 / HALF_LIFE_WEEKS)
        counts = past.counts.sum(axis=1)[used]
        fit = regress(counts, exposure, design.columns[used], design.prior_sd, weight)
        ahead = slice(past.n_days, None)
        level = np.exp(np.clip(design.columns[ahead] @ fit.effects, -30.0, 30.0))
        following = weekdays(past.first_day + past.n_days, len(level))
        return np.asarray(level[:, None] * profiles[following])


BASELINE = SameWeekdayMean(4)
# in the order in which they are trusted before there is evidence, after the baseline
CANDIDATES: tuple[Candidate, ...] = (
    BASELINE,
    CalendarRegression("calendar", 0.01),
    CalendarRegression("calendar_agile", 0.05),
    SameWeekdayMean(8),
)


def _remembered(past: DayTable, known: KnownDays) -> tuple[DayTable, KnownDays]:
    """The last three years: older days slow the fit and tell little."""
    cut = max(past.n_days - 7 * MEMORY_WEEKS, 0)
    table = DayTable(past.first_day + cut, past.counts[cut:], past.exposure[cut:])
    return table, KnownDays(known.weekly[cut:], known.planned[cut:], known.holiday[cut:])


def _ratio(counts: FloatArray, exposure: FloatArray) -> FloatArray:
    """Counts per interval, NaN where nothing was observed."""
    return np.where(exposure > 0, counts / np.maximum(exposure, 1.0), np.nan)
