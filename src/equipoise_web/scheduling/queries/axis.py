"""Where an instant stands on the time axis of a day: whole hours of elapsed time from its start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor

from equipoise_web.core.local_days import HOUR

STEP_MIN = 5
LETTERS = 125  # that fit on the whole axis of a desk


@dataclass(frozen=True)
class Axis:
    """From an instant over whole elapsed hours; an hour that occurs twice has two places."""

    starts_at: datetime
    hours: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + self.hours * HOUR

    def holds(self, other: Axis) -> bool:
        """Whether it covers all of another one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def minute(self, at: datetime) -> int:
        """Minutes from the start to an instant, within the axis."""
        minutes = round((at - self.starts_at).total_seconds() / 60)
        return min(max(minutes, 0), self.hours * 60)

    def place(self, starts_at: datetime, ends_at: datetime) -> str:
        """Classes that put a block where the span is, to five minutes: see ``board/axis.css``."""
        start, end = (_fives(self.minute(at)) for at in (starts_at, ends_at))
        (first_h, first_m), (long_h, long_m) = divmod(start, 60), divmod(max(end - start, STEP_MIN), 60)
        return f"b-h{first_h} b-m{first_m} d-h{long_h} d-m{long_m}"

    def room(self, starts_at: datetime, ends_at: datetime) -> int:
        """About how many letters fit between two instants."""
        return LETTERS * (self.minute(ends_at) - self.minute(starts_at)) // (self.hours * 60)

    def ticks(self) -> tuple[datetime, ...]:
        """The beginning of each hour."""
        return tuple(self.starts_at + number * HOUR for number in range(self.hours))


def axis_around(spans: Iterable[tuple[datetime, datetime]], since: datetime, until: datetime) -> Axis | None:
    """The whole hours of a day around these spans; None without any."""
    parts = [(max(start, since), min(end, until)) for start, end in spans if start < until and end > since]
    if not parts:
        return None
    first = floor((min(start for start, _end in parts) - since) / HOUR)
    last = ceil((max(end for _start, end in parts) - since) / HOUR)
    return Axis(since + timedelta(hours=first), last - first)


def _fives(minutes: int) -> int:
    return STEP_MIN * round(minutes / STEP_MIN)
