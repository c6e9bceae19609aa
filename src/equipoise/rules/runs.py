"""Runs of calendar weeks, Monday to Sunday by the local clock, that end in the period judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import ABSENCES

from .local import IntArray, as_date, instants_s, local_day, shared
from .outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome
from .rests import missing_history
from .work import Work

SATURDAY = 5  # of a week that starts on Monday
MOST_PER_DAY_S = DAY_S  # the most that can have been worked on a day of which nothing is known


@dataclass(frozen=True)
class Run:
    """``weeks`` calendar weeks; ``known`` slices arrays by week, ``missing_days`` are before them.

    ``has_work`` says whether anything rostered in the period lies in the run.
    """

    weeks: int
    first_day: int
    start_s: int
    end_s: int
    known: slice
    missing_days: int
    has_work: bool
    judged_s: int

    def may_exceed(self, worked_s: int, limit_s: float) -> bool:
        """Whether days of which nothing is known could bring the work over a limit."""
        return self.missing_days > 0 and worked_s + self.missing_days * MOST_PER_DAY_S > limit_s

    def passed(self) -> Outcome:
        """The run keeps the rule."""
        return Outcome(PASS, self.start_s, self.end_s, judged_s=self.judged_s)

    def failed(self, measured: float, limit: float, unit: str, message: dict[str, str]) -> Outcome:
        """The run breaks the rule."""
        return Outcome(FAIL, self.start_s, self.end_s, measured, limit, unit, message, self.judged_s)

    def dates(self) -> tuple[date, date]:
        """First Monday and last Sunday."""
        return as_date(self.first_day), as_date(self.first_day + 7 * self.weeks - 1)


def runs(work: Work, weeks: int, earlier: int = 0) -> list[Run]:
    """Every run of ``weeks`` calendar weeks ending in a week that overlaps the period, in order.

    ``earlier`` runs before them end before the period; none is there before the calendar begins.
    """
    return work.keep(("runs", weeks, earlier), lambda: list(_runs(work, weeks, earlier)))


def _runs(work: Work, weeks: int, earlier: int) -> Iterator[Run]:
    timeline = work.timeline
    first_week = max((work.day(timeline.from_s) - work.first_day) // 7 - earlier, 0)
    last_week = (work.day(timeline.to_s - 1) - work.first_day) // 7
    known_day = local_day(timeline.clock, timeline.known_from_s)
    numbers = np.arange(first_week, last_week + 1)
    ends = np.minimum(work.midnight_s[7 * numbers + 7], timeline.to_s)
    begins = work.midnight_s[7 * np.maximum(numbers - weeks + 1, 0)]
    ours = work.worked_before(ends) - work.worked_before(np.maximum(begins, timeline.from_s))
    first_days = work.first_day + 7 * (numbers - weeks + 1)
    name = ("runs", int(first_days[0]), len(numbers))
    starts = shared(timeline.clock, name, lambda: instants_s(timeline.clock, first_days * DAY_S))
    starts_s = starts.tolist()
    for place, week in enumerate(numbers.tolist()):
        first_day = int(first_days[place])
        yield Run(
            weeks=weeks,
            first_day=first_day,
            start_s=starts_s[place],
            end_s=int(work.midnight_s[7 * week + 7]),
            known=slice(max(0, week - weeks + 1), week + 1),
            missing_days=max(0, known_day - first_day),
            has_work=bool(ours[place] > 0),
            judged_s=max(int(work.midnight_s[7 * week]), timeline.from_s),
        )


def totals(found: Sequence[Run], by_week: IntArray | NDArray[np.bool_]) -> list[int]:
    """Sum of a value of each calendar week over each run."""
    until = np.concatenate([[0], np.cumsum(by_week, dtype=np.int64)])
    edges = np.array([(run.known.start, run.known.stop) for run in found], dtype=np.int64).reshape(-1, 2)
    sums: list[int] = (until[edges[:, 1]] - until[edges[:, 0]]).tolist()
    return sums


def worked_by_week(work: Work) -> IntArray:
    """Seconds worked in each calendar week from the first known one."""
    return work.keep("worked by week", lambda: np.diff(work.worked_before(work.midnight_s[::7])))


def count_by_week(work: Work, chosen: NDArray[np.bool_]) -> IntArray:
    """Chosen shifts in each calendar week, by the local day on which they start."""
    starts = np.array(work.start_s, dtype=np.int64)[chosen]
    week = (np.searchsorted(work.midnight_s, starts, side="right") - 1) // 7
    return np.bincount(week, minlength=len(work.midnight_s) // 7).astype(np.int64)


def absent_by_week(work: Work) -> IntArray:
    """Seconds that absences count for in each calendar week.

    They are spread over the absence's days from Monday to Friday, or over all its days where it
    has none of those.
    """
    return work.keep("absent by week", lambda: _absent_by_week(work))


def _absent_by_week(work: Work) -> IntArray:
    weeks = len(work.midnight_s[::7]) - 1
    counted = np.zeros(weeks)
    for start, end, seconds in _absences(work):
        first, last = (local_day(work.timeline.clock, at) - work.first_day for at in (start, end - 1))
        days = np.arange(first, last + 1)
        working = days[days % 7 < SATURDAY]
        days = working if len(working) else days
        within = days[(days >= 0) & (days < 7 * weeks)]
        counted += np.bincount(within // 7, minlength=weeks) * (seconds / len(days))
    return counted.round().astype(np.int64)


def absent_days_by_week(work: Work) -> IntArray:
    """Days with an absence and without work in each calendar week."""
    days = absent_days(work)
    return work.keep(
        "absent days by week", lambda: days[: len(days) // 7 * 7].reshape(-1, 7).sum(axis=1, dtype=np.int64)
    )


def absent_days(work: Work) -> NDArray[np.bool_]:
    """Which days of the calendar hold an absence and no work."""
    return work.keep("absent days", lambda: _absent_days(work))


def _absent_days(work: Work) -> NDArray[np.bool_]:
    worked = np.diff(work.worked_before(work.midnight_s)) > 0
    absent = np.zeros(len(worked), dtype=np.bool_)
    for start, end, _ in _absences(work):
        absent |= (work.midnight_s[:-1] < end) & (work.midnight_s[1:] > start)
    found: NDArray[np.bool_] = absent & ~worked
    return found


def _absences(work: Work) -> Iterator[tuple[int, int, float]]:
    """Absences on file, and absence rows of the roster that none on file overlaps."""
    timeline = work.timeline
    on_file = [(a.start_s, a.end_s) for a in timeline.absences]
    yield from ((a.start_s, a.end_s, a.counted_h * HOUR_S) for a in timeline.absences)
    for row in timeline.stretches:
        if row.activity in ABSENCES - {"off"} and not any(
            start < row.end_s and row.start_s < end for start, end in on_file
        ):
            yield row.start_s, row.end_s, float(row.seconds)


def undecided(work: Work, open_runs: Sequence[Run], limit: float, unit: str) -> Iterator[Outcome]:
    """One undetermined outcome for all runs that missing history leaves open."""
    if open_runs:
        first, last = open_runs[0], open_runs[-1]
        message = missing_history(work, first.first_day)
        yield Outcome(
            UNDETERMINED, first.start_s, last.end_s, None, limit, unit, message, judged_s=last.judged_s
        )
