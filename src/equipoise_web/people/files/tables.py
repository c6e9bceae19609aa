"""The tables of a file about people: their columns, and which of them a header means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from equipoise_web.people.files.reasons import Refusal


@dataclass(frozen=True)
class Table:
    """``required`` columns must be there; ``mark`` is the one by which a header is known."""

    name: str
    mark: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.required + self.optional


PERIOD = ("from", "to")
WORKERS = Table(
    "workers",
    "contract_h_per_week",
    ("worker", "contract_h_per_week"),
    (
        *("name", "team", "birth_date", "contract_type", "min_h", "max_h", "skills", "night_ok"),
        *PERIOD,
        "agreement",
    ),
)
RESTRICTIONS = Table("restrictions", "restriction", ("worker", "restriction"), ("at", "weekday", *PERIOD))
FACTS = Table("facts", "fact", ("worker", "fact"), (*PERIOD, "value"))
PAY_BANDS = Table("pay_bands", "band", ("worker", "band"), PERIOD)
LEAVE = Table(
    "leave", "entitled_h", ("worker", "year", "kind", "entitled_h", "taken_h"), ("lapses", "reminded")
)
HOURS = Table("hours", "hours", ("worker", "hours", "day"), ("note",))
TABLES = (WORKERS, RESTRICTIONS, FACTS, PAY_BANDS, LEAVE, HOURS)


@dataclass(frozen=True)
class Line:
    """One row by column; the header is row 1. ``bad`` names cells that hold no value, with the reason."""

    file: str
    number: int
    cells: dict[str, str]
    bad: dict[str, str]

    def refusal(self, code: str, field: str = "", **values: object) -> Refusal:
        """The refusal of this row."""
        return Refusal(code, file=self.file, row=self.number, field=field, **values)


@dataclass(frozen=True)
class Sheet:
    """A table as a file holds it, with the columns that it has."""

    table: str
    file: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def table_of(file: str, title: str, header: Sequence[str]) -> Table:
    """The table that a sheet holds, by its title, else by its columns.

    Raises
    ------
    Refusal
        No table fits, or columns are missing, unknown or doubled.
    """
    title = PurePosixPath(title).stem.lower()
    named = next((table for table in TABLES if table.name == title), None)
    found = named or next((table for table in TABLES if table.mark in header), None)
    if found is None and "worker" in header:
        found = WORKERS
    if found is None:
        raise Refusal("no_table", file=file, row=1, found=", ".join(header))
    _check(found, file, header)
    return found


def _check(table: Table, file: str, header: Sequence[str]) -> None:
    if missing := [name for name in table.required if name not in header]:
        raise Refusal("columns_missing", file=file, row=1, field=missing[0], missing=", ".join(missing))
    for name in header:
        if name not in table.columns:
            known = ", ".join(table.columns)
            raise Refusal("column_unknown", file=file, row=1, field=name, name=name, known=known)
        if header.count(name) > 1:
            raise Refusal("column_twice", file=file, row=1, field=name, name=name)
