"""Interval history of a file beside the rows that are there."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from statistics import median
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from equipoise_web.core.models import Centre
from equipoise_web.service.instants import instant
from equipoise_web.service.models import HistoryImport, HistoryInterval

if TYPE_CHECKING:
    from equipoise.contacts import History

MEASURES = ("offered", "answered", "abandoned", "aht_s")
STATES = ("added", "changed", "same")
BATCH = 1000
EXAMPLES = 20
Key = tuple[str, datetime]
Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Difference:
    """What applying a file does: intervals added, changed and the same, and the span of the file.

    ``queues`` holds the same three counts for each queue; ``gaps`` lists spans without a row,
    ``examples`` the first changed intervals with old and new values. ``first_day`` has the contacts of the
    first ordinary ``day`` by queue and hour of the centre's clock, by which a shifted hour is seen.
    """

    added: int
    changed: int
    same: int
    first: str
    last: str
    queues: dict[str, dict[str, int]]
    gaps: list[dict[str, str]]
    examples: list[dict[str, Any]]
    first_day: dict[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        return cls(**data)


@dataclass(frozen=True)
class FileRows:
    """What a file says: values by queue and start, in order, and the gaps between them."""

    values: dict[Key, Values]
    gaps: list[dict[str, str]]


@dataclass(frozen=True)
class Comparison:
    """A file beside the rows: the difference, and the intervals that are not there with these values."""

    difference: Difference
    to_write: list[Key]


def rows_of(history: History) -> FileRows:
    """Every interval that the file has a count for; what was filled in for a gap is left out."""
    starts = [instant(start) for start in history.grid.starts_s]
    holes = {(gap.queue, instant(at)) for gap in history.gaps for at in _starts(history, gap)}
    sheets = (history.offered, history.answered, history.abandoned, history.aht_s)
    values: dict[Key, Values] = {}
    for q, queue in enumerate(history.queues):
        measures = zip(*(sheet[q].tolist() for sheet in sheets), strict=True)
        for start, counts in zip(starts, measures, strict=True):
            if not math.isnan(counts[0]) and (queue, start) not in holes:
                values[queue, start] = tuple(_known(count) for count in counts)
    return FileRows(values, [_gap(gap) for gap in history.gaps])


def compare(centre: Centre, rows: FileRows) -> Comparison:
    """Count what is new, other or the same."""
    there = _there(centre, rows)
    queues: dict[str, dict[str, int]] = {}
    examples: list[dict[str, Any]] = []
    to_write: list[Key] = []
    for key, values in rows.values.items():
        old = there.get(key)
        state = "added" if old is None else "same" if old == values else "changed"
        queues.setdefault(key[0], dict.fromkeys(STATES, 0))[state] += 1
        if state != "same":
            to_write.append(key)
        if old is not None and state == "changed" and len(examples) < EXAMPLES:
            examples.append(_example(key, old, values))
    return Comparison(_difference(rows, queues, examples, centre.timezone), to_write)


def upsert(centre: Centre, rows: FileRows, to_write: Iterable[Key], source: HistoryImport) -> None:
    """Write those intervals; one for a queue and start replaces the one that was there."""
    queues = dict(centre.queues.values_list("name", "pk"))
    HistoryInterval.objects.bulk_create(
        (
            HistoryInterval(
                queue_id=queues[queue],
                starts_at=start,
                source=source,
                **dict(zip(MEASURES, rows.values[queue, start], strict=True)),
            )
            for queue, start in to_write
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["queue", "starts_at"],
        update_fields=[*MEASURES, "source"],
    )


def _difference(
    rows: FileRows, queues: dict[str, dict[str, int]], examples: list[dict[str, Any]], timezone: str
) -> Difference:
    starts = [start for _, start in rows.values]
    totals = {state: sum(counts[state] for counts in queues.values()) for state in STATES}
    first, last = (min(starts).isoformat(), max(starts).isoformat()) if starts else ("", "")
    return Difference(
        **totals, first=first, last=last, queues=queues, gaps=rows.gaps, examples=examples,
        first_day=_first_day(rows, ZoneInfo(timezone)),
    )  # fmt: skip


def _first_day(rows: FileRows, zone: ZoneInfo) -> dict[str, Any]:
    """The first day with at least half of the usual contacts: ``day`` and ``hours`` by queue and hour."""
    clock = {start: start.astimezone(zone) for start in {start for _, start in rows.values}}
    totals: dict[date, float] = {}
    for (_, start), values in rows.values.items():
        _add(totals, clock[start].date(), values[0])
    usual = median(totals.values()) if totals else 0.0
    day = min((each for each, total in totals.items() if total >= usual / 2), default=None)
    hours: dict[str, dict[str, float]] = {}
    for (queue, start), values in rows.values.items():
        if clock[start].date() == day and values[0]:
            _add(hours.setdefault(queue, {}), str(clock[start].hour), values[0])  # a key of JSON is text
    return {"day": day.isoformat(), "hours": hours} if day else {}


def _add(totals: dict[Any, float], key: Any, value: float | None) -> None:
    totals[key] = totals.get(key, 0.0) + (value or 0.0)


def _there(centre: Centre, rows: FileRows) -> dict[Key, Values]:
    """The rows that are there between the file's first and last start."""
    starts = [start for _, start in rows.values]
    if not starts:
        return {}
    found = HistoryInterval.objects.filter(
        queue__centre=centre, starts_at__gte=min(starts), starts_at__lte=max(starts)
    )
    return {
        (name, start): tuple(values)
        for name, start, *values in found.values_list("queue__name", "starts_at", *MEASURES)
    }


def _example(key: Key, old: Values, new: Values) -> dict[str, Any]:
    return {
        "queue": key[0],
        "start": key[1].isoformat(),
        "old": dict(zip(MEASURES, old, strict=True)),
        "new": dict(zip(MEASURES, new, strict=True)),
    }


def _starts(history: History, gap: Any) -> range:
    return range(int(gap.start_s), int(gap.end_s), history.grid.interval_s)


def _gap(gap: Any) -> dict[str, str]:
    start, end = instant(gap.start_s).isoformat(), instant(gap.end_s).isoformat()
    return {"queue": gap.queue, "start": start, "end": end}


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
