"""Days on which one state of a roster differs from another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from equipoise_web.core.local_days import local_date
from equipoise_web.scheduling.queries.shifts import AWAY, OFF, ON_CALL
from equipoise_web.service.instants import instant

if TYPE_CHECKING:
    from equipoise.timegrid import Stretch

Days = dict[tuple[str, date], tuple["Stretch", ...]]


def differing_days(before: Iterable[Stretch], after: Iterable[Stretch], zone: str) -> Days:
    """The rows after of each worker and local day whose shifts are others than before; () for none."""
    was, now = _by_day(before, zone), _by_day(after, zone)
    return {key: now.get(key, ()) for key in was.keys() | now.keys() if was.get(key) != now.get(key)}


def _by_day(rows: Iterable[Stretch], zone: str) -> Days:
    """Rows of the shifts that begin on a day; a shift has no gap, other stretches stand by themselves."""
    found: dict[tuple[str, date], list[Stretch]] = {}
    last: Stretch | None = None
    day = date.min
    for row in sorted(rows):
        joins = (
            last is not None
            and last.worker == row.worker
            and last.end_s == row.start_s
            and _at_work(last)
            and _at_work(row)
        )
        if not joins:
            day = local_date(instant(row.start_s), zone)
        found.setdefault((row.worker, day), []).append(row)
        last = row
    return {key: tuple(own) for key, own in found.items()}


def _at_work(row: Stretch) -> bool:
    return row.activity not in AWAY and row.activity not in (OFF, ON_CALL)
