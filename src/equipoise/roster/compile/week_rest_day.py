"""A whole free day in every week -> a weekly rest that cannot but hold one."""

from equipoise.roster.compile import weekly_rest
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import WeeklyRest, WeekRestDay

HOLDS_A_DAY_H = 49.0  # two days of which one may have 25 hours


def tighten(limits: Limits, p: WeekRestDay, context: Context) -> Limits:
    """Sufficient, not necessary: a shorter rest that begins at midnight is left out."""
    return weekly_rest.tighten(limits, WeeklyRest(max(p.hours, HOLDS_A_DAY_H)), context)
