"""The audit as JSON lines that can be verified far from here: a header, entries, and batches between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from equipoise_web.core.audit.documents import FORMAT
from equipoise_web.core.audit.merkle import GENESIS
from equipoise_web.core.audit.seal import checkpoint, entry_document
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import AuditBatch, AuditCheckpoint, AuditSeal


def checkpoint_document(row: AuditCheckpoint) -> dict[str, Any]:
    """What a witness keeps."""
    return {
        "size": row.size,
        "root": row.root,
        "made_at": row.made_at,
        "key": row.key,
        "signature": row.signature,
    }


def export_lines() -> Iterator[str]:
    """Seal, make a checkpoint, and give everything below it line by line, each with its line end.

    Nothing is given while nothing was ever recorded.
    """
    point = checkpoint()
    if point is None:
        return
    yield _line({"type": "header", "format": FORMAT, "checkpoint": checkpoint_document(point)})
    previous = GENESIS
    for batch in AuditBatch.objects.filter(last__lt=point.size).order_by("number").iterator():
        yield from _entries(batch)
        yield _line(_batch_document(batch, previous))
        previous = batch.chain


def _entries(batch: AuditBatch) -> Iterator[str]:
    seals = AuditSeal.objects.filter(batch=batch).select_related("entry__organisation").order_by("position")
    for seal in seals.iterator():
        yield _line({"type": "entry", "position": seal.position, "entry": entry_document(seal.entry)})


def _batch_document(batch: AuditBatch, previous: str) -> dict[str, Any]:
    return {
        "type": "batch",
        "number": batch.number,
        "first": batch.first,
        "last": batch.last,
        "previous": previous,
        "chain": batch.chain,
        "sealed_at": batch.sealed_at,
        "key": batch.key,
        "signature": batch.signature,
    }


def _line(document: dict[str, Any]) -> str:
    return canonical(document) + "\n"
