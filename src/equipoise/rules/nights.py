"""Work within a night window of the local clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import LocalClock
from equipoise.timegrid.clock import DAY_S

from .local import IntArray, instants_s, shared
from .outcome import HOUR_S
from .parameters import Night

if TYPE_CHECKING:
    from .work import Work


@dataclass(frozen=True)
class Nights:
    """Per shift, shape ``(n_shifts,)``: seconds worked at night, and whether that makes a night shift.

    ``day`` is the local day (days since 1970-01-01) on which the shift's last night window ends.
    """

    clock: LocalClock
    seconds: IntArray
    is_night: NDArray[np.bool_]
    day: IntArray

    @classmethod
    def of(cls, work: Work, night: Night) -> Nights:
        days, starts, ends = windows(work.timeline.clock, night, work.first_day, len(work.midnight_s))
        begun, done = (elapsed_before(starts, ends, instants) for instants in work.pieces)
        seconds = np.bincount(work.piece_shift, weights=done - begun, minlength=len(work)).astype(np.int64)
        last = np.searchsorted(starts, np.array(work.end_s, dtype=np.int64), side="left") - 1
        is_night = seconds > night.over_hours * HOUR_S
        return cls(work.timeline.clock, seconds, is_night, days[np.maximum(last, 0)])

    def ending_after(self, ends_s: list[int], minute: int) -> NDArray[np.bool_]:
        """Which shifts are night shifts that end after a minute of the local day."""
        line = instants_s(self.clock, self.day * DAY_S + minute * 60)
        return self.is_night & (np.array(ends_s, dtype=np.int64) > line)


def windows(
    clock: LocalClock, night: Night, first_day: int, n_days: int
) -> tuple[IntArray, IntArray, IntArray]:
    """The day on which each night window ends, its start and its end (Unix seconds)."""
    name = ("nights", night, first_day, n_days)
    return shared(clock, name, lambda: _windows(clock, night, first_day, n_days))


def _windows(
    clock: LocalClock, night: Night, first_day: int, n_days: int
) -> tuple[IntArray, IntArray, IntArray]:
    days = np.arange(first_day - 1, first_day + n_days + 1, dtype=np.int64)
    starts_on = days - (night.night_from >= night.night_to)
    starts = instants_s(clock, starts_on * DAY_S + night.night_from * 60)
    return days, starts, instants_s(clock, days * DAY_S + night.night_to * 60)


def elapsed_before(starts: IntArray, ends: IntArray, instants: IntArray) -> IntArray:
    """Seconds of disjoint, ordered spans that lie before each instant."""
    if not len(starts):
        return np.zeros_like(instants)
    total = np.concatenate([[0], np.cumsum(ends - starts)])
    at = np.searchsorted(starts, instants, side="right") - 1
    inside = np.minimum(instants, ends[np.maximum(at, 0)]) - starts[np.maximum(at, 0)]
    return np.where(at >= 0, total[np.maximum(at, 0)] + inside, 0)
