"""Intervals that an edit leaves with fewer people than required, and than before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from equipoise_web.scheduling.drafting.changing import Change, merged
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.queries.coverage import Key, scheduled, step_of, whole_people
from equipoise_web.scheduling.queries.draft_source import all_rows
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.service.models import RequirementInterval

AN_INTERVAL = timedelta(hours=1)  # the longest interval of a grid: an edit touches the one it begins in


@dataclass(frozen=True)
class Shortage:
    """Intervals of one queue that follow each other, with the most people missing in one of them.

    ``before`` is how many were missing there before the edit; 0 where nobody was.
    """

    queue: int
    starts_at: datetime
    ends_at: datetime
    missing: int
    before: int


def shortages(draft: Draft, changes: Sequence[Change]) -> tuple[Shortage, ...]:
    """What an edit would make short, or shorter; asked before the edit is made."""
    found: list[Shortage] = []
    gone = [row for change in changes for row in change.gone]
    coming = [row for change in changes for row in _rows(change)]
    left = {row.queue for row in gone if row.queue is not None}
    for since, until in merged(span for change in changes for span in change.spans) if left else ():
        since -= AN_INTERVAL
        required = _required(draft, since, until, left)
        found += _worse(required, all_rows(draft, since, until, queue__in=left), gone, coming)
    return tuple(found)


def _rows(change: Change) -> Iterable[Row]:
    for piece in change.pieces:
        if piece.queue is not None:
            yield Row(
                change.worker.pk, piece.starts_at, piece.ends_at, piece.activity, piece.queue.pk, None, None
            )


def _required(draft: Draft, since: datetime, until: datetime, queues: set[int]) -> dict[Key, float]:
    within = {"starts_at__gte": since, "starts_at__lt": until, "queue__in": queues}
    found = RequirementInterval.objects.filter(requirement=draft.base.requirement_id, **within)
    return {
        (queue, at): need for queue, at, need in found.values_list("queue", "starts_at", "agents_planned")
    }


def _worse(
    required: dict[Key, float], rows: Iterable[Row], gone: Iterable[Row], coming: Iterable[Row]
) -> Iterable[Shortage]:
    """Runs of intervals that lack more people than before; only where more go than come."""
    starts = sorted({at for _queue, at in required})
    step = step_of(starts)
    there, less, more = (scheduled(each, starts, step) for each in (rows, gone, coming))
    run: Shortage | None = None
    for queue, at in sorted(required):
        had, has = (
            whole_people(there[queue, at] - change - required[queue, at])
            for change in (0.0, less[queue, at] - more[queue, at])
        )
        if has >= min(had, 0):
            continue
        here = Shortage(queue, at, at + step, -has, max(-had, 0))
        if run is not None and (run.queue, run.ends_at) == (queue, at):
            run = _joined(run, here)
        else:
            if run is not None:
                yield run
            run = here
    if run is not None:
        yield run


def _joined(one: Shortage, other: Shortage) -> Shortage:
    worst = max(one, other, key=lambda each: each.missing)
    return Shortage(one.queue, one.starts_at, other.ends_at, worst.missing, worst.before)
