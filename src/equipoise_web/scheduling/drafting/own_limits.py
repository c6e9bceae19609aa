"""Limits of a worker's own that are on file, judged beside the law; what for, is written nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Roster

if TYPE_CHECKING:
    from equipoise.rules.model import Finding
    from equipoise.timegrid import Stretch

RULE = "own_limit"
DAY = timedelta(days=1)
MESSAGE = {
    "en": "This is outside the times that were agreed with this worker.",
    "nl": "Dit valt buiten de tijden die met deze medewerker zijn afgesproken.",
}


def own_limits(
    roster: Roster, workers: Iterable[Worker], rows: Sequence[Stretch]
) -> dict[str, tuple[Finding, ...]]:
    """A finding for each shift of a worker, by number, that lies in time to be kept free."""
    from equipoise.timegrid.stretch import OFF_DUTY
    from equipoise_web.compliance.queries.private import own_limit
    from equipoise_web.scheduling.adapters.restrictions import restricted

    numbers = {worker.number for worker in workers}
    spans = list(restricted(roster.centre, numbers, roster.starts_on, roster.ends_on))
    found: dict[str, list[Finding]] = {}
    for worker, start, end in _shifts(row for row in rows if row.activity not in OFF_DUTY):
        if any(one.worker == worker and one.start_s < end and start < one.end_s for one in spans):
            found.setdefault(worker, []).append(_finding(worker, start, end, own_limit()))
    return {worker: tuple(own) for worker, own in found.items()}


def _shifts(rows: Iterable[Stretch]) -> Iterable[tuple[str, int, int]]:
    """Stretches without a gap between them as one span."""
    last: tuple[str, int, int] | None = None
    for row in sorted(rows):
        if last is not None and last[0] == row.worker and last[2] == row.start_s:
            last = row.worker, last[1], row.end_s
            continue
        if last is not None:
            yield last
        last = row.worker, row.start_s, row.end_s
    if last is not None:
        yield last


def _finding(worker: str, start: int, end: int, article: str) -> Finding:
    from equipoise.rules.model import Finding

    return Finding(RULE, article, "", "block", "fail", worker, start, end, None, None, "", MESSAGE)
