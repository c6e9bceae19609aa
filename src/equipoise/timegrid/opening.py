"""Opening hours by weekday, on public holidays and on closed dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from .grid import Grid

DAY_MINUTES = 1440
Ranges = tuple[tuple[int, int], ...]  # minutes from local midnight; an end above 1440 is next day


@dataclass(frozen=True)
class OpeningHours:
    """When the centre is open.

    ``weekly[w]`` holds the ranges of weekday ``w`` (0 = Monday); ``holiday`` those of public
    holidays, ``None`` meaning that holidays are ordinary days; ``closed`` dates have none.
    """

    weekly: tuple[Ranges, ...]
    holiday: Ranges | None = None
    holidays: frozenset[date] = frozenset()
    closed: frozenset[date] = field(default_factory=frozenset)

    def ranges(self, day: date) -> Ranges:
        """The ranges that start on a local date."""
        if day in self.closed:
            return ()
        if self.holiday is not None and day in self.holidays:
            return self.holiday
        return self.weekly[day.weekday()]

    def mask(self, grid: Grid) -> NDArray[np.bool_]:
        """Which intervals are open, shape ``(grid.n,)``."""
        is_open = np.zeros(grid.n, dtype=np.bool_)
        for day in (grid.days[0] - timedelta(days=1), *grid.days):
            for start, end in self.ranges(day):
                is_open[grid.span(grid.clock.instant_s(day, start), grid.clock.instant_s(day, end))] = True
        return is_open
