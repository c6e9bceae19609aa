"""``service.csv``: contacts offered and answered in time, by queue and interval."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from equipoise.rules.centre_view import Answered
from equipoise.timegrid import Zone

from .rows import Row, read_rows

REQUIRED = ("queue", "start", "end", "offered", "within_s", "answered_within")
OPTIONAL = ("called_back",)


def read_service(path: Path, zone: Zone | None = None) -> tuple[Answered, ...]:
    """One value a queue and interval, in the file's order; intervals of a queue may differ in length.

    Raises
    ------
    InvalidInput
        A count that is no whole number or below 0, more answered (or called back besides) than
        offered, a time without offset where no ``zone`` is known, or intervals of a queue that
        overlap.
    """
    rows = tuple(read_rows(path, REQUIRED, OPTIONAL))
    found = tuple(_answered(row, zone) for row in rows)
    _refuse_overlap(rows, found)
    return found


def _answered(row: Row, zone: Zone | None) -> Answered:
    queue, (start, end) = row.text("queue"), row.period(zone)
    offered, within = row.count("offered"), row.count("answered_within")
    if within > offered:
        raise row.wrong("answered_within", f"{within} answered of {offered} offered")
    back = row.count("called_back") if row.text("called_back", "") else None
    if within + (back or 0) > offered:
        raise row.wrong("called_back", f"{back} called back and {within} answered of {offered} offered")
    return Answered(queue, start, end, offered, within, row.amount("within_s"), back)


def _refuse_overlap(rows: Sequence[Row], found: Sequence[Answered]) -> None:
    order = sorted(range(len(rows)), key=lambda i: (found[i].queue, found[i].start_s))
    for i, j in pairwise(order):
        if found[i].queue == found[j].queue and found[j].start_s < found[i].end_s:
            first, second = sorted((rows[i], rows[j]), key=lambda row: row.number)
            raise second.wrong("start", f"overlaps row {first.number} of the same queue")
