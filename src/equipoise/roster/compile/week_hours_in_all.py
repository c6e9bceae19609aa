"""Hours in a calendar week with another employer's -> a resource that they leave less of."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from equipoise.roster.compile import week_hours
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import WeekHours, WeekHoursInAll


def tighten(limits: Limits, p: WeekHoursInAll, context: Context) -> Limits:
    """The most hours elsewhere at any time near the horizon come off every week of it."""
    elsewhere = most_elsewhere(context, weeks=1)
    if not elsewhere:
        return limits
    if elsewhere >= p.max_hours:
        return replace(limits, week_max_s=np.zeros_like(limits.week_max_s))
    return week_hours.tighten(limits, WeekHours(p.max_hours - elsewhere), context)


def most_elsewhere(context: Context, weeks: int) -> float:
    """Hours a week of all other employers on file from ``weeks`` weeks before the horizon to its end.

    Hours of employers one after another are added up too: at most too many.
    """
    days = context.catalogue.days
    since, until = days[0] - timedelta(weeks=weeks), days[-1] + timedelta(weeks=1)
    return sum(
        fact.value or 0.0
        for fact in context.facts.facts or ()
        if fact.name == "hours_elsewhere"
        and (fact.first is None or fact.first <= until)
        and (fact.last is None or fact.last >= since)
    )
