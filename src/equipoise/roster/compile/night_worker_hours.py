"""A night worker's mean hours in 24 -> a cap a week (six days of them) for who may work at night."""

from equipoise.roster.compile.average_hours import mean_caps
from equipoise.roster.compile.context import Context, night_seconds
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NightWorkerHours

DAYS_OUTSIDE_WEEKLY_REST = 6


def tighten(limits: Limits, p: NightWorkerHours, context: Context) -> Limits:
    """Whoever could become a night worker keeps to the mean of one."""
    c = context.catalogue
    night = night_seconds(context.zone, c.start_s, c.end_s, p.night) >= 3600 * p.night_hours
    if not (night & limits.allowed).any():
        return limits
    most = p.max_hours_per_day * DAYS_OUTSIDE_WEEKLY_REST
    return limits.cap_weeks(mean_caps(most, p.weeks, context, counted=False) - context.carried_s(limits))
