"""``leave.csv``: leave accounts in hours."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from equipoise.rules.model import LeaveAccount

from ..rows import Row, read_rows
from .known import known_worker

REQUIRED = ("worker", "year", "kind", "entitled_h", "taken_h")
OPTIONAL = ("lapses", "reminded")
YEARS = range(1970, 2200)


def read_leave(path: Path, workers: Collection[str]) -> tuple[LeaveAccount, ...]:
    """One account a worker, year and kind, in the file's order.

    Raises
    ------
    InvalidInput
        An unknown worker, a number that is none or below 0, leave that lapses before its year, or
        the same account twice.
    """
    seen: dict[tuple[str, int, str], int] = {}
    found: list[LeaveAccount] = []
    for row in read_rows(path, REQUIRED, OPTIONAL):
        account = _account(row, workers)
        key = account.worker, account.year, account.kind
        if key in seen:
            raise row.wrong("kind", f"the same worker, year and kind stand in row {seen[key]} already")
        seen[key] = row.number
        found.append(account)
    return tuple(found)


def _account(row: Row, workers: Collection[str]) -> LeaveAccount:
    worker, year = known_worker(row, workers), _year(row)
    lapses = row.day_or_none("lapses")
    if lapses and lapses.year < year:
        raise row.wrong("lapses", f"leave of {year} cannot lapse on {lapses}")
    return LeaveAccount(
        worker,
        year,
        row.text("kind").lower(),
        row.amount("entitled_h"),
        row.amount("taken_h"),
        lapses,
        row.day_or_none("reminded"),
    )


def _year(row: Row) -> int:
    text = row.text("year")
    if not text.isdecimal() or int(text) not in YEARS:
        raise row.wrong("year", f"{text!r} is not a year from {YEARS[0]} to {YEARS[-1]}")
    return int(text)
