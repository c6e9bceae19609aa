"""Planned work off the queues (coaching, training, meetings): placed where it costs customers least."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Activity
from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import WORK

from .catalogue import Catalogue
from .cover import Demand
from .crew import Member
from .model import Problem
from .rows import carve
from .state import running_sum


def place_activities(
    problem: Problem,
    catalogue: Catalogue,
    crew: tuple[Member, ...],
    demand: Demand,
    rows: list[Stretch],
    scheduled: NDArray[np.int64],
) -> list[Stretch]:
    """Give each member of the group their activities week by week; ``scheduled`` is kept in step.

    An activity that finds no place in a week (the worker is away, or no work lies in its window)
    is left out of that week.
    """
    for activity in problem.activities:
        for member in crew:
            if activity.group in ("", member.worker.team):
                for week in range(int(catalogue.week[-1]) + 1):
                    rows = _place_week(problem, catalogue, activity, member, week, demand, rows, scheduled)
    return sorted(rows)


def _place_week(
    problem: Problem,
    catalogue: Catalogue,
    activity: Activity,
    member: Member,
    week: int,
    demand: Demand,
    rows: list[Stretch],
    scheduled: NDArray[np.int64],
) -> list[Stretch]:
    for _ in range(activity.per_week):
        prefix = running_sum(demand.marginal(scheduled - 1))
        places = [
            (prefix_cost(prefix, problem, catalogue, row, at, activity), at, row)
            for row in rows
            if row.worker == member.worker.name and row.activity == WORK and row.queue
            for at in _starts(problem, catalogue, row, activity, member, week)
        ]
        if not places:
            break
        _, at, row = max(places, key=lambda place: (place[0], -place[1]))
        slots = slice(*_slots(problem, catalogue, at, activity))
        scheduled[problem.queues.index(row.queue), slots] -= 1
        rows = carve(rows, row, at, at + 60 * activity.minutes, activity.name)
    return rows


def prefix_cost(
    prefix: NDArray[np.float64],
    problem: Problem,
    catalogue: Catalogue,
    row: Stretch,
    at: int,
    activity: Activity,
) -> float:
    """What leaving the queue saves (negative: costs), in agent-hours."""
    lo, hi = _slots(problem, catalogue, at, activity)
    queue = problem.queues.index(row.queue)
    return float(prefix[queue, hi] - prefix[queue, lo])


def _slots(problem: Problem, catalogue: Catalogue, at: int, activity: Activity) -> tuple[int, int]:
    first = (at - problem.grid.start_s) // catalogue.step_s
    total = problem.grid.n * problem.grid.interval_s // catalogue.step_s
    return min(first, total), min(first + 60 * activity.minutes // catalogue.step_s, total)


def _starts(
    problem: Problem, catalogue: Catalogue, row: Stretch, activity: Activity, member: Member, week: int
) -> list[int]:
    """Starts inside a work stretch, in the week and the activity's time of day."""
    if member.context.week_of(row.start_s) != week:
        return []
    length = 60 * activity.minutes
    starts = np.arange(row.start_s, row.end_s - length + 1, catalogue.step_s)
    local = (starts + problem.grid.clock.offset_s(starts)) % 86_400 // 60
    inside = (local >= activity.window[0]) & (local + activity.minutes <= activity.window[1])
    return [int(s) for s in starts[inside]]
