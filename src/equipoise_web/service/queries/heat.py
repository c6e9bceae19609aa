"""Numbers of a week as a table: a row for each time of day, a column for each day, and how dark a cell is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from equipoise_web.core.local_days import local_date
from equipoise_web.service.queries.periods import Slot, slot_of, slots_of

SHADES = 8


@dataclass(frozen=True)
class Cell:
    """A number with its shade from 0 to ``SHADES``; None where the centre is closed."""

    value: float | None
    shade: int


@dataclass(frozen=True)
class Row:
    slot: Slot
    cells: tuple[Cell, ...]


def heat_rows(values: Sequence[tuple[datetime, float]], dates: Sequence[date], zone: str) -> list[Row]:
    """The rows of the table, from starts with their numbers."""
    found = {(slot_of(at, zone), local_date(at, zone)): value for at, value in values}
    most = max((value for _, value in values), default=0.0)
    return [
        Row(slot, tuple(_cell(found.get((slot, day)), most) for day in dates))
        for slot in slots_of((at for at, _ in values), zone)
    ]


def _cell(value: float | None, most: float) -> Cell:
    return Cell(value, 0 if not value or not most else round(SHADES * value / most))
