"""Rows of a draft: those of touched workers are its own, everybody else's are the base's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from equipoise.errors import InvalidInput
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.replacement import Piece, Replacement
from equipoise_web.scheduling.models import Draft, DraftStretch, DraftWorker, Edit, Stretch

if TYPE_CHECKING:
    from equipoise.timegrid import Stretch as LibraryStretch

BATCH = 1000


def standing_rows(draft: Draft, workers: Iterable[Worker] | None = None) -> tuple[LibraryStretch, ...]:
    """The draft as it stands, of everybody or of some, in order."""
    from equipoise_web.scheduling.adapters import as_stretches  # the server starts without the library

    own = DraftStretch.objects.filter(draft=draft, removed_by=None)
    base = Stretch.objects.filter(roster=draft.base_id, removed_by=None).exclude(
        worker__in=draft.touched.values("worker")
    )
    if workers is not None:
        ids = [worker.pk for worker in workers]
        own, base = own.filter(worker__in=ids), base.filter(worker__in=ids)
    return tuple(sorted([*as_stretches(own), *as_stretches(base)]))


def touch(draft: Draft, worker: Worker, number: int) -> None:
    """Take the worker's rows into the draft at the first touch, and note the edit that touches them."""
    touched, is_first = DraftWorker.objects.get_or_create(
        draft=draft, worker=worker, defaults={"number": number}
    )
    if not is_first:
        DraftWorker.objects.filter(pk=touched.pk).update(number=number)
        return
    rows = Stretch.objects.filter(roster=draft.base_id, worker=worker, removed_by=None)
    DraftStretch.objects.bulk_create(
        (
            DraftStretch(
                draft=draft, worker=worker, starts_at=row.starts_at, ends_at=row.ends_at,
                activity=row.activity, queue_id=row.queue_id,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )  # fmt: skip


def apply(edit: Edit, replacement: Replacement) -> None:
    """Remove the worker's rows within the span and add the pieces.

    Raises InvalidInput where a row reaches over an end of the span: half a row is never lost.
    """
    rows = DraftStretch.objects.filter(
        draft=edit.draft_id, worker=replacement.worker, removed_by=None,
        starts_at__lt=replacement.until, ends_at__gt=replacement.since,
    )  # fmt: skip
    for row in rows:
        if row.starts_at < replacement.since or row.ends_at > replacement.until:
            raise InvalidInput(f"{row} reaches over the span that is replaced", field="start")
    rows.update(removed_by=edit)
    add(edit, replacement.worker, replacement.pieces)


def add(edit: Edit, worker: Worker, pieces: Sequence[Piece | DraftStretch]) -> None:
    """New rows of an edit."""
    DraftStretch.objects.bulk_create(
        DraftStretch(
            draft=edit.draft, worker=worker, starts_at=piece.starts_at, ends_at=piece.ends_at,
            activity=piece.activity, queue=piece.queue, added_by=edit,
        )
        for piece in pieces
    )  # fmt: skip


def take_back(edit: Edit, undone: Edit) -> bool:
    """Undo an edit's rows; False where a later edit has changed some of what it added.

    A row counts as still there when an equal one stands: another undo may have put it back.
    """
    there = [_standing_like(row) for row in undone.added.all()]
    standing = [pk for pk in there if pk is not None]
    if len(standing) < len(there):
        return False
    DraftStretch.objects.filter(pk__in=standing).update(removed_by=edit)
    removed = list(undone.removed.select_related("worker", "queue"))
    for worker in {row.worker for row in removed}:
        add(edit, worker, [row for row in removed if row.worker_id == worker.pk])
    return True


def _standing_like(row: DraftStretch) -> int | None:
    names = ("draft_id", "worker_id", "starts_at", "ends_at", "activity", "queue_id")
    same = {name: getattr(row, name) for name in names}
    return DraftStretch.objects.filter(removed_by=None, **same).values_list("pk", flat=True).first()
