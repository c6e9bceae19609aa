"""Hours in a shift -> a day filter."""

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import ShiftHours


def tighten(limits: Limits, p: ShiftHours, context: Context) -> Limits:
    """Longer shifts may not be worked."""
    return limits.forbid(context.catalogue.work_s > p.max_hours * 3600)
