"""The interval grid: equal half-open slots of elapsed time, labelled with local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from equipoise.errors import InvalidInput

from .clock import DAY_S, Zone, zone

INTERVAL_MINUTES = (5, 6, 10, 15, 20, 30, 60)


@dataclass(frozen=True)
class Grid:
    """``n`` intervals of ``interval_s`` seconds from ``start_s`` (Unix seconds, UTC).

    A local day has 23, 24 or 25 hours; the grid itself never skips or repeats.
    """

    timezone: str
    start_s: int
    interval_s: int
    n: int

    @classmethod
    def over_days(cls, first: date, days: int, interval_minutes: int, timezone: str) -> Grid:
        """The grid of ``days`` whole local days from local midnight of ``first``."""
        if interval_minutes not in INTERVAL_MINUTES:
            raise InvalidInput(f"interval of {interval_minutes} minutes is not one of {INTERVAL_MINUTES}")
        clock = zone(timezone)
        start = clock.instant_s(first, 0)
        end = clock.instant_s(first + timedelta(days=days), 0)
        return cls(timezone, start, interval_minutes * 60, (end - start) // (interval_minutes * 60))

    @property
    def clock(self) -> Zone:
        return zone(self.timezone)

    @property
    def end_s(self) -> int:
        return self.start_s + self.n * self.interval_s

    @cached_property
    def starts_s(self) -> NDArray[np.int64]:
        """Unix seconds of each interval's start, shape ``(n,)``."""
        return self.start_s + self.interval_s * np.arange(self.n, dtype=np.int64)

    @cached_property
    def local_s(self) -> NDArray[np.int64]:
        """Local wall-clock seconds since 1970-01-01, shape ``(n,)``."""
        return self.starts_s + self.clock.offset_s(self.starts_s)

    @cached_property
    def local_minute(self) -> NDArray[np.int64]:
        """Minute of the local day of each interval's start, shape ``(n,)``."""
        return (self.local_s % DAY_S) // 60

    @cached_property
    def local_day(self) -> NDArray[np.int64]:
        """Days since 1970-01-01 by the local calendar, shape ``(n,)``."""
        return self.local_s // DAY_S

    @cached_property
    def weekday(self) -> NDArray[np.int64]:
        """0 = Monday to 6 = Sunday by the local calendar, shape ``(n,)``."""
        return (self.local_day + 3) % 7

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The local dates the grid touches, in order."""
        return tuple(date(1970, 1, 1) + timedelta(days=int(d)) for d in np.unique(self.local_day))

    def index(self, instant_s: int) -> int:
        """Index of the interval that holds an instant; may lie outside ``0 .. n-1``."""
        return (instant_s - self.start_s) // self.interval_s

    def span(self, start_s: int, end_s: int) -> slice:
        """The intervals that lie wholly within ``[start_s, end_s)``, cut to the grid."""
        first = -((self.start_s - start_s) // self.interval_s)
        last = (end_s - self.start_s) // self.interval_s
        return slice(min(max(first, 0), self.n), min(max(last, 0), self.n))
