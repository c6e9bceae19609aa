"""Bring in interval history: upload and compare first, then apply what was compared."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.service.errors import ImportOutdated
from equipoise_web.service.history_file import read
from equipoise_web.service.history_rows import Difference, FileRows, compare, rows_of, upsert
from equipoise_web.service.models import HistoryImport

SUFFIXES = (".csv", ".csv.gz", ".parquet")
LARGEST_BYTES = 64 * 1024 * 1024
LONGEST_NAME = 200


@transaction.atomic
def keep_file(*, actor: Person, centre: Centre, filename: str, content: bytes) -> HistoryImport:
    """Keep a file to be compared; nothing else changes.

    Raises
    ------
    InvalidInput
        The name or the size is wrong; nothing is kept.
    """
    demand(actor, Role.PLANNER, over=centre)
    name = PurePosixPath(filename.replace("\\", "/")).name
    _refuse(name, content)
    staged = HistoryImport.objects.create(
        centre=centre,
        filename=name,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=actor,
    )
    record(actor, "history.uploaded", staged, centre=centre, sha256=staged.sha256)
    return staged


@transaction.atomic
def stage_history(*, actor: Person, centre: Centre, filename: str, content: bytes) -> HistoryImport:
    """Keep a file and compare it with what is there, at once; nothing else changes yet.

    Raises
    ------
    InvalidInput
        Names file, row, field and reason; nothing is kept.
    """
    staged = keep_file(actor=actor, centre=centre, filename=filename, content=content)
    note_difference(staged, compare(centre, file_rows(staged)).difference)
    return staged


@transaction.atomic
def apply_history(*, actor: Person, staged: HistoryImport, rows: FileRows | None = None) -> Difference:
    """Write the rows of a compared file; a second time changes nothing.

    Parameters
    ----------
    rows
        What the file says, where it has been read already.

    Raises
    ------
    ImportOutdated
        The history changed since the file was compared: what was shown is no longer what would happen.
    """
    centre = Centre.objects.select_for_update().get(pk=staged.centre_id)
    demand(actor, Role.PLANNER, over=centre)
    staged = HistoryImport.objects.select_for_update(of=("self",)).get(pk=staged.pk)
    if staged.applied_at is not None:
        return Difference.from_data(staged.difference)
    rows = rows or file_rows(staged)
    found = compare(centre, rows)
    if found.difference.data() != staged.difference:
        raise ImportOutdated(staged, found.difference)
    upsert(centre, rows, found.to_write, staged)
    staged.applied_at, staged.applied_by = timezone.now(), actor
    staged.save(update_fields=["applied_at", "applied_by"])
    record(actor, "history.applied", staged, centre=centre, sha256=staged.sha256, **_counts(found.difference))
    return found.difference


def file_rows(staged: HistoryImport) -> FileRows:
    """What the kept file says; InvalidInput names file, row, field and reason."""
    return rows_of(read(staged.centre, staged.filename, bytes(staged.content)))


@transaction.atomic
def note_difference(staged: HistoryImport, difference: Difference) -> None:
    """Keep what the comparison found, to be looked at."""
    staged.difference, staged.compared_at = difference.data(), timezone.now()
    staged.save(update_fields=["difference", "compared_at"])
    record(
        staged.uploaded_by,
        "history.compared",
        staged,
        centre=staged.centre,
        sha256=staged.sha256,
        **_counts(difference),
    )


@transaction.atomic
def note_problem(staged: HistoryImport, problem: InvalidInput) -> None:
    """Say why a file cannot be used, and drop its content."""
    staged.problem = {"reason": problem.reason, "row": problem.row, "field": problem.field}
    staged.compared_at, staged.content = timezone.now(), b""
    staged.save(update_fields=["problem", "compared_at", "content"])
    record(staged.uploaded_by, "history.unusable", staged, centre=staged.centre, sha256=staged.sha256)


def _refuse(name: str, content: bytes) -> None:
    if not name.lower().endswith(SUFFIXES):
        raise InvalidInput(f"the file's name must end in {', '.join(SUFFIXES)}", file=name)
    if len(name) > LONGEST_NAME:
        raise InvalidInput(f"the file's name is longer than {LONGEST_NAME} characters", file=name)
    if len(content) > LARGEST_BYTES:
        raise InvalidInput(f"larger than {LARGEST_BYTES // 2**20} MB", file=name)


def _counts(difference: Difference) -> dict[str, Any]:
    return {"added": difference.added, "changed": difference.changed, "same": difference.same}
