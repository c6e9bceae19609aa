"""Mean hours with another employer's -> a cap a week that they leave less of."""

from dataclasses import replace

import numpy as np

from equipoise.roster.compile import average_hours
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.roster.compile.week_hours_in_all import most_elsewhere
from equipoise.rules.parameters import AverageHours, AverageHoursInAll


def tighten(limits: Limits, p: AverageHoursInAll, context: Context) -> Limits:
    """The most hours elsewhere in the weeks of reference come off the mean of all of them."""
    elsewhere = most_elsewhere(context, p.weeks)
    if not elsewhere:
        return limits
    if elsewhere >= p.max_hours:
        return replace(limits, week_max_s=np.zeros_like(limits.week_max_s))
    left = AverageHours(p.max_hours - elsewhere, p.weeks, "neutral")
    return average_hours.tighten(limits, left, context)
