"""Interval history: contacts offered per queue and interval, with what else was recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import Grid

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Gap:
    """A run of open intervals without a row: ``[start_s, end_s)``, and how it was filled."""

    queue: str
    start_s: int
    end_s: int
    filled_with: str


@dataclass(frozen=True)
class History:
    """Counts on a grid of whole local days.

    ``offered`` has shape ``(n_queues, grid.n)``; NaN means unknown or closed, 0 means open and
    nobody came. ``answered``, ``abandoned`` and ``aht_s`` (seconds) have the same shape and are
    all-NaN where nothing was recorded. ``gaps`` lists what was missing while open.
    """

    grid: Grid
    queues: tuple[str, ...]
    offered: FloatArray
    answered: FloatArray
    abandoned: FloatArray
    aht_s: FloatArray
    gaps: tuple[Gap, ...] = ()

    @property
    def next_monday(self) -> date:
        """The Monday after the last day: where a plan starts unless told otherwise."""
        last = self.grid.days[-1]
        return last + timedelta(days=7 - last.weekday())

    def one(self, queue: str) -> History:
        """The history of one queue alone; ``ValueError`` when there is no such queue."""
        at = self.queues.index(queue)
        return replace(
            self,
            queues=(queue,),
            offered=self.offered[at : at + 1],
            answered=self.answered[at : at + 1],
            abandoned=self.abandoned[at : at + 1],
            aht_s=self.aht_s[at : at + 1],
            gaps=tuple(gap for gap in self.gaps if gap.queue == queue),
        )

    def before(self, instant_s: int) -> History:
        """What was known at an instant: the intervals that start before it."""
        n = int(np.searchsorted(self.grid.starts_s, instant_s))
        return replace(
            self,
            grid=replace(self.grid, n=n),
            offered=self.offered[:, :n],
            answered=self.answered[:, :n],
            abandoned=self.abandoned[:, :n],
            aht_s=self.aht_s[:, :n],
            gaps=tuple(gap for gap in self.gaps if gap.start_s < instant_s),
        )
