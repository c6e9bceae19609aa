"""Bring in people: keep and compare first, then apply exactly what was shown, or drop it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.people.errors import ImportEnded, ImportOutdated, ImportRefused
from equipoise_web.people.files.changes import UNCHANGED
from equipoise_web.people.files.compare import Comparison, compare, kept, restored
from equipoise_web.people.files.reading import read_files
from equipoise_web.people.models import ImportDraft

Files = Sequence[tuple[str, bytes]]


def keep(*, actor: Person, centre: Centre, files: Files) -> ImportDraft:
    """Read files and compare them with what stands; nothing else changes.

    Raises
    ------
    Refusal
        A file cannot be read: names file, row, column and reason, and nothing is kept.
    """
    demand(actor, Role.HR, over=centre)
    sheets = read_files(files)
    with transaction.atomic():
        draft = ImportDraft(
            centre=centre, made_by=actor, sha256=_sha256(files), files=_named(files), content=kept(sheets)
        )
        _note(draft, compare(centre, sheets, actor))
        draft.save()
        record(actor, "people.import_compared", draft, centre=centre, sha256=draft.sha256, **draft.counts)
    return draft


def apply(*, actor: Person, draft: ImportDraft) -> ImportDraft:
    """Write what was shown, all of it or nothing; what the files said is emptied then.

    Raises
    ------
    ImportEnded, ImportRefused
        It was applied or dropped; rows of it are refused.
    ImportOutdated
        Rows changed meanwhile: the draft now holds the comparison with what stands.
    """
    outdated = False
    with transaction.atomic():
        draft = _open(actor, draft)
        found = compare(draft.centre, restored(draft.content), actor)
        if found.data() != draft.difference:
            outdated = True
            _note(draft, found)
            draft.save(update_fields=["difference", "counts"])
        elif found.is_refused:
            raise ImportRefused(f"rows of {draft.uuid} are refused")
        else:
            _write(actor, draft, found)
    if outdated:
        raise ImportOutdated(f"rows changed since {draft.uuid} was compared")
    return draft


@transaction.atomic
def drop(*, actor: Person, draft: ImportDraft) -> ImportDraft:
    """Forget what files said."""
    draft = _open(actor, draft)
    draft.dropped_at = timezone.now()
    _empty(draft)
    record(actor, "people.import_dropped", draft, centre=draft.centre, sha256=draft.sha256)
    return draft


def _write(actor: Person, draft: ImportDraft, found: Comparison) -> None:
    found.writes.run()
    draft.applied_at = timezone.now()
    _empty(draft)
    touched = sorted({change.worker for change in found.changes if change.action != UNCHANGED})
    workers = draft.centre.workers.filter(number__in=touched).order_by("pk")
    record(
        actor, "people.import_applied", draft, centre=draft.centre, sha256=draft.sha256,
        workers=[str(each) for each in workers.values_list("uuid", flat=True)], **draft.counts,
    )  # fmt: skip


def _open(actor: Person, draft: ImportDraft) -> ImportDraft:
    centre = Centre.objects.select_for_update().get(pk=draft.centre_id)
    demand(actor, Role.HR, over=centre)
    draft = ImportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.applied_at or draft.dropped_at:
        raise ImportEnded(f"{draft.uuid} has ended")
    return draft


def _note(draft: ImportDraft, found: Comparison) -> None:
    draft.difference, draft.counts = found.data(), found.counts


def _empty(draft: ImportDraft) -> None:
    draft.content, draft.difference = [], []
    draft.save(update_fields=["applied_at", "dropped_at", "content", "difference"])


def _named(files: Files) -> list[dict[str, object]]:
    return [
        {"name": name[-200:], "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in files
    ]


def _sha256(files: Files) -> str:
    """One hash over all files, in their order."""
    return hashlib.sha256(b"".join(hashlib.sha256(data).digest() for _name, data in files)).hexdigest()
