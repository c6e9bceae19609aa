"""Hours in a shift of a night worker -> a day filter on shifts with work at night."""

from equipoise.roster.compile.context import Context, night_seconds
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NightWorkerShift


def tighten(limits: Limits, p: NightWorkerShift, context: Context) -> Limits:
    """Whoever works at night is taken for a night worker: sufficient, not necessary."""
    c = context.catalogue
    at_night = night_seconds(context.zone, c.start_s, c.end_s, p.worker.night) > 0
    return limits.forbid(at_night & (c.work_s > p.max_hours * 3600))
