"""A free Sunday or a day for it -> a weekly rest that holds a whole day other than Sunday."""

from equipoise.roster.compile import weekly_rest
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.week_rest_day import HOLDS_A_DAY_H
from equipoise.rules.parameters import SundayRest, WeeklyRest


def tighten(limits: Limits, p: SundayRest, context: Context) -> Limits:
    """Sufficient where the substitute may come six days later or more: after a worked Sunday such a
    rest begins by Friday and ends on Sunday at the earliest."""
    return weekly_rest.tighten(limits, WeeklyRest(max(p.hours, HOLDS_A_DAY_H)), context)
