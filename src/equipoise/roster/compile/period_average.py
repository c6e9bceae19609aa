"""Mean hours over fixed parts of the year -> a cap a week that works off what went over the mean."""

import numpy as np

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.fixed_periods import carried
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import PeriodAverage


def tighten(limits: Limits, p: PeriodAverage, context: Context) -> Limits:
    """Cap each week at the mean, and lower where the part's past weeks went over it.

    Sufficient, not necessary: a longer week now for a shorter one later is left out.
    """
    past = carried(p.max_hours, p.months, context)
    caps = past.allowed_s.copy()
    caps[: past.weeks_left] -= max(past.excess_s, 0.0) / past.weeks_left
    return limits.cap_weeks(np.floor(caps).astype(np.int64) - context.carried_s(limits))
