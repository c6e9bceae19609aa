"""``roster.csv``: one row a stretch, read and written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from equipoise.errors import InvalidInput
from equipoise.timegrid import Stretch, WrittenOffsets, Zone, format_instant, zone

from .rows import Row, read_rows

REQUIRED = ("worker", "start", "end", "activity")
OPTIONAL = ("queue", "layer", "published_at", "changed_at", "consent")
LAYERS = ("planned", "changed", "worked")


@dataclass(frozen=True)
class RosterFile:
    """A roster, with the local clock as far as its written offsets tell it."""

    stretches: tuple[Stretch, ...]
    clock: WrittenOffsets


def read_roster(path: Path) -> RosterFile:
    """A roster whose every time has its offset from UTC.

    Raises
    ------
    InvalidInput
        A column or value is missing, a time has no offset, an end is not after its start, two
        rows of a worker overlap in a layer, or the same instant has two offsets.
    """
    stretches, rows = read_stretches(path)
    if not rows:
        raise InvalidInput("the file has a header but no rows", file=str(path))
    return RosterFile(stretches, _clock(rows))


def read_stretches(path: Path) -> tuple[tuple[Stretch, ...], tuple[Row, ...]]:
    """The stretches in the file's order and the row each came from."""
    rows = tuple(read_rows(path, REQUIRED, OPTIONAL))
    stretches = tuple(map(_stretch, rows))
    _refuse_overlap(stretches, rows)
    return stretches, rows


def write_roster(path: Path, stretches: Iterable[Stretch], timezone: str) -> None:
    """Rows by worker and start, in local time with offset; the same roster gives the same bytes.

    ``layer``, ``published_at``, ``changed_at`` and ``consent`` are written where any row needs them.
    """
    ordered, clock = sorted(stretches, key=_order), zone(timezone)
    columns = ["worker", "start", "end", "activity", "queue", *_needed(ordered)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for stretch in ordered:
            values = _values(stretch, clock)
            writer.writerow([values[column] for column in columns])


def _stretch(row: Row) -> Stretch:
    start, end = row.instant("start", None)[0], row.instant("end", None)[0]
    if end <= start:
        raise row.wrong("end", "the end is not after the start")
    return Stretch(
        worker=row.text("worker"),
        start_s=start,
        end_s=end,
        activity=row.text("activity").lower(),
        queue=row.text("queue", ""),
        layer=row.one_of("layer", LAYERS, "planned"),
        published_at_s=_instant_or_none(row, "published_at"),
        changed_at_s=_instant_or_none(row, "changed_at"),
        consent=row.text("consent", ""),
    )


def _instant_or_none(row: Row, field: str) -> int | None:
    return row.instant(field, None)[0] if row.text(field, "") else None


def _refuse_overlap(stretches: Sequence[Stretch], rows: Sequence[Row]) -> None:
    def key(i: int) -> tuple[str, str, int, int]:
        return stretches[i].worker, stretches[i].layer, stretches[i].start_s, stretches[i].end_s

    for i, j in pairwise(sorted(range(len(rows)), key=key)):
        if key(i)[:2] == key(j)[:2] and stretches[j].start_s < stretches[i].end_s:
            first, second = sorted((rows[i], rows[j]), key=lambda row: row.number)
            raise second.wrong("start", f"overlaps row {first.number} of the same worker and layer")


def _clock(rows: Iterable[Row]) -> WrittenOffsets:
    """The first instant of each offset, in order of time."""
    written: dict[int, tuple[int, Row]] = {}
    for row in rows:
        for field in ("start", "end"):
            instant, offset = row.instant(field, None)
            known, other = written.setdefault(instant, (offset, row))
            if known != offset:
                raise row.wrong(field, f"the same instant has another offset from UTC in row {other.number}")
    instants = sorted(written)
    offsets = [written[instant][0] for instant in instants]
    first = [i for i in range(len(instants)) if i == 0 or offsets[i] != offsets[i - 1]]
    return WrittenOffsets(tuple(instants[i] for i in first), tuple(offsets[i] for i in first))


def _order(stretch: Stretch) -> tuple[str, int, int, str, str, str]:
    return stretch.worker, stretch.start_s, stretch.end_s, stretch.layer, stretch.activity, stretch.queue


def _needed(stretches: Sequence[Stretch]) -> list[str]:
    needed = {
        "layer": any(stretch.layer != "planned" for stretch in stretches),
        "published_at": any(stretch.published_at_s is not None for stretch in stretches),
        "changed_at": any(stretch.changed_at_s is not None for stretch in stretches),
        "consent": any(stretch.consent for stretch in stretches),
    }
    return [column for column, is_needed in needed.items() if is_needed]


def _values(stretch: Stretch, clock: Zone) -> dict[str, str]:
    def moment(instant_s: int | None) -> str:
        return "" if instant_s is None else format_instant(instant_s, clock)

    return {
        "worker": stretch.worker,
        "start": moment(stretch.start_s),
        "end": moment(stretch.end_s),
        "activity": stretch.activity,
        "queue": stretch.queue,
        "layer": stretch.layer,
        "published_at": moment(stretch.published_at_s),
        "changed_at": moment(stretch.changed_at_s),
        "consent": stretch.consent,
    }
