"""Writes the CSV files of a centre folder: UTF-8, comma, one line feed a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from equipoise.timegrid import Grid, Zone, format_instant, zone

from .facts import FactRow
from .people import Person
from .time_off import TimeRow
from .volumes import Drawn

WORKER_COLUMNS = (
    "worker", "team", "birth_date", "contract_type", "contract_h_per_week", "min_h", "max_h", "skills",
    "night_ok", "from", "to",
)  # fmt: skip


def write_history(path: Path, drawn: Mapping[str, Drawn], grid: Grid) -> None:
    """``history.csv``: queue by queue, in order of time; what was not recorded is blank."""
    clock = zone(grid.timezone)
    starts = [format_instant(int(instant), clock) for instant in grid.starts_s]
    rows: list[Sequence[object]] = []
    for queue, values in drawn.items():
        blank = [""] * len(values.at)
        answered = blank if values.answered is None else values.answered.tolist()
        abandoned = blank if values.abandoned is None else values.abandoned.tolist()
        handled = ["" if np.isnan(aht) else f"{aht:.1f}" for aht in values.aht_s.tolist()]
        times = [starts[at] for at in values.at]
        columns = ([queue] * len(times), times, values.offered.tolist(), answered, abandoned, handled)
        rows += zip(*columns, strict=True)
    _write(path, ("queue", "start", "offered", "answered", "abandoned", "aht_s"), rows)


def write_workers(path: Path, people: Sequence[Person]) -> None:
    """``workers.csv``."""
    _write(path, WORKER_COLUMNS, map(_worker, people))


def _worker(person: Person) -> Sequence[object]:
    skills = ";".join(f"{queue}:{level}" for queue, level in person.skills.items())
    hours = (person.contract_h, person.min_h, person.max_h)
    night_ok = "false" if person.young else "true"
    identity = (person.worker, person.team, person.birth_date.isoformat(), person.contract_type)
    return (*identity, *hours, skills, night_ok, "", "")


def write_facts(path: Path, facts: Sequence[FactRow]) -> None:
    """``facts.csv``: facts without a last day or a value."""
    rows = ((row.worker, row.fact, row.first.isoformat(), "", "") for row in facts)
    _write(path, ("worker", "fact", "from", "to", "value"), rows)


def write_time_rows(path: Path, rows: Sequence[TimeRow], timezone: str, columns: Sequence[str]) -> None:
    """``absences.csv``, ``availability.csv`` or ``preferences.csv``: period first, then ``columns``."""
    clock = zone(timezone)
    lines = (
        (
            row.worker,
            _instant(row.first, row.from_minute, clock),
            _instant(row.last, row.to_minute, clock),
            *(getattr(row, column) for column in columns),
        )
        for row in rows
    )
    _write(path, ("worker", "start", "end", *columns), lines)


def _instant(day: date, minute: int, clock: Zone) -> str:
    return format_instant(clock.instant_s(day, minute), clock)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
