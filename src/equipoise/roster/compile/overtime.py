"""A ceiling on overtime -> no week beyond the normal one."""

from equipoise.roster.compile import week_hours
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import Overtime, WeekHours


def tighten(limits: Limits, p: Overtime, context: Context) -> Limits:
    """Overtime is never planned: sufficient, unless history has spent the ceiling already."""
    return week_hours.tighten(limits, WeekHours(p.week_hours), context)
