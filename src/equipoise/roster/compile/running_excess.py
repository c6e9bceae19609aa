"""A ceiling on hours beyond the mean week -> an equal share of what is left of it for each week."""

import numpy as np

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.fixed_periods import carried
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import RunningExcess


def tighten(limits: Limits, p: RunningExcess, context: Context) -> Limits:
    """Sufficient, not necessary: shorter weeks of the past or the horizon give no longer ones."""
    past = carried(p.week_hours, p.months, context)
    left_s = p.max_hours * 3600 - max(past.excess_s, 0.0)
    caps = past.allowed_s + left_s / context.weeks
    return limits.cap_weeks(np.floor(caps).astype(np.int64) - context.carried_s(limits))
