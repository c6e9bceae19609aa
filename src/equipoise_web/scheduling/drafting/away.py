"""Absences that edits of a draft put on file: while the edit stands they are there, and no longer."""

from __future__ import annotations

from equipoise_web.scheduling.models import Absence, DraftAbsence, Edit, EditKind

KIND = "absence"  # never what for


def put_on_file(said: DraftAbsence) -> Absence:
    """The absence of an edit, under the edit's identifier."""
    return Absence.objects.create(
        uuid=said.edit.uuid, worker=said.worker, starts_at=said.starts_at, ends_at=said.ends_at,
        kind=KIND, counted_h=said.counted_h,
    )  # fmt: skip


def follow(reversed_edit: Edit) -> None:
    """After an edit was taken back or made again: its absence goes, or is on file once more."""
    root, stands = reversed_edit, False
    while root.undoes is not None:
        root, stands = root.undoes, not stands
    if root.kind != EditKind.ABSENT:
        return
    Absence.objects.filter(uuid=root.uuid).delete()
    if stands:
        put_on_file(DraftAbsence.objects.select_related("edit", "worker").get(edit=root))
