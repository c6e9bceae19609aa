"""A night worker's mean week -> a cap a week for who may work at night."""

from equipoise.roster.compile.average_hours import mean_caps
from equipoise.roster.compile.context import Context, night_seconds
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NightWorkerMean


def tighten(limits: Limits, p: NightWorkerMean, context: Context) -> Limits:
    """Whoever could work at night in the horizon keeps to the mean of a night worker."""
    c = context.catalogue
    at_night = night_seconds(context.zone, c.start_s, c.end_s, p.worker.night) > 0
    if not (at_night & limits.allowed).any():
        return limits
    return limits.cap_weeks(
        mean_caps(p.max_hours, p.weeks, context, counted=False) - context.carried_s(limits)
    )
