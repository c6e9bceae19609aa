"""Levels of detail: from the base interval up to the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from equipoise.errors import InvalidInput

from .rolling import Track
from .table import DAY_MINUTES, FloatArray, IntArray


@dataclass(frozen=True)
class Pairs:
    """Actual and expected contacts of the observed buckets of a level, each ``(n,)``.

    ``week`` and ``day`` number the target week and the target day of a bucket.
    """

    actual: FloatArray
    expected: FloatArray
    week: IntArray
    day: IntArray


def slots_per_bucket(level: str, n_slots: int) -> int:
    """Base slots in one bucket of ``level`` (minutes as text, or ``day``).

    Raises :class:`InvalidInput` for a level finer than the base interval or not made of whole ones.
    """
    base = DAY_MINUTES // n_slots
    if level == "day":
        return n_slots
    if not level.isdecimal() or int(level) == 0 or DAY_MINUTES % int(level):
        raise InvalidInput(f"level {level!r} is neither 'day' nor minutes that divide a day")
    minutes = int(level)
    if minutes < base:
        raise InvalidInput(f"level {level} is finer than the history's interval of {base} minutes")
    if minutes % base:
        raise InvalidInput(f"level {level} is not a multiple of the history's interval of {base} minutes")
    return minutes // base


def default_level(n_slots: int) -> str:
    """Half an hour, or the finest level above it that the base interval can form."""
    base = DAY_MINUTES // n_slots
    minutes = range(max(30, base), DAY_MINUTES + 1, base)
    return str(next(m for m in minutes if m % base == 0 and DAY_MINUTES % m == 0))


def pairs(track: Track, expected: FloatArray, factor: int, part: FloatArray | None = None) -> Pairs:
    """Sum cells into buckets of ``factor`` slots and keep the observed ones.

    ``expected`` has the track's shape; ``part`` (same shape) is 1 on the cells that count.
    """
    seen = track.exposure if part is None else track.exposure * part
    cells = seen > 0
    buckets = [_sum(values * cells, factor) for values in (track.counts, expected, seen)]
    week, day, bucket = np.nonzero(buckets[2] > 0)
    at = (week, day, bucket)
    return Pairs(buckets[0][at], buckets[1][at], week, week * 7 + day)


def _sum(values: FloatArray, factor: int) -> FloatArray:
    k, days, slots = values.shape
    return np.asarray(values.reshape(k, days, slots // factor, factor).sum(axis=3))
