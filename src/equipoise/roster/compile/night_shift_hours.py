"""Hours in a night shift -> a day filter, without the longer shifts that are allowed now and then."""

import numpy as np

from equipoise.roster.compile.context import Context, night_shifts
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import NightShiftHours


def tighten(limits: Limits, p: NightShiftHours, context: Context) -> Limits:
    """Longer night shifts may not be worked; the rest after one of the past is kept."""
    c = context.catalogue
    night = night_shifts(context.zone, c.start_s, c.end_s, p.night)
    if p.long_hours is not None:
        limits = limits.rest_after(np.zeros_like(night), p.long_rest_hours * 3600)
    return limits.forbid(night & (c.work_s > p.max_hours * 3600))
