"""Small centres staffed around the clock, for the simulator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from equipoise.centre import Centre, Queue, Worker, Workforce
from equipoise.forecast import Forecast
from equipoise.rules.model import WorkerFacts
from equipoise.simulate import Simulation
from equipoise.simulate.draws import HandleTimes
from equipoise.simulate.run import simulate
from equipoise.timegrid import Grid, OpeningHours, Stretch

ALWAYS = OpeningHours(tuple(((0, 1440),) for _ in range(7)))


@dataclass(frozen=True)
class Scene:
    """Queues with a steady rate, and workers with skills; ``simulate`` plays a roster."""

    centre: Centre
    workforce: Workforce
    forecast: Forecast

    @property
    def grid(self) -> Grid:
        return self.forecast.grid

    def shift(self, worker: str, from_h: float = 0.0, to_h: float = 24.0, **more: str) -> Stretch:
        """A stretch in hours from the start of the horizon."""
        start = self.grid.start_s
        return Stretch(worker, start + round(from_h * 3600), start + round(to_h * 3600), **more)

    def all_day(self, queue: str = "") -> list[Stretch]:
        end = self.grid.n * self.grid.interval_s / 3600
        return [self.shift(worker.name, 0, end, queue=queue) for worker in self.workforce.workers]

    def simulate(
        self, stretches: Sequence[Stretch], *, runs: int = 1, seed: int = 1, exponential: bool = True
    ) -> Simulation:
        handle = HandleTimes("exponential") if exponential else HandleTimes()
        return simulate(self.centre, self.workforce, self.forecast, stretches, runs, seed, handle=handle)


@pytest.fixture(scope="session")
def scene():
    """Factory of scenes: queues with contacts an hour, skills per worker, days, opening, absence."""

    def make(
        queues: dict[Queue, float],
        skills: Sequence[dict[str, int]],
        *,
        days: int = 1,
        opening: OpeningHours = ALWAYS,
        unplanned: float = 0.0,
        day_cv: float = 0.0,
    ) -> Scene:
        grid = Grid.over_days(date(2026, 3, 2), days, 30, "UTC")
        means = np.array([np.where(opening.mask(grid), rate / 2, 0.0) for rate in queues.values()])
        none, zeros = np.full(means.shape, np.nan), np.zeros(len(queues))
        names = tuple(queue.name for queue in queues)
        forecast = Forecast(
            grid, names, means, np.zeros((len(queues), 7, grid.n)), none, zeros + day_cv, zeros
        )
        workers = tuple(
            Worker(WorkerFacts(f"w{i}"), "team", 0, 40, dict(levels)) for i, levels in enumerate(skills)
        )
        centre = Centre("c", "UTC", 30, (), opening, tuple(queues), (), unplanned_shrinkage=unplanned)
        return Scene(centre, Workforce(workers), forecast)

    return make
