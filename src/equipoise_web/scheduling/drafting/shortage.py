"""Intervals that an edit leaves with fewer people than required, and than before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from equipoise_web.scheduling.drafting.changing import Change, merged
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.queries.coverage import ON_QUEUE, Coverage, Key, cover
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
    gone = {row for change in changes for row in change.gone}
    coming = [row for change in changes for row in _rows(change)]
    for since, until in merged(span for change in changes for span in change.spans):
        since -= AN_INTERVAL
        rows = all_rows(draft, since, until, ON_QUEUE)
        after = [row for row in rows if row not in gone] + coming
        required = _required(draft, since, until)
        found += _worse(cover(rows, required, {}, {}), cover(after, required, {}, {}))
    return tuple(found)


def _rows(change: Change) -> Iterable[Row]:
    for piece in change.pieces:
        if piece.queue is not None:
            yield Row(
                change.worker.pk, piece.starts_at, piece.ends_at, piece.activity, piece.queue.pk, None, None
            )


def _required(draft: Draft, since: datetime, until: datetime) -> dict[Key, float]:
    within = {"starts_at__gte": since, "starts_at__lt": until}
    found = RequirementInterval.objects.filter(requirement=draft.base.requirement_id, **within)
    return {
        (queue, at): need for queue, at, need in found.values_list("queue", "starts_at", "agents_planned")
    }


def _worse(was: Coverage, now: Coverage) -> Iterable[Shortage]:
    for queue, intervals in now.queues.items():
        run: list[Shortage] = []
        for before, after in zip(was.of(queue), intervals, strict=True):
            had, has = before.difference or 0, after.difference or 0
            if has >= 0 or has >= had:
                continue
            here = Shortage(queue, after.starts_at, after.ends_at, -has, max(-had, 0))
            if run and run[-1].ends_at == here.starts_at:
                run[-1] = _joined(run[-1], here)
            else:
                run.append(here)
        yield from run


def _joined(one: Shortage, other: Shortage) -> Shortage:
    worst = max(one, other, key=lambda each: each.missing)
    return Shortage(one.queue, one.starts_at, other.ends_at, worst.missing, worst.before)
