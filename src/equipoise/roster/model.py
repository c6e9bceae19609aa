"""The problem that the optimiser solves and the result it gives."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Activity, BreakRule, ShiftPattern, Weights, Worker, Workforce
from equipoise.rules.model import Rule
from equipoise.timegrid import Grid, OpeningHours, Stretch

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Problem:
    """Everything the optimiser may know; it reads no file, clock or database.

    ``required`` are agents planned on contacts, shape ``(n_queues, grid.n)``. The grid covers
    whole weeks of local days. ``rules`` are those that hold (already dated and scoped by pack).
    """

    grid: Grid
    queues: tuple[str, ...]
    required: FloatArray
    opening: OpeningHours
    workforce: Workforce
    shifts: tuple[ShiftPattern, ...]
    breaks: tuple[BreakRule, ...]
    activities: tuple[Activity, ...]
    rules: tuple[Rule, ...]
    weights: Weights = field(default_factory=Weights)

    @property
    def workers(self) -> tuple[Worker, ...]:
        return self.workforce.workers


@dataclass(frozen=True)
class Progress:
    """What ``on_progress`` is told after each improvement or round."""

    objective: float
    bound: float
    work: int
    seconds: float


@dataclass(frozen=True)
class Unplaced:
    """A planned activity that found no place; ``week`` counts the horizon's calendar weeks from 0."""

    worker: str
    activity: str
    week: int


@dataclass(frozen=True)
class Result:
    """A roster with its objective (agent-hours, lower is better) and a valid lower bound.

    ``coverage`` is scheduled agents on contacts, shape ``(n_queues, grid.n)``. ``relaxed`` lists
    (worker, rule) pairs of guidance that could not be kept, ``unplaced`` the activities without a
    place. A bound of 0 says nothing. ``held`` are workers whose part stays as it is, because the shifts
    that may not change leave them no lawful tour.
    """

    stretches: tuple[Stretch, ...]
    coverage: FloatArray
    objective: float
    bound: float
    work: int
    seconds: float
    relaxed: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    held: tuple[str, ...] = ()
