"""Hours in a calendar week -> a resource."""

import numpy as np

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import WeekHours


def tighten(limits: Limits, p: WeekHours, context: Context) -> Limits:
    """What was already worked in the horizon's first week, what a Sunday night may carry into a week,
    and what absences count for leave less of it."""
    most = np.full(context.weeks, float(p.max_hours * 3600 - context.carried_s(limits)))
    most[0] -= context.history_by_week.get(0, 0.0)
    if p.absences == "counted":
        most -= [context.absence_by_week.get(week, 0.0) for week in range(context.weeks)]
    return limits.cap_weeks(np.floor(most).astype(np.int64))
