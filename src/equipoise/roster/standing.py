"""A roster as it stands, day by day, in the terms of the optimiser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import Stretch, by_worker
from equipoise.timegrid.stretch import MEAL, OFF_DUTY, PAUSES, WORK

from .catalogue import Catalogue, Given
from .compile.context import SHIFT_GAP_S
from .model import Problem

IntArray = NDArray[np.int64]
Spans = list[tuple[int, int, int]]


@dataclass(frozen=True)
class Standing:
    """Workers' shifts of a roster by day; ``catalogue`` has a template for each of them besides its own.

    ``template`` ``(n_workers, n_days)`` is -1 where no shift begins; ``rows`` are the stretches of each
    day's shifts and ``away`` says where a row of absence stands, by worker and day.
    """

    catalogue: Catalogue
    template: IntArray
    rows: dict[tuple[int, int], tuple[Stretch, ...]]
    away: NDArray[np.bool_]

    def is_given(self) -> NDArray[np.bool_]:
        """Which templates of the catalogue are shifts as they stand, shape ``(n_templates,)``."""
        return np.array([isinstance(template, Given) for template in self.catalogue.templates])


def build_standing(
    problem: Problem, catalogue: Catalogue, workers: Sequence[str], rows: Iterable[Stretch]
) -> Standing:
    """Group rows into the days on which their shifts begin; rows outside the days are left out."""
    of_worker, known = by_worker(rows), set(problem.queues)
    grouped: dict[tuple[int, int], tuple[Stretch, ...]] = {}
    away = np.zeros((len(workers), len(catalogue.days)), dtype=np.bool_)
    for w, name in enumerate(workers):
        for day, shift in _days(catalogue, of_worker.get(name, ())):
            grouped[w, day] = (*grouped.get((w, day), ()), *shift)
            away[w, day] |= any(row.activity in OFF_DUTY for row in shift)
    template = np.full(away.shape, -1, dtype=np.int64)
    found: dict[Given, int] = {}
    for (w, day), shift in grouped.items():
        if any(row.activity not in OFF_DUTY for row in shift):
            given = _given(catalogue, day, shift, known)
            template[w, day] = len(catalogue.templates) + found.setdefault(given, len(found))
    return Standing(_with(catalogue, list(found)), template, grouped, away)


def spans_on_queues(problem: Problem, catalogue: Catalogue, rows: Iterable[Stretch], slots: int) -> Spans:
    """Queue, first and last slot of each row of work, as far as it lies in the horizon."""
    step, start = catalogue.step_s, problem.grid.start_s
    spans = []
    for row in rows:
        if row.activity == WORK and row.queue in problem.queues:
            first, last = -((start - row.start_s) // step), (row.end_s - start) // step
            spans.append((problem.queues.index(row.queue), max(first, 0), min(max(last, 0), slots)))
    return [span for span in spans if span[1] < span[2]]


def _days(catalogue: Catalogue, rows: Sequence[Stretch]) -> Iterable[tuple[int, tuple[Stretch, ...]]]:
    """Runs of rows with the day on which each begins; rest shorter than a night's does not part a run."""
    runs: list[list[Stretch]] = []
    for row in rows:
        apart = not runs or row.start_s - runs[-1][-1].end_s >= SHIFT_GAP_S
        if apart or (row.activity in OFF_DUTY) != (runs[-1][-1].activity in OFF_DUTY):
            runs.append([row])
        else:
            runs[-1].append(row)
    for run in runs:
        day = int(np.searchsorted(catalogue.midnight_s, run[0].start_s, side="right")) - 1
        if 0 <= day < len(catalogue.days):
            yield day, tuple(run)


def _given(catalogue: Catalogue, day: int, shift: Sequence[Stretch], queues: set[str]) -> Given:
    """The day's shift from first to last at work; its hours are rounded up to the catalogue's unit."""
    duty = [row for row in shift if row.activity not in OFF_DUTY]
    start, end = duty[0].start_s, max(row.end_s for row in duty)
    worked = sum(row.seconds for row in duty if row.activity != MEAL)
    on_queue = sum(row.seconds for row in duty if row.activity == WORK and row.queue in queues)
    counted = ceil(worked / catalogue.unit_s) * catalogue.unit_s
    minute = int(start - catalogue.midnight_s[day]) // 60
    span = end - start
    paused = tuple(row.seconds // 60 for row in duty if row.activity in PAUSES)
    return Given(minute, span // 60, (), span - counted, span - on_queue, paused)


def _with(catalogue: Catalogue, given: Sequence[Given]) -> Catalogue:
    """The catalogue with further templates, which nobody may choose of himself."""
    if not given:
        return catalogue
    after = np.array([60 * each.start_minute for each in given], dtype=np.int64)
    length = np.array([60 * each.length_minutes for each in given], dtype=np.int64)
    start = catalogue.midnight_s[:-1, None] + after[None, :]
    closed = np.zeros(start.shape, dtype=np.bool_)
    return replace(
        catalogue,
        templates=(*catalogue.templates, *given),
        start_s=np.concatenate([catalogue.start_s, start], axis=1),
        end_s=np.concatenate([catalogue.end_s, start + length[None, :]], axis=1),
        open=np.concatenate([catalogue.open, closed], axis=1),
    )
