"""Days with work in a week -> a weekly rest that holds a whole day."""

from equipoise.roster.compile import weekly_rest
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.week_rest_day import HOLDS_A_DAY_H
from equipoise.rules.parameters import WeekDays, WeeklyRest

WEEK = 7


def tighten(limits: Limits, p: WeekDays, context: Context) -> Limits:
    """Each day that must be free beyond the first makes the rest a day longer."""
    free = WEEK - p.max_days
    return (
        weekly_rest.tighten(limits, WeeklyRest(HOLDS_A_DAY_H + 24 * (free - 1)), context)
        if free > 0
        else limits
    )
