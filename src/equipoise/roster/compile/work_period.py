"""Fewest hours in a shift -> a day filter."""

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import WorkPeriod


def tighten(limits: Limits, p: WorkPeriod, context: Context) -> Limits:
    """Shorter shifts may not be worked."""
    return limits.forbid(context.catalogue.work_s < p.min_hours * 3600)
