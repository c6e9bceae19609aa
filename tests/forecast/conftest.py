"""Simulated histories whose truth is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from equipoise.contacts import History
from equipoise.timegrid import Grid, OpeningHours

WEEKDAY = np.array([1.3, 1.1, 1.0, 1.0, 0.95, 0.5, 0.4])
MONDAY_TO_SATURDAY = OpeningHours((*(((480, 1080),),) * 6, ()))
ALWAYS = OpeningHours((((0, 1440),),) * 7)


@dataclass(frozen=True)
class Simulated:
    """A history of one queue with the true rate of each interval."""

    history: History
    opening: OpeningHours
    rate: NDArray[np.float64]


def history_of(grid: Grid, offered: NDArray[np.float64], queues: tuple[str, ...] = ("sales",)) -> History:
    offered = np.atleast_2d(offered).astype(np.float64)
    unknown = np.full(offered.shape, np.nan)
    return History(grid, queues, offered, unknown, unknown.copy(), unknown.copy())


@pytest.fixture(scope="session")
def simulate() -> Callable[..., Simulated]:
    return simulated


def simulated(
    weeks: int = 30,
    per_interval: float = 60.0,
    *,
    first: date = date(2024, 1, 1),
    minutes: int = 30,
    opening: OpeningHours = MONDAY_TO_SATURDAY,
    day_cv: float = 0.05,
    weekly_growth: float = 0.0,
    day_factor: dict[date, float] | None = None,
    timezone: str = "Europe/Amsterdam",
    seed: int = 1,
) -> Simulated:
    """Poisson counts around weekday x time of day x growth x gamma day effects."""
    rng = np.random.default_rng(seed)
    grid = Grid.over_days(first, 7 * weeks, minutes, timezone)
    day = grid.local_day - grid.local_day[0]
    shape = 1 + 0.5 * np.sin((grid.local_minute - 480) / 600 * 2 * np.pi)
    rate = per_interval * WEEKDAY[grid.weekday] * shape * np.exp(weekly_growth * (day / 7))
    for when, factor in (day_factor or {}).items():
        rate = np.where(grid.local_day == (when - date(1970, 1, 1)).days, factor * rate, rate)
    effect = rng.gamma(1 / day_cv**2, day_cv**2, len(grid.days))[day] if day_cv else 1.0
    offered = np.where(opening.mask(grid), rng.poisson(rate * effect), np.nan)
    return Simulated(history_of(grid, offered), opening, np.where(opening.mask(grid), rate, 0.0))
