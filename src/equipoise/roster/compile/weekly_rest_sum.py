"""Rests that add up -> one rest a week, long enough that two of them always do."""

from equipoise.roster.compile import weekly_rest
from equipoise.roster.compile.context import Context
from equipoise.roster.compile.limits import Limits
from equipoise.rules.parameters import WeeklyRest, WeeklyRestSum


def tighten(limits: Limits, p: WeeklyRestSum, context: Context) -> Limits:
    """Sufficient, not necessary: see :func:`weekly_hours`."""
    if p.window_days % 2:
        return weekly_rest.tighten(limits, WeeklyRest(p.hours + p.daily_hours, p.window_days), context)
    return weekly_rest.tighten(limits, WeeklyRest(weekly_hours(p), p.window_days // 2), context)


def weekly_hours(p: WeeklyRestSum) -> float:
    """A rest in every half window that keeps the sum in every whole one, in hours.

    One rest of the whole sum always does. Two parts do when the window holds two runs of work, two
    rests, and what the first rest may last beyond a part without making up the sum by itself.
    """
    part, whole = p.part_hours + p.daily_hours, p.hours + p.daily_hours
    if p.hours > 2 * p.part_hours:
        return whole
    longest_run = (24 * p.window_days - 2 * part - (p.hours - p.part_hours)) / 2
    return min(whole, max(part, 12 * p.window_days - longest_run))
