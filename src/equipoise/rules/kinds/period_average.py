"""Most hours a week on average over each fixed part of the year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..fixed_periods import FixedPeriod, fixed_periods
from ..local import local_day
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import PeriodAverage
from ..rests import missing_history
from ..runs import MOST_PER_DAY_S, absent_days_by_week, worked_by_week
from ..work import Work, work_of

WEEK_DAYS = 7


def check(timeline: Timeline, p: PeriodAverage) -> Iterator[Outcome]:
    """One outcome a part of the year with work of the period; weeks after the last row are free."""
    work = work_of(timeline)
    by_week, absent = worked_by_week(work), absent_days_by_week(work)
    first_week = (work.day(timeline.from_s) - work.first_day) // WEEK_DAYS
    for part in fixed_periods(work, p.months):
        if not by_week[max(part.known.start, first_week) : part.known.stop].any():
            continue
        worked = int(by_week[part.known].sum())
        weeks = part.weeks - int(absent[part.known].sum()) / WEEK_DAYS
        yield _judge(work, part, worked, weeks, p)


def _judge(work: Work, part: FixedPeriod, worked: int, weeks: float, p: PeriodAverage) -> Outcome:
    first = work.first_day + WEEK_DAYS * part.first
    known = local_day(work.timeline.clock, work.timeline.known_from_s)
    start = int(work.midnight_s[WEEK_DAYS * part.known.start])
    end = int(work.midnight_s[min(WEEK_DAYS * part.known.stop, len(work.midnight_s) - 1)])
    limit_s = p.max_hours * HOUR_S * weeks + 0.5
    if worked > limit_s:
        mean = worked / HOUR_S / weeks if weeks else np.inf
        return Outcome(FAIL, start, end, round(mean, 4), p.max_hours, "h/week", _say(part, mean, p))
    if known > first and worked + (known - first) * MOST_PER_DAY_S > limit_s:
        return Outcome(UNDETERMINED, start, end, None, p.max_hours, "h/week", missing_history(work, first))
    return Outcome(PASS, start, end)


def _say(part: FixedPeriod, mean_h: float, p: PeriodAverage) -> dict[str, str]:
    return sentence(
        f"The weeks from {part.begins} to {part.ends} average {number(mean_h)} h a week; "
        f"{number(p.max_hours)} h is the most.",
        f"De weken van {part.begins} tot en met {part.ends} tellen gemiddeld {number(mean_h, 'nl')} uur per "
        f"week; {number(p.max_hours, 'nl')} uur is het maximum.",
    )
