"""Days of a centre as instants: a day has 23, 24 or 25 hours, as its clock has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from equipoise_web.core.local_days import midnight

WEEK = 7


@dataclass(frozen=True)
class Period:
    """Local days from ``first``: one, or a week of a forecast; ``before`` and ``after`` lead on."""

    view: str
    first: date
    days: int
    zone: str
    before: date | None
    after: date | None

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def dates(self) -> list[date]:
        return [self.first + timedelta(days=day) for day in range(self.days)]

    @property
    def starts_at(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def ends_at(self) -> datetime:
        return midnight(self.first + timedelta(days=self.days), self.zone)

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies in the period."""
        return self.starts_at <= at < self.ends_at


def day_of(asked: str, first: date, last: date, today: date) -> date:
    """The day that was asked for, else today, kept between the first and the last one."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = today
    return min(max(day, first), last)


def period_of(view: str, day: date, first: date, last: date, zone: str) -> Period:
    """The day itself, or the week (counted from ``first``) that it lies in."""
    length = WEEK if view == "week" else 1
    start = first + timedelta(days=(day - first).days // length * length)
    before, after = start - timedelta(days=length), start + timedelta(days=length)
    return Period(
        "week" if length == WEEK else "day",
        start,
        min(length, (last - start).days + 1),
        zone,
        before if before >= first else None,
        after if after <= last else None,
    )


def step_of(starts: Sequence[datetime], otherwise_s: int) -> int:
    """Length of the intervals in seconds: the smallest distance between two starts in a row."""
    gaps = [round((after - before).total_seconds()) for before, after in pairwise(starts)]
    return min((gap for gap in gaps if gap > 0), default=otherwise_s)


@dataclass(frozen=True, order=True)
class Slot:
    """A time of day as the clock shows it; ``second_time`` where the clock went back over it."""

    hour: int
    second_time: bool
    minute: int

    @property
    def label(self) -> str:
        return f"{self.hour:02d}:{self.minute:02d}"


def slot_of(at: datetime, zone: str) -> Slot:
    """The time of day of an instant."""
    local = at.astimezone(ZoneInfo(zone))
    return Slot(local.hour, bool(local.fold), local.minute)


def slots_of(instants: Iterable[datetime], zone: str) -> list[Slot]:
    """All times of day that occur, in the order of the clock."""
    return sorted({slot_of(at, zone) for at in instants})
