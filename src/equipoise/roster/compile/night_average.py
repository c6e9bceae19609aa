"""A lower mean week for many nights -> either hours stay under it anyway, or nights stay few."""

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.night_count import cap_nights
from equipoise.rules.parameters import NightAverage


def tighten(limits: Limits, p: NightAverage, context: Context) -> Limits:
    """A contract of at most the mean can work any number of nights; others one fewer than count."""
    worked = max((s for week, s in context.history_by_week.items() if -p.weeks < week), default=0.0)
    if context.max_h + context.carried_s(limits) / 3600 <= p.max_hours and worked <= p.max_hours * 3600:
        return limits
    return cap_nights(limits, p.nights - 1, p.weeks, p.night, p.night.night_from, context)
