"""Where things lie in a bar, as fractions of its width, and which parts are still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from equipoise_web.core.local_days import HOUR, midnight
from equipoise_web.scheduling.calendar.shifts import Part, Shift

WORK = "work"
EDGE = 0.03  # an hour nearer than this to the bar's ends would be cut off
USUAL = (7, 22)


@dataclass(frozen=True)
class Block:
    """A part or shift in a bar."""

    activity: str
    start: float
    end: float


@dataclass(frozen=True)
class Tick:
    """An hour below a bar, by its number on the local clock."""

    hour: int
    start: float


@dataclass(frozen=True)
class Picture:
    """A shift as a bar of its own length, and what is to come of it after ``now``."""

    shift: Shift
    blocks: tuple[Block, ...]
    ticks: tuple[Tick, ...]
    at: Part | None
    coming: tuple[Part, ...]


def picture(shift: Shift, zone: ZoneInfo, now: datetime) -> Picture:
    """The bar of a shift: work as the ground, everything else on it, an hour below it every two hours."""
    scale = _Scale(shift.starts_at, shift.ends_at)
    blocks = [Block(part.activity, *scale.span(part.starts_at, part.ends_at)) for part in shift.parts]
    begun = shift.starts_at <= now
    at = next((part for part in shift.parts if begun and part.starts_at <= now < part.ends_at), None)
    return Picture(shift, tuple(blocks), tuple(_ticks(shift, zone, scale)), at, _coming(shift, now))


def day_blocks(shifts: tuple[Shift, ...], day: date, zone: str, hours: tuple[int, int]) -> tuple[Block, ...]:
    """Shifts of a local date on a bar from one hour of the day to another."""
    start = midnight(day, zone)
    scale = _Scale(start + hours[0] * HOUR, start + hours[1] * HOUR)
    return tuple(Block(WORK, *scale.span(shift.starts_at, shift.ends_at)) for shift in shifts)


def hours_shown(shifts: list[Shift], zone: ZoneInfo) -> tuple[int, int]:
    """First and last hour of bars that stand below each other: usual ones, wider where a shift asks it."""
    first, last = USUAL
    for shift in shifts:
        start, end = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
        over = 24 * (end.date() - start.date()).days
        first, last = min(first, start.hour), max(last, over + end.hour + (end.minute > 0))
    return first, last


@dataclass(frozen=True)
class _Scale:
    start: datetime
    end: datetime

    def span(self, start: datetime, end: datetime) -> tuple[float, float]:
        return self.place(start), self.place(end)

    def place(self, at: datetime) -> float:
        return min(1.0, max(0.0, (at - self.start) / (self.end - self.start)))


def _ticks(shift: Shift, zone: ZoneInfo, scale: _Scale) -> list[Tick]:
    at = shift.starts_at.replace(minute=0, second=0, microsecond=0) + HOUR
    found = []
    while at < shift.ends_at:
        local = at.astimezone(zone)
        if local.hour % 2 == 0 and local.minute == 0 and EDGE < scale.place(at) < 1 - EDGE:
            found.append(Tick(local.hour, scale.place(at)))
        at += timedelta(hours=1)
    return found


def _coming(shift: Shift, now: datetime) -> tuple[Part, ...]:
    """Parts after ``now``: all that is not work, and work where it goes on in another queue."""
    found, queue = [], shift.parts[0].queue
    for part in shift.parts:
        other = part.activity != WORK or part.queue != queue
        queue = part.queue if part.activity == WORK else queue
        if other and part.starts_at > now:
            found.append(part)
    return tuple(found)
