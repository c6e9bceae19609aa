"""Shifts that an absence took out of a draft, and who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from equipoise_web.core.local_days import local_date
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.changing import spells
from equipoise_web.scheduling.models import Draft, DraftStretch, EditKind
from equipoise_web.scheduling.queries.shifts import Row

COLUMNS = ("worker_id", "starts_at", "ends_at", "activity", "queue_id")


@dataclass(frozen=True)
class Lost:
    """A shift with the rows that it had, and the rows that were put there since in its place."""

    day: date
    rows: tuple[Row, ...]
    covered: tuple[Row, ...]

    @property
    def starts_at(self) -> datetime:
        return self.rows[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.rows[-1].ends_at

    @property
    def key(self) -> int:
        return int(self.starts_at.timestamp())

    @property
    def work(self) -> tuple[Row, ...]:
        """Its time on queues."""
        return tuple(row for row in self.rows if row.queue is not None)


def lost_shifts(draft: Draft, worker: Worker) -> list[Lost]:
    """The shifts of a worker that absences which stand have taken away, in order."""
    gone = DraftStretch.objects.filter(
        draft=draft, worker=worker, removed_by__kind=EditKind.ABSENT, removed_by__undone_by=None
    )
    again = DraftStretch.objects.filter(
        draft=draft, worker=worker, removed_by__kind=EditKind.REDO, removed_by__undone_by=None,
        removed_by__undoes__undoes__kind=EditKind.ABSENT,
    )  # fmt: skip
    found = (gone | again).order_by("starts_at").values_list(*COLUMNS)
    rows = [_row(each) for each in found]
    zone = draft.base.centre.timezone
    shifts = [spell for spell in spells(rows) if any(row.queue is not None for row in spell)]
    return [_lost(draft, spell, local_date(spell[0].starts_at, zone)) for spell in shifts]


def _row(values: tuple[Any, ...]) -> Row:
    worker, starts_at, ends_at, activity, queue = values
    return Row(worker, starts_at, ends_at, activity, queue, None, None)


def _lost(draft: Draft, rows: tuple[Row, ...], day: date) -> Lost:
    within = {"starts_at__lt": rows[-1].ends_at, "ends_at__gt": rows[0].starts_at}
    queues = {row.queue for row in rows if row.queue is not None}
    put = DraftStretch.objects.filter(draft=draft, removed_by=None, queue__in=queues, **within).filter(
        added_by__kind=EditKind.REPLACE
    )
    there = [_row(each) for each in put.order_by("starts_at").values_list(*COLUMNS)]
    return Lost(day, rows, tuple(there))
