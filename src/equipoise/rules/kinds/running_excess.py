"""Hours beyond the mean week, added up from the start of a fixed part of the year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..fixed_periods import FixedPeriod, fixed_periods
from ..local import as_date, local_day
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import RunningExcess
from ..rests import missing_history
from ..runs import MOST_PER_DAY_S, absent_days_by_week, worked_by_week
from ..work import Work, work_of

WEEK_DAYS = 7


def check(timeline: Timeline, p: RunningExcess) -> Iterator[Outcome]:
    """One outcome a week with work of the period: the excess at its end."""
    work = work_of(timeline)
    by_week = worked_by_week(work)
    allowed = p.week_hours * HOUR_S * (1 - absent_days_by_week(work) / WEEK_DAYS)
    beyond = by_week - allowed[: len(by_week)]
    first_week = (work.day(timeline.from_s) - work.first_day) // WEEK_DAYS
    last_week = (work.day(timeline.to_s - 1) - work.first_day) // WEEK_DAYS
    for part in fixed_periods(work, p.months):
        excess = np.cumsum(beyond[part.known])
        for place, excess_s in enumerate(excess.tolist()):
            week = part.known.start + place
            if first_week <= week <= last_week and by_week[week]:
                yield _judge(work, part, week, excess_s, p)


def _judge(work: Work, part: FixedPeriod, week: int, excess_s: float, p: RunningExcess) -> Outcome:
    first = work.first_day + WEEK_DAYS * part.first
    unknown = max(0, local_day(work.timeline.clock, work.timeline.known_from_s) - first)
    start, end = (int(work.midnight_s[WEEK_DAYS * w]) for w in (week, week + 1))
    limit_s = p.max_hours * HOUR_S + 0.5
    most_unknown_s = unknown * (MOST_PER_DAY_S - p.week_hours * HOUR_S / WEEK_DAYS)
    if excess_s > limit_s and not unknown:
        message = _say(part, work.first_day + WEEK_DAYS * week, excess_s / HOUR_S, p)
        return Outcome(FAIL, start, end, round(excess_s / HOUR_S, 4), p.max_hours, "h", message)
    if unknown and excess_s + most_unknown_s > limit_s:
        return Outcome(UNDETERMINED, start, end, None, p.max_hours, "h", missing_history(work, first))
    return Outcome(PASS, start, end)


def _say(part: FixedPeriod, monday: int, excess_h: float, p: RunningExcess) -> dict[str, str]:
    sunday = as_date(monday + WEEK_DAYS - 1)
    return sentence(
        f"From {part.begins} to {sunday} {number(excess_h)} h more than {number(p.week_hours)} a week were "
        f"worked; {number(p.max_hours)} h is the most.",
        f"Van {part.begins} tot en met {sunday} is {number(excess_h, 'nl')} uur meer dan "
        f"{number(p.week_hours, 'nl')} per week gewerkt; {number(p.max_hours, 'nl')} uur is het maximum.",
    )
