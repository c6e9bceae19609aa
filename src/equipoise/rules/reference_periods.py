"""Periods of reference of a mean: whole weeks, or calendar months around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .local import IntArray, as_date, day_number, local_day
from .months import months_after
from .outcome import FAIL, PASS, UNDETERMINED
from .runs import MOST_PER_DAY_S, Run, absent_days, runs
from .work import Work

WEEK_DAYS = 7
MONTH_DAYS = 31


@dataclass(frozen=True)
class Reference:
    """Runs of ``weeks`` weeks, each against ``weekly_s`` seconds a week.

    Where ``months`` is set a run over the limit breaks it only if the mean of some such months that
    hold the run, end by the period's end and hold work of it is over the limit as well. ``neutral``
    days absent are left out of months.
    """

    work: Work
    weeks: int
    months: int | None
    weekly_s: float
    neutral: bool = False

    def runs(self) -> list[Run]:
        """Runs that end in the period, and those before it whose months may reach into it."""
        if self.months is None:
            return runs(self.work, self.weeks)
        longer = MONTH_DAYS * self.months - WEEK_DAYS * self.weeks
        return runs(self.work, self.weeks, max(0, -(-longer // WEEK_DAYS)))

    def judge(self, run: Run, worked_s: float, limit_s: float) -> str | None:
        """Pass, fail or undetermined; ``None`` where the run is none of this period's business."""
        is_over = worked_s > limit_s
        if not is_over and not run.may_exceed(round(worked_s), limit_s):
            return PASS if run.has_work else None
        found = self._months(run)
        if found is None:
            found = FAIL if run.has_work else PASS
        if found == PASS:
            return PASS if run.has_work else None
        return FAIL if is_over and found == FAIL else UNDETERMINED

    def _months(self, run: Run) -> str | None:
        """The worst that months around the run give; ``None`` where there are none."""
        found = {self._judge(first, end) for first, end in self._around(run)}
        return next((result for result in (FAIL, UNDETERMINED, PASS) if result in found), None)

    def _around(self, run: Run) -> Iterator[tuple[int, int]]:
        """First day and end (days since 1970-01-01) of months that hold the run."""
        if self.months is None:
            return
        timeline = self.work.timeline
        from_day, until = self.work.day(timeline.from_s), self.work.day(timeline.to_s - 1) + 1
        for first in range(run.first_day, 0, -1):
            end = day_number(months_after(as_date(first), self.months))
            if end < run.first_day + WEEK_DAYS * run.weeks:
                return
            if end <= until and self._sum(self._worked, max(first, from_day), end) > 0:
                yield first, end

    def _judge(self, first: int, end: int) -> str:
        worked, absent = (self._sum(sums, first, end) for sums in (self._worked, self._absent))
        limit_s = self.weekly_s * (end - first - absent) / WEEK_DAYS + 0.5
        if worked > limit_s:
            return FAIL
        known = local_day(self.work.timeline.clock, self.work.timeline.known_from_s)
        missing = max(0, known - first)
        return UNDETERMINED if missing and worked + missing * MOST_PER_DAY_S > limit_s else PASS

    def _sum(self, until: IntArray, first: int, end: int) -> int:
        places = np.clip([first - self.work.first_day, end - self.work.first_day], 0, len(until) - 1)
        return int(until[places[1]] - until[places[0]])

    @cached_property
    def _worked(self) -> IntArray:
        """Seconds worked before each day of the calendar."""
        return self.work.worked_before(self.work.midnight_s)

    @cached_property
    def _absent(self) -> IntArray:
        """Days absent before each day of the calendar, where they are neutral."""
        before = np.concatenate([[0], np.cumsum(absent_days(self.work), dtype=np.int64)])
        return before * self.neutral
