"""Most hours beyond the normal week in every run of calendar weeks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import IntArray
from ..model import Timeline
from ..outcome import HOUR_S, Outcome, number, sentence
from ..parameters import Overtime
from ..runs import MOST_PER_DAY_S, Run, runs, undecided, worked_by_week
from ..work import Work, work_of


def check(timeline: Timeline, p: Overtime) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks with overtime in a week of the period, week by week added up."""
    work = work_of(timeline)
    beyond = np.maximum(worked_by_week(work) - round(p.week_hours * HOUR_S), 0)
    first = (work.day(timeline.from_s) - work.first_day) // 7
    limit_s = p.max_hours * HOUR_S
    unknown: list[Run] = []
    for run in runs(work, p.weeks):
        total = int(beyond[run.known].sum())
        if not beyond[max(first, run.known.start) : run.known.stop].any():
            continue
        if total > limit_s and not _fits_months(work, run, beyond, p):
            yield _breach(run, total / HOUR_S, p)
        elif run.missing_days and total + run.missing_days * MOST_PER_DAY_S > limit_s:
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h")


def _fits_months(work: Work, run: Run, beyond: IntArray, p: Overtime) -> bool:
    """Whether every month in which a week of the run begins keeps the ceiling of months, if any."""
    if p.month_hours is None:
        return False
    months = _months(work, len(beyond))
    return all(
        int(beyond[months == month].sum()) <= p.month_hours * HOUR_S for month in np.unique(months[run.known])
    )


def _months(work: Work, weeks: int) -> IntArray:
    """Month in which each week of the calendar begins, counted from 1970."""
    mondays = work.first_day + 7 * np.arange(weeks, dtype="timedelta64[D]").astype(np.int64)
    return mondays.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _breach(run: Run, found_h: float, p: Overtime) -> Outcome:
    monday, sunday = run.dates()
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} hold {number(found_h)} h beyond "
        f"{number(p.week_hours)} a week; {number(p.max_hours)} h is the most.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen {number(found_h, 'nl')} uur boven "
        f"{number(p.week_hours, 'nl')} per week; {number(p.max_hours, 'nl')} uur is het maximum.",
    )
    return run.failed(round(found_h, 4), p.max_hours, "h", message)
