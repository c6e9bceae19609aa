"""Cover: agents on contacts by queue and slot, and the convex price of too few or too many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import WORK

from .catalogue import Catalogue
from .kernels.cover import cover_cost, marginal_cost
from .model import Problem

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Demand:
    """Required agents per queue and slot of the catalogue's step, with prices an agent-hour."""

    required: FloatArray
    under: float
    over: float
    slot_h: float
    slots_per_interval: int

    @property
    def shape(self) -> tuple[int, int]:
        queues, slots = self.required.shape
        return int(queues), int(slots)

    def cost(self, scheduled: IntArray) -> float:
        """Price of a cover, in agent-hours; ``scheduled`` has the shape of ``required``."""
        return float(cover_cost(scheduled, self.required, self.under, self.over)) * self.slot_h

    def marginal(self, scheduled: IntArray) -> FloatArray:
        """Price of one agent more in each slot (negative where short), shape of ``required``."""
        return np.asarray(marginal_cost(scheduled, self.required, self.under, self.over)) * self.slot_h

    def by_interval(self, scheduled: IntArray) -> FloatArray:
        """Mean agents in each interval of the grid, shape ``(n_queues, grid.n)``."""
        queues, slots = self.shape
        parts = scheduled.reshape(queues, slots // self.slots_per_interval, self.slots_per_interval)
        return np.asarray(parts.mean(axis=2), dtype=np.float64)


def present(problem: Problem, catalogue: Catalogue, rows: Iterable[Stretch]) -> IntArray:
    """Agents on contacts by queue and slot from roster rows."""
    slots = problem.grid.n * problem.grid.interval_s // catalogue.step_s
    agents = np.zeros((len(problem.queues), slots), dtype=np.int64)
    for row in rows:
        if row.activity == WORK and row.queue in problem.queues:
            first = -((problem.grid.start_s - row.start_s) // catalogue.step_s)
            last = (row.end_s - problem.grid.start_s) // catalogue.step_s
            agents[problem.queues.index(row.queue), max(first, 0) : max(last, 0)] += 1
    return agents


def build_demand(problem: Problem, catalogue: Catalogue) -> Demand:
    """Spread the requirement over the catalogue's slots."""
    parts = problem.grid.interval_s // catalogue.step_s
    return Demand(
        required=np.repeat(problem.required, parts, axis=1),
        under=problem.weights.under,
        over=problem.weights.over,
        slot_h=catalogue.step_s / 3600,
        slots_per_interval=parts,
    )
