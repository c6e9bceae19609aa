"""A rest in each period of days -> a rest in every so many days from each shift, as in weekly rest."""

from equipoise.roster.compile import weekly_rest
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import RestInPeriod, WeeklyRest


def tighten(limits: Limits, p: RestInPeriod, context: Context) -> Limits:
    """Sufficient, not necessary: a rest early in one period and late in the next is left out."""
    return weekly_rest.tighten(limits, WeeklyRest(p.hours, p.window_days), context)
