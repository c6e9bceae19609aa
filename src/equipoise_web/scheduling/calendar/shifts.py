"""Shifts of one person from rows of a roster.

The same reading as :func:`equipoise.balance.shifts_of`; a test holds the two together. That module brings
the numerical libraries with it, which a web server has no memory for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

REST = timedelta(hours=8)
MEAL = "meal"
PAUSES = frozenset({"break", MEAL})
ABSENCES = frozenset({"leave", "sickness", "absence", "off", "compensation"})
ON_CALL = "on_call"
OFF_DUTY = ABSENCES | {ON_CALL}


@dataclass(frozen=True, order=True)
class Part:
    """One thing done from one instant to another; ``queue`` is a name, empty where none belongs to it."""

    starts_at: datetime
    ends_at: datetime
    activity: str
    queue: str = ""

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def minutes(self) -> int:
        return round(self.length.total_seconds() / 60)

    @property
    def is_absence(self) -> bool:
        return self.activity in ABSENCES

    @property
    def is_paid(self) -> bool:
        """All but meals, absences and on-call duty."""
        return self.activity != MEAL and self.activity not in OFF_DUTY


@dataclass(frozen=True)
class Shift:
    """One working period with its breaks; ``parts`` are in order of time."""

    parts: tuple[Part, ...]

    @property
    def starts_at(self) -> datetime:
        return self.parts[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(part.ends_at for part in self.parts)

    @property
    def paid(self) -> timedelta:
        return sum((part.length for part in self.parts if part.is_paid), timedelta())

    @property
    def queues(self) -> tuple[str, ...]:
        """Queues worked, in order of first appearance."""
        return tuple(dict.fromkeys(part.queue for part in self.parts if part.queue))

    def starts_on(self, zone: ZoneInfo) -> date:
        """The local date on which it begins: the day that it belongs to."""
        return self.starts_at.astimezone(zone).date()


def shifts(parts: Iterable[Part]) -> tuple[Shift, ...]:
    """One person's parts as shifts: what no rest of eight hours keeps apart.

    Absences and on-call duty belong to none.
    """
    groups: list[list[Part]] = []
    end = None
    for part in sorted(part for part in parts if part.activity not in OFF_DUTY):
        if end is None or part.starts_at - end >= REST:
            groups.append([])
            end = part.ends_at
        groups[-1].append(part)
        end = max(end, part.ends_at)
    return tuple(Shift(tuple(group)) for group in groups)


def by_day(found: Iterable[Shift], zone: ZoneInfo) -> dict[date, tuple[Shift, ...]]:
    """Shifts by the local date on which they begin."""
    days: dict[date, tuple[Shift, ...]] = {}
    for shift in found:
        day = shift.starts_on(zone)
        days[day] = (*days.get(day, ()), shift)
    return days
