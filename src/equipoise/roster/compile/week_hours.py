"""Hours in a calendar week -> a resource."""

import numpy as np

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import WeekHours


def tighten(limits: Limits, p: WeekHours, context: Context) -> Limits:
    """What was already worked in the horizon's first week leaves less of it."""
    most = np.full(context.weeks, round(p.max_hours * 3600), dtype=np.int64)
    most[0] -= context.history_by_week.get(0, 0)
    return limits.cap_weeks(most)
