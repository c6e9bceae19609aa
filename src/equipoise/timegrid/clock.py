"""Local clocks: from an instant (Unix seconds) to what the wall clock shows there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

DAY_S = 86_400
QUARTER_S = 900  # no zone in use changes its offset other than on a quarter of an hour


class LocalClock(Protocol):
    """Anything that knows the offset of local time from UTC."""

    def offset_s(self, instants_s: ArrayLike) -> NDArray[np.int64]:
        """Seconds to add to UTC, same shape as ``instants_s`` (Unix seconds)."""
        ...


@dataclass(frozen=True)
class Zone:
    """A clock of an IANA time zone."""

    name: str

    def offset_s(self, instants_s: ArrayLike) -> NDArray[np.int64]:
        instants = np.asarray(instants_s, dtype=np.int64)
        quarters, inverse = np.unique(instants // QUARTER_S, return_inverse=True)
        offsets = np.array([_offset(self.name, int(q)) for q in quarters], dtype=np.int64)
        return offsets[inverse].reshape(instants.shape)

    def instant_s(self, day: date, minute: int) -> int:
        """Unix seconds of a local wall-clock minute; ``minute`` may exceed 1440.

        A local time that a clock change skips is read by the offset before the change (02:30 is
        03:30 then); a repeated one gives its first occurrence.
        """
        wall = datetime.combine(day, time(0), tzinfo=_zoneinfo(self.name)) + timedelta(minutes=minute)
        return round(wall.timestamp())


@dataclass(frozen=True)
class WrittenOffsets:
    """A clock known only from the offsets written beside some instants."""

    instants_s: tuple[int, ...]
    offsets_s: tuple[int, ...]

    def offset_s(self, instants_s: ArrayLike) -> NDArray[np.int64]:
        at = np.searchsorted(self.instants_s, np.asarray(instants_s, dtype=np.int64), side="right") - 1
        return np.asarray(self.offsets_s, dtype=np.int64)[np.maximum(at, 0)]


def zone(name: str) -> Zone:
    """A :class:`Zone`; raises :class:`InvalidInput` for a name that is not in the IANA list."""
    try:
        _zoneinfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(f"unknown time zone {name!r}") from error
    return Zone(name)


@lru_cache(maxsize=64)
def _zoneinfo(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=1_000_000)
def _offset(name: str, quarter: int) -> int:
    offset = datetime.fromtimestamp(quarter * QUARTER_S, UTC).astimezone(_zoneinfo(name)).utcoffset()
    assert offset is not None
    return round(offset.total_seconds())
