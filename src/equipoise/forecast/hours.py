"""Opening hours read off a history, and the hours each queue keeps within the centre's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from equipoise.contacts import History
from equipoise.timegrid import OpeningHours
from equipoise.timegrid.opening import DAY_MINUTES, Ranges

from .table import BoolArray, DayTable, cells, weekdays

USUAL_SHARE = 0.5


def observed_hours(history: History, within: Ranges | None = None) -> OpeningHours:
    """Hours in which any queue has a row on at least half of a weekday's days with rows.

    ``within`` (minutes from midnight) limits them. Public holidays count as ordinary days.
    """
    grid, first = history.grid, int(history.grid.local_day[0])
    n_slots = DAY_MINUTES * 60 // grid.interval_s
    shape = (int(grid.local_day[-1]) - first + 1, n_slots)
    present = np.zeros(shape, dtype=np.bool_).ravel()
    present[cells(grid, first)[np.isfinite(history.offered).any(axis=0)]] = True
    days = present.reshape(shape)
    allowed = _allowed(n_slots, within)
    kept = days[days.any(axis=1)], weekdays(first, shape[0])[days.any(axis=1)]
    return OpeningHours(tuple(_ranges(_usual(kept[0][kept[1] == w]) & allowed) for w in range(7)))


def own_hours(queue: DayTable, all_queues: Sequence[DayTable]) -> BoolArray:
    """Slots of the week in which a queue can be open, shape ``(7, n_slots)``.

    Not those in which other queues have been observed and it never was. Hours that are new to
    every queue stay open.
    """
    own = _seen(queue)
    anybody = np.logical_or.reduce([_seen(table) for table in all_queues])
    return np.asarray(own | ~anybody)


def _seen(table: DayTable) -> BoolArray:
    member = (table.weekday == np.arange(7)[:, None]).astype(np.float64)
    return np.asarray(member @ table.exposure > 0)


def _usual(days: BoolArray) -> BoolArray:
    return days.mean(axis=0) >= USUAL_SHARE if len(days) else np.zeros(days.shape[1], dtype=np.bool_)


def _allowed(n_slots: int, within: Ranges | None) -> BoolArray:
    """Slots that lie wholly within the ranges; an end beyond midnight runs into the next morning."""
    if within is None:
        return np.ones(n_slots, dtype=np.bool_)
    length = DAY_MINUTES // n_slots
    minute = np.arange(n_slots)[:, None] * length + np.array([0, DAY_MINUTES])
    return np.logical_or.reduce(
        [((minute >= start) & (minute + length <= end)).any(axis=1) for start, end in within]
    )


def _ranges(is_open: BoolArray) -> Ranges:
    """Runs of open slots as minutes from midnight."""
    length = DAY_MINUTES // len(is_open)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_open, [False]]))) * length
    return tuple((int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True))
