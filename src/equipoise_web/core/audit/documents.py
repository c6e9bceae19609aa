"""What is hashed, signed and exported: the same few JSON objects everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from equipoise_web.core.canonical import canonical

FORMAT = "equipoise-audit/1"
BATCH_FIELDS = ("number", "first", "last", "previous", "chain", "sealed_at")
CHECKPOINT_FIELDS = ("size", "root", "made_at")
SIGNATURE_FIELDS = ("key", "signature")


def instant(moment: datetime) -> str:
    """An instant in UTC, always with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def statement(kind: str, fields: tuple[str, ...], document: Mapping[str, Any]) -> bytes:
    """The bytes that are signed: what it is, and its fields in canonical form."""
    values = canonical({field: document[field] for field in fields})
    return f"{FORMAT} {kind}\n{values}".encode()


def batch_statement(document: Mapping[str, Any]) -> bytes:
    return statement("batch", BATCH_FIELDS, document)


def checkpoint_statement(document: Mapping[str, Any]) -> bytes:
    return statement("checkpoint", CHECKPOINT_FIELDS, document)
