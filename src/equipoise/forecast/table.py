"""One queue's history as local days x slots of the local day: what the models fit to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from equipoise.contacts import History
from equipoise.timegrid import Grid, HolidayCalendar, OpeningHours

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
EPOCH = date(1970, 1, 1)
DAY_MINUTES = 1440


@dataclass(frozen=True)
class DayTable:
    """Counts by local day and slot, both arrays ``(n_days, n_slots)``.

    ``counts`` sums contacts, ``exposure`` counts the intervals that were observed: 0 where the
    centre was closed or data are missing, 2 in an hour that a clock change repeats.
    ``first_day`` is in days since 1970-01-01.
    """

    first_day: int
    counts: FloatArray
    exposure: FloatArray

    @property
    def n_days(self) -> int:
        return self.counts.shape[0]

    @property
    def n_slots(self) -> int:
        return self.counts.shape[1]

    @property
    def weekday(self) -> IntArray:
        return weekdays(self.first_day, self.n_days)

    @property
    def observed(self) -> BoolArray:
        """Days with any observation, shape ``(n_days,)``."""
        return np.asarray(self.exposure.any(axis=1))

    def before(self, n_days: int) -> DayTable:
        """The first ``n_days`` days only."""
        return replace(self, counts=self.counts[:n_days], exposure=self.exposure[:n_days])


@dataclass(frozen=True)
class KnownDays:
    """What a planner knows of each day in advance; arrays ``(n_days,)``.

    ``weekly``: its weekday has opening hours; ``planned``: so has the date itself;
    ``holiday``: it is a public holiday.
    """

    weekly: BoolArray
    planned: BoolArray
    holiday: BoolArray

    def until(self, n_days: int) -> KnownDays:
        """The first ``n_days`` days only."""
        return KnownDays(self.weekly[:n_days], self.planned[:n_days], self.holiday[:n_days])


def weekdays(first_day: int, n: int) -> IntArray:
    """Weekdays (0 = Monday) of ``n`` days from ``first_day`` (days since 1970-01-01)."""
    return (first_day + np.arange(n) + 3) % 7


def cells(grid: Grid, first_day: int) -> IntArray:
    """Index of each interval into a flattened ``(n_days, n_slots)`` table, shape ``(n,)``."""
    n_slots = DAY_MINUTES * 60 // grid.interval_s
    slot = grid.local_minute * 60 // grid.interval_s
    return np.asarray((grid.local_day - first_day) * n_slots + slot)


def day_table(history: History, queue: int, opening: OpeningHours) -> DayTable:
    """The open, observed intervals of one queue.

    Counts outside opening hours are left out, and so are filled gaps: what was guessed from
    neighbouring weeks is no observation.
    """
    grid = history.grid
    first = int(grid.local_day[0])
    shape = (int(grid.local_day[-1]) - first + 1, DAY_MINUTES * 60 // grid.interval_s)
    used = opening.mask(grid) & np.isfinite(history.offered[queue])
    for gap in history.gaps:
        if gap.queue == history.queues[queue]:
            used[max(grid.index(gap.start_s), 0) : max(grid.index(gap.end_s - 1) + 1, 0)] = False
    at = cells(grid, first)[used]
    counts, exposure = np.zeros(shape), np.zeros(shape)
    np.add.at(counts.reshape(-1), at, history.offered[queue][used])
    np.add.at(exposure.reshape(-1), at, 1.0)
    return DayTable(first, counts, exposure)


def known_days(opening: OpeningHours, calendar: HolidayCalendar, first_day: int, n_days: int) -> KnownDays:
    """Opening hours and public holidays of ``n_days`` days."""
    dates = [EPOCH + timedelta(days=first_day + i) for i in range(n_days)]
    named = calendar.between(dates[0], dates[-1]).keys() | opening.holidays
    return KnownDays(
        weekly=np.array([bool(opening.weekly[day.weekday()]) for day in dates]),
        planned=np.array([bool(opening.ranges(day)) for day in dates]),
        holiday=np.array([day in named for day in dates]),
    )
