"""Rest between shifts -> a rest after every shift."""

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import RestBetween


def tighten(limits: Limits, p: RestBetween, context: Context) -> Limits:
    """The same rest whatever the shift."""
    return limits.rest_after(None, p.hours * 3600)
