"""Files about workers' time: availability, absences, preferences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from os.path import lexists
from pathlib import Path

from equipoise.centre import Availability, Centre, Preference, Worker
from equipoise.errors import InvalidInput
from equipoise.rules.model import Absence
from equipoise.timegrid import Zone, zone

from ..centre.hours import minutes_of
from ..rows import Row, read_rows
from .known import known_worker

Contracts = Mapping[str, float | None]
PERIOD = ("worker", "start", "end", "kind")
MONDAY_TO_FRIDAY = range(5)


def read_availability(path: Path, centre: Centre, workers: dict[str, Worker]) -> tuple[Availability, ...]:
    """``availability.csv``: when a worker can be asked, or not."""
    clock = zone(centre.timezone)
    return tuple(
        Availability(
            known_worker(row, workers), *row.period(clock), row.one_of("kind", ("available", "unavailable"))
        )
        for row in _rows(path)
    )


def read_absences(path: Path, contract_h: Contracts, clock: Zone | None) -> tuple[Absence, ...]:
    """``absences.csv``: leave, sickness and other absences, one at a time for each worker.

    ``contract_h`` are the contract hours of everybody; without a ``clock`` every time must have its
    offset.
    """
    rows = list(read_rows(path, PERIOD, ("counted_h",)))
    absences = [_absence(row, clock, contract_h) for row in rows]
    _refuse_overlap(rows, absences)
    return tuple(absences)


def read_preferences(path: Path, centre: Centre, workers: dict[str, Worker]) -> tuple[Preference, ...]:
    """``preferences.csv``: wishes for work, or for shifts by start time."""
    clock = zone(centre.timezone)
    starts = {minute for pattern in centre.shifts for minute in pattern.starts_minute}
    return tuple(
        Preference(
            known_worker(row, workers),
            *row.period(clock),
            row.one_of("kind", ("prefer", "avoid")),
            _shift(row, starts),
            _weight(row),
        )
        for row in _rows(path, ("shift", "weight"))
    )


def counted_hours(start_s: int, end_s: int, contract_h: float, clock: Zone) -> float:
    """Hours an absence counts for where the file leaves it blank.

    A fifth of the contract hours for each Monday to Friday that it touches, at most the hours of
    that day that it covers: a whole week counts as the contract week.
    """
    offset = int(clock.offset_s([start_s])[0])
    day = (datetime.fromtimestamp(start_s, UTC) + timedelta(seconds=offset)).date()
    counted = 0.0
    while (midnight := clock.instant_s(day, 0)) < end_s:
        next_midnight = clock.instant_s(day + timedelta(days=1), 0)
        covered_h = (min(end_s, next_midnight) - max(start_s, midnight)) / 3600
        if day.weekday() in MONDAY_TO_FRIDAY:
            counted += min(contract_h / 5, covered_h)
        day += timedelta(days=1)
    return counted


def _rows(path: Path, optional: tuple[str, ...] = ()) -> Iterator[Row]:
    return read_rows(path, PERIOD, optional) if lexists(path) else iter(())


def _absence(row: Row, clock: Zone | None, contract_h: Contracts) -> Absence:
    name, (start, end), kind = known_worker(row, contract_h), row.period(clock), row.text("kind").lower()
    counted = row.number_or_none("counted_h")
    if counted is None:
        counted = _usual_hours(row, start, end, contract_h[name], clock)
    return Absence(name, start, end, kind, counted)


def _usual_hours(row: Row, start_s: int, end_s: int, contract_h: float | None, clock: Zone | None) -> float:
    """What a blank counts for; it depends on contract hours and on the local days touched."""
    if contract_h is None:
        raise row.wrong("counted_h", "a value is required: workers.csv has no contract hours to count by")
    if clock is None:
        raise row.wrong("counted_h", "a value is required: without a time zone days cannot be counted")
    return counted_hours(start_s, end_s, contract_h, clock)


def _refuse_overlap(rows: list[Row], absences: list[Absence]) -> None:
    order = sorted(range(len(rows)), key=lambda i: (absences[i].worker, absences[i].start_s))
    for i, j in pairwise(order):
        if absences[i].worker == absences[j].worker and absences[j].start_s < absences[i].end_s:
            first, second = sorted((rows[i], rows[j]), key=lambda row: row.number)
            raise second.wrong("start", f"overlaps the absence of the same worker in row {first.number}")


def _shift(row: Row, starts: set[int]) -> str:
    text = row.text("shift", "")
    if not text:
        return ""
    try:
        hour, _, minute = text.partition(":")
        start = minutes_of(f"{int(hour):02d}:{int(minute):02d}")
    except (ValueError, InvalidInput):
        raise row.wrong("shift", f"{text!r} is not a start time such as 07:30") from None
    if start not in starts:
        raise row.wrong("shift", f"no shift of the centre starts at {text}")
    return f"{start // 60:02d}:{start % 60:02d}"


def _weight(row: Row) -> float:
    weight = row.number_or_none("weight")
    if weight == 0:
        raise row.wrong("weight", "a weight of 0 is no preference")
    return 1.0 if weight is None else weight
