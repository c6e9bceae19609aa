"""The roster before the horizon: a simple rotation that is lawful by construction.

A week's shifts all start at the same time, so that rest between them is 24 hours less a shift.
Nobody works on Sunday; before a Saturday two days are free and after it the Monday, so that every
seven days hold a weekly rest with a daily rest beside it. Breaks are those of ``centre.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from equipoise.centre import BreakRule, Centre
from equipoise.timegrid import Stretch, zone
from equipoise.timegrid.stretch import BREAK, MEAL, WORK

from .people import Person
from .recipe import Rotation
from .time_off import TimeRow

SATURDAY = 5
LATE_EVERY = 3
SATURDAY_EVERY = 4
YOUNG_WEEKDAYS = (1, 3)


@dataclass(frozen=True)
class Shift:
    """A shift on a local day; ``start`` and ``minutes`` from first to last at work."""

    day: date
    start: int
    minutes: int


def previous_roster(
    people: Sequence[Person], absences: Sequence[TimeRow], centre: Centre, rotation: Rotation, last_day: date
) -> tuple[Stretch, ...]:
    """The stretches of everybody for the whole weeks that end on ``last_day``, in order."""
    first = last_day - timedelta(days=7 * rotation.weeks - 1)
    rows: list[Stretch] = []
    for number, person in enumerate(people):
        away = [(row.first, row.last) for row in absences if row.worker == person.worker]
        for week in range(rotation.weeks):
            for shift in _week(person, number + week, first + timedelta(days=7 * week), centre, rotation):
                if centre.opening.ranges(shift.day) and not _within(shift.day, away):
                    rows += _stretches(person, shift, centre)
    return tuple(sorted(rows))


def _week(person: Person, turn: int, monday: date, centre: Centre, rotation: Rotation) -> Iterator[Shift]:
    full, short = round(60 * rotation.full_h), round(60 * rotation.short_h)
    saturday = Shift(monday + timedelta(days=SATURDAY), rotation.saturday, round(60 * rotation.saturday_h))
    if person.young:
        evenings = [monday + timedelta(days=weekday) for weekday in YOUNG_WEEKDAYS]
        yield from (Shift(day, rotation.young_evening, short) for day in evenings)
        yield Shift(saturday.day, rotation.saturday, short)
        return
    lengths, weekdays = _lengths(60 * person.contract_h, full, short, centre), _weekdays(turn)
    if turn % SATURDAY_EVERY == 0 and lengths[0] == full:
        lengths = lengths[1:]
        yield saturday
    start = rotation.late if turn % LATE_EVERY == 0 else rotation.early
    for weekday, minutes in zip(weekdays, lengths, strict=False):  # a part of the contract may not fit
        yield Shift(monday + timedelta(days=weekday), start, minutes)


def _weekdays(turn: int) -> list[int]:
    """Monday to Wednesday before a Saturday, Tuesday to Friday after it, else any of the five."""
    if turn % SATURDAY_EVERY == 0:
        return [0, 1, 2]
    if turn % SATURDAY_EVERY == 1:
        return [1, 2, 3, 4]
    return [(turn + n) % 5 for n in range(5)]


def _lengths(contract: int, full: int, short: int, centre: Centre) -> list[int]:
    """Full shifts, then one short shift when it still fits the contract; five at most."""
    paid_full, paid_short = (minutes - _meals(minutes, centre) for minutes in (full, short))
    count = min(contract // paid_full, 5)
    lengths = [full] * count
    if count < 5 and contract - count * paid_full >= paid_short:
        lengths.append(short)
    return lengths


def _meals(minutes: int, centre: Centre) -> int:
    return sum(rule.minutes for rule in _due(minutes, centre) if not rule.paid)


def _due(minutes: int, centre: Centre) -> list[BreakRule]:
    due = [rule for rule in centre.breaks if minutes > 60 * rule.after_h]
    return sorted(due, key=lambda rule: rule.earliest_h)


def _stretches(person: Person, shift: Shift, centre: Centre) -> Iterator[Stretch]:
    """Work at what the person does best, with each break in the middle of its window."""
    clock, at = zone(centre.timezone), shift.start

    def stretch(start: int, end: int, activity: str) -> Stretch:
        queue = person.first_skill if activity == WORK else ""
        instants = clock.instant_s(shift.day, start), clock.instant_s(shift.day, end)
        return Stretch(person.worker, *instants, activity, queue)

    for rule in _due(shift.minutes, centre):
        middle = 30 * (rule.earliest_h + rule.latest_h)
        start = shift.start + int(middle // centre.interval_minutes) * centre.interval_minutes
        yield stretch(at, start, WORK)
        at = start + rule.minutes
        yield stretch(start, at, BREAK if rule.paid else MEAL)
    yield stretch(at, shift.start + shift.minutes, WORK)


def _within(day: date, periods: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in periods)
