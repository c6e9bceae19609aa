"""Hours of the day that rest must hold -> a day filter and a rest."""

import numpy as np

from equipoise.roster.compile.context import Context, night_seconds, night_windows
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import Night, RestHoursOfDay

DAY_S = 86_400


def tighten(limits: Limits, p: RestHoursOfDay, context: Context) -> Limits:
    """No work inside the hours, and both they and the rest lie within 24 hours of the shift's start."""
    c, hours = context.catalogue, Night(p.from_minute, p.to_minute, 0.0)
    inside = night_seconds(context.zone, c.start_s, c.end_s, hours) > 0
    after = np.full(c.end_s.shape, np.iinfo(np.int64).max)
    for lower, upper in night_windows(context.zone, c.start_s, hours):
        after = np.where(lower >= c.end_s, np.minimum(after, upper), after)
    too_late = after > c.start_s + DAY_S
    too_long = c.end_s - c.start_s > DAY_S - p.hours * 3600
    return limits.forbid(inside | too_late | too_long).rest_after(None, p.hours * 3600)
