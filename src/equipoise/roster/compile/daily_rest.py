"""Daily rest -> a rest after every shift; the once-a-week shortening is never used by the optimiser."""

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import DailyRest


def tighten(limits: Limits, p: DailyRest, context: Context) -> Limits:
    """The rest must also lie within 24 hours of the shift's start, so long shifts are out."""
    span_h = (context.catalogue.end_s - context.catalogue.start_s) / 3600
    return limits.forbid(span_h > 24 - p.hours).rest_after(None, p.hours * 3600)
