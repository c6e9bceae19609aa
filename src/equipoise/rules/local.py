"""From local wall-clock time back to instants, and how instants are written for people."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.timegrid import LocalClock
from equipoise.timegrid.clock import DAY_S

IntArray = NDArray[np.int64]
EPOCH = date(1970, 1, 1)

Shared = TypeVar("Shared")
MOST_SHARED = 256
_shared: dict[Hashable, tuple[LocalClock, Any]] = {}


def shared(clock: LocalClock, name: Hashable, make: Callable[[], Shared]) -> Shared:
    """What ``make`` gives for a clock, made once for all timelines that have this very clock."""
    entry = _shared.get(name)
    if entry is None or entry[0] is not clock:  # comparing written offsets would cost more than it saves
        if len(_shared) >= MOST_SHARED:
            _shared.clear()
        entry = _shared[name] = (clock, make())
    found: Shared = entry[1]
    return found


def instants_s(clock: LocalClock, wall_s: ArrayLike) -> IntArray:
    """Unix seconds at which a local clock shows ``wall_s`` (wall seconds since 1970-01-01).

    A wall time that occurs twice gives its first occurrence; one that the clock skips gives the
    instant that many seconds after the last wall time before it.
    """
    wall = np.asarray(wall_s, dtype=np.int64)
    before, after = clock.offset_s(wall - DAY_S), clock.offset_s(wall + DAY_S)
    early, late = wall - before, wall - after
    use_late = (clock.offset_s(early) != before) & (clock.offset_s(late) == after)
    return np.where(use_late, late, early)


def local_day(clock: LocalClock, instant_s: int) -> int:
    """Days since 1970-01-01 by the local calendar."""
    return int(instant_s + clock.offset_s(instant_s)) // DAY_S


def midnight_s(clock: LocalClock, day: int) -> int:
    """Instant at which a local day (days since 1970-01-01) begins."""
    return int(instants_s(clock, day * DAY_S))


def as_date(day: int) -> date:
    """The date that is ``day`` days after 1970-01-01."""
    return EPOCH + timedelta(days=day)


def day_number(day: date) -> int:
    """Days since 1970-01-01 of a date."""
    return (day - EPOCH).days


def written(clock: LocalClock, instant_s: int) -> str:
    """An instant as people write it: ``2026-03-02 14:00`` by the local clock."""
    local = datetime.fromtimestamp(instant_s + int(clock.offset_s(instant_s)), UTC)
    return local.strftime("%Y-%m-%d %H:%M")


def iso(clock: LocalClock, instant_s: int) -> str:
    """ISO 8601 with the offset that the clock shows at that instant."""
    offset = timezone(timedelta(seconds=int(clock.offset_s(instant_s))))
    return datetime.fromtimestamp(instant_s, offset).isoformat()
