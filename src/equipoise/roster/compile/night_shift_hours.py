"""Hours in a night shift -> a day filter."""

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NightShiftHours


def tighten(limits: Limits, p: NightShiftHours, context: Context) -> Limits:
    """Longer night shifts may not be worked."""
    c = context.catalogue
    night = night_shifts(context.zone, c.start_s, c.end_s, p.night)
    return limits.forbid(night & (c.work_s > p.max_hours * 3600))
