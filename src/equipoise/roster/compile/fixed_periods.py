"""What the past weeks of a fixed part of the year leave for the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from equipoise.roster.compile.context import Context, local_day
from equipoise.rules.months import months_after

HOUR_S = 3600
WEEK_DAYS = 7


@dataclass(frozen=True)
class Carried:
    """``excess_s`` beyond the mean before the horizon, in the part of the year in which it begins.

    ``weeks_left`` of that part begin with the horizon's first; ``allowed_s`` are the seconds of the
    mean in each week of the horizon, less those of days absent, shape ``(weeks,)``.
    """

    excess_s: float
    weeks_left: int
    allowed_s: NDArray[np.float64]


def carried(week_hours: float, months: int, context: Context) -> Carried:
    """What was worked in the horizon's first week before it counts as excess too."""
    monday = date(1970, 1, 1) + timedelta(days=int(context.catalogue.monday[0]))
    past, left = _weeks_around(monday, months)
    allowed = week_hours * HOUR_S * (1 - _absent_days(context, past) / WEEK_DAYS)
    worked = sum(context.history_by_week.get(-week, 0.0) for week in range(past + 1))
    return Carried(worked - float(allowed[:past].sum()), left, allowed[past:])


def _weeks_around(monday: date, months: int) -> tuple[int, int]:
    """Weeks of the part before a Monday, and from it on; a part holds the weeks that begin in it."""
    part = date(monday.year, (monday.month - 1) // months * months + 1, 1)
    if _first_monday(part) > monday:
        part = months_after(part, -months)
    begins, ends = _first_monday(part), _first_monday(months_after(part, months))
    return (monday - begins).days // WEEK_DAYS, (ends - monday).days // WEEK_DAYS


def _first_monday(day: date) -> date:
    return day + timedelta(days=(-day.weekday()) % WEEK_DAYS)


def _absent_days(context: Context, past: int) -> NDArray[np.float64]:
    """Days with an absence, by week from ``past`` weeks before the horizon on."""
    days = np.zeros((past + context.weeks) * WEEK_DAYS, dtype=np.bool_)
    first_day = int(context.catalogue.monday[0]) - past * WEEK_DAYS
    for absence in context.absences:
        first, last = local_day(context.zone, np.array([absence.start_s, absence.end_s - 1])) - first_day
        days[max(first, 0) : max(last + 1, 0)] = True
    return days.reshape(-1, WEEK_DAYS).sum(axis=1).astype(np.float64)
