"""From tours to roster rows: work by queue, with every break and activity explicit."""

from __future__ import annotations

from dataclasses import replace

from equipoise.timegrid import Stretch, by_worker
from equipoise.timegrid.stretch import BREAK, MEAL, WORK

from .catalogue import Catalogue
from .compile.context import begun_before
from .crew import Member
from .model import Problem
from .state import KEPT, State


def to_stretches(
    problem: Problem, catalogue: Catalogue, crew: tuple[Member, ...], state: State
) -> list[Stretch]:
    """All shifts as stretches in order of worker and time, but those kept as they stood."""
    rows: list[Stretch] = []
    for w, member in enumerate(crew):
        for day, s in enumerate(state.template[w]):
            if s >= 0 and state.queue[w, day] != KEPT:
                rows += _shift_rows(problem, catalogue, member.worker.name, state, w, day)
    return sorted(rows)


def _shift_rows(
    problem: Problem, catalogue: Catalogue, name: str, state: State, w: int, day: int
) -> list[Stretch]:
    s = int(state.template[w, day])
    queue = problem.queues[int(state.queue[w, day])]
    at, end = int(catalogue.start_s[day, s]), int(catalogue.end_s[day, s])
    rows = []
    for rule, slot in zip(catalogue.templates[s].breaks, state.pauses[w, day], strict=False):
        pause = problem.grid.start_s + int(slot) * catalogue.step_s
        rows.append(Stretch(name, at, pause, WORK, queue))
        at = pause + 60 * rule.minutes
        rows.append(Stretch(name, pause, at, BREAK if rule.paid else MEAL))
    rows.append(Stretch(name, at, end, WORK, queue))
    return [row for row in rows if row.seconds > 0]


def carried_over(problem: Problem) -> tuple[Stretch, ...]:
    """Rows of shifts that began before the horizon, as far as they reach into it."""
    start = problem.grid.start_s
    rows = [row for own in by_worker(problem.workforce.previous).values() for row in begun_before(own, start)]
    return tuple(replace(row, start_s=max(start, row.start_s)) for row in rows if row.end_s > start)


def carve(rows: list[Stretch], row: Stretch, start_s: int, end_s: int, activity: str) -> list[Stretch]:
    """Replace part of a work stretch by an activity off the queues."""
    parts = [
        replace(row, end_s=start_s),
        replace(row, start_s=start_s, end_s=end_s, activity=activity, queue=""),
        replace(row, start_s=end_s),
    ]
    return [other for other in rows if other is not row] + [part for part in parts if part.seconds > 0]
