"""Mean hours over a reference period -> a cap a week that keeps every running mean lawful."""

import numpy as np

from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import AverageHours


def tighten(limits: Limits, p: AverageHours, context: Context) -> Limits:
    """Cap each week at the mean, and lower where the weeks before went over it.

    Sufficient, not necessary: a longer week now for a shorter one later is left out.
    """
    caps = mean_caps(p.max_hours, p.weeks, context, counted=p.absences == "counted")
    return limits.cap_weeks(caps - context.carried_s(limits))


def mean_caps(max_hours: float, weeks: int, context: Context, *, counted: bool) -> np.ndarray:
    """Seconds a week, shape ``(context.weeks,)``, under which no window's mean exceeds the limit."""
    worked = context.history_by_week
    absent = context.absence_by_week if counted else {}
    caps = np.full(context.weeks, max_hours * 3600)
    for end in range(context.weeks):
        window = range(end - weeks + 1, end + 1)
        ours = [week for week in window if week >= 0]
        past = sum(worked.get(week, 0) + absent.get(week, 0.0) for week in window if week < 0)
        share = (max_hours * 3600 * weeks - past - worked.get(0, 0) * (0 in ours)) / len(ours)
        for week in ours:
            caps[week] = min(caps[week], share)
    return np.floor(caps - [absent.get(week, 0.0) for week in range(context.weeks)]).astype(np.int64)
