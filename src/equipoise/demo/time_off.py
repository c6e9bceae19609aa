"""Draws what is known of people's time after the history: absences, availability and wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from numpy.random import Generator

from .people import Person

ABSENCE_WEEKS = 8
WISH_WEEKS = 8
AVAILABLE_WEEKS = 26
SCHOOL_ENDS = 16 * 60
DAY_END = 24 * 60
ON_CALL_WEEKDAYS = (3, 4, 5)
LEAVE_SHARE = 0.3  # of people, with one leave of two to five days within the eight weeks
EVENING = 18 * 60
SATURDAY = 5


@dataclass(frozen=True)
class TimeRow:
    """A period of one person; ``minutes`` are counted from local midnight of ``first``."""

    worker: str
    first: date
    from_minute: int
    last: date
    to_minute: int
    kind: str
    counted_h: float = 0.0
    shift: str = ""
    weight: int = 1


def draw_absences(people: Sequence[Person], after: date, random: Generator) -> tuple[TimeRow, ...]:
    """One long sickness that began before the horizon, and leave for some of the others."""
    monday = after + timedelta(days=1)
    adults = [person for person in people if person.contract_type == "permanent"]
    sick = adults[int(random.integers(len(adults)))]
    rows = [_absence(sick, monday - timedelta(days=14), monday + timedelta(days=11), "sickness")]
    for person in people:
        if person is sick or person.contract_type == "on_call" or random.random() > LEAVE_SHARE:
            continue
        days, week = int(random.integers(2, 6)), int(random.integers(ABSENCE_WEEKS))
        first = monday + timedelta(days=7 * week + int(random.integers(6 - days)))
        rows.append(_absence(person, first, first + timedelta(days=days - 1), "leave"))
    return tuple(rows)


def _absence(person: Person, first: date, last: date, kind: str) -> TimeRow:
    weekdays = sum((first + timedelta(days=n)).weekday() < SATURDAY for n in range((last - first).days + 1))
    counted = round(person.contract_h / 5 * weekdays, 2)
    return TimeRow(person.worker, first, 0, last, DAY_END, kind, counted_h=counted)


def draw_availability(people: Sequence[Person], after: date) -> tuple[TimeRow, ...]:
    """School keeps the youngest away on weekdays; call-out workers name the days they can come."""
    days = [after + timedelta(days=n) for n in range(1, 7 * AVAILABLE_WEEKS + 1)]
    rows: list[TimeRow] = []
    for person in people:
        if person.young:
            school = [day for day in days if day.weekday() < SATURDAY]
            rows += [TimeRow(person.worker, day, 0, day, SCHOOL_ENDS, "unavailable") for day in school]
        if person.contract_type == "on_call":
            free = [day for day in days if day.weekday() in ON_CALL_WEEKDAYS]
            rows += [TimeRow(person.worker, day, 0, day, DAY_END, "available") for day in free]
    return tuple(rows)


def draw_wishes(
    people: Sequence[Person], after: date, early_shift: str, random: Generator
) -> tuple[TimeRow, ...]:
    """Free evenings, early starts and free Saturdays, each for some people in every week."""
    rows: list[TimeRow] = []
    for person in people:
        kind, weekday = int(random.integers(5)), int(random.integers(5))
        for week in range(WISH_WEEKS):
            monday = after + timedelta(days=1 + 7 * week)
            rows += _wishes(person.worker, kind, monday, monday + timedelta(days=weekday), week, early_shift)
    return tuple(rows)


def _wishes(
    worker: str, kind: int, monday: date, day: date, week: int, early_shift: str
) -> Iterator[TimeRow]:
    if kind == 0:
        yield TimeRow(worker, day, EVENING, day, DAY_END, "avoid")
    if kind == 1:
        yield TimeRow(worker, day, 0, day, DAY_END, "prefer", shift=early_shift)
    if kind == 2 and week % 2 == 0:
        saturday = monday + timedelta(days=SATURDAY)
        yield TimeRow(worker, saturday, 0, saturday, DAY_END, "avoid", weight=2)
