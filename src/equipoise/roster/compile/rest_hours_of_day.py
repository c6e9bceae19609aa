"""Hours of the day that rest must hold -> a day filter and a rest."""

from equipoise.roster.compile.context import Context, night_seconds
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import Night, RestHoursOfDay


def tighten(limits: Limits, p: RestHoursOfDay, context: Context) -> Limits:
    """No work inside the hours; the stated rest around them."""
    c = context.catalogue
    inside = night_seconds(context.zone, c.start_s, c.end_s, Night(p.from_minute, p.to_minute, 0.0)) > 0
    return limits.forbid(inside).rest_after(limits.allowed, p.hours * 3600)
