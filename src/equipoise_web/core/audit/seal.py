"""The sealer: orders what was recorded, chains it and signs it in batches, some seconds afterwards.

Entries are inserted unchained, so that changes never wait for each other on the audit. An entry committed
late takes a later place. Several sealers may run: the batch number lets one of them win.
"""

from __future__ import annotations

import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from equipoise_web.core.audit.documents import batch_statement, checkpoint_statement, instant
from equipoise_web.core.audit.keys import load_key, public_hex
from equipoise_web.core.audit.merkle import GENESIS, chained, grown, leaf_hash, root_of
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import AuditBatch, AuditCheckpoint, AuditEntry, AuditSeal

AT_ONCE = 2000
# An entry whose transaction lasted while this many others were written waits for the next checkpoint.
LOOK_BACK = 20_000


def entry_document(entry: AuditEntry) -> dict[str, object]:
    """An entry as it is hashed and exported."""
    return {
        "uuid": str(entry.uuid),
        "organisation": str(entry.organisation.uuid) if entry.organisation else None,
        "at": instant(entry.at),
        "actor": str(entry.actor) if entry.actor else None,
        "action": entry.action,
        "object_type": entry.object_type,
        "object": str(entry.object_uuid),
        "details": json.loads(entry.details),
    }


def seal(*, everything: bool = False) -> int:
    """Seal what is unsealed, and return how many entries that were.

    Parameters
    ----------
    everything
        Look at all entries instead of the recent ones.

    Raises
    ------
    InvalidInput
        The signing key is missing or unusable.
    """
    key, count = load_key(Path(settings.AUDIT_KEY_FILE)), 0
    while batch := _seal_batch(key, everything):
        count += batch.last - batch.first + 1
    return count


def _seal_batch(key: Ed25519PrivateKey, everything: bool) -> AuditBatch | None:
    try:
        with transaction.atomic():
            last = AuditBatch.objects.order_by("-number").first()
            entries = _unsealed(everything)
            return _write_batch(key, last, entries) if entries else None
    except IntegrityError:  # another sealer was first
        return None


def _unsealed(everything: bool) -> list[AuditEntry]:
    rows = AuditEntry.objects.filter(seal__isnull=True)
    if not everything:
        newest = AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
        rows = rows.filter(pk__gt=newest - LOOK_BACK)
    return list(rows.select_related("organisation").order_by("pk")[:AT_ONCE])


def _write_batch(key: Ed25519PrivateKey, last: AuditBatch | None, entries: list[AuditEntry]) -> AuditBatch:
    leaves = [leaf_hash(canonical(entry_document(entry))) for entry in entries]
    first, previous = (last.last + 1, last.chain) if last else (0, GENESIS)
    document = {
        "number": last.number + 1 if last else 0,
        "first": first,
        "last": first + len(entries) - 1,
        "previous": previous,
        "chain": chained(previous, leaves),
        "sealed_at": instant(timezone.now()),
    }
    values = {name: value for name, value in document.items() if name != "previous"}
    batch = AuditBatch(**values, key=public_hex(key), signature=key.sign(batch_statement(document)).hex())
    batch.save(force_insert=True)
    AuditSeal.objects.bulk_create(
        AuditSeal(position=position, entry=entry, batch=batch, leaf=leaf)
        for position, (entry, leaf) in enumerate(zip(entries, leaves, strict=True), start=first)
    )
    return batch


def checkpoint() -> AuditCheckpoint | None:
    """Seal everything and sign the Merkle root over it; None while nothing was ever recorded.

    The checkpoint is for witnesses outside: with it anybody can show that an export was cut or rewritten.
    """
    key = load_key(Path(settings.AUDIT_KEY_FILE))
    seal(everything=True)
    with transaction.atomic():
        last = AuditBatch.objects.order_by("-number").first()
        before = AuditCheckpoint.objects.order_by("-size").first()
        if last is None or (before and before.size == last.last + 1):
            return before
        return _write_checkpoint(key, last.last + 1, before)


def _write_checkpoint(key: Ed25519PrivateKey, size: int, before: AuditCheckpoint | None) -> AuditCheckpoint:
    old = tuple((count, value) for count, value in json.loads(before.peaks)) if before else ()
    new = AuditSeal.objects.filter(position__gte=before.size if before else 0, position__lt=size)
    peaks = grown(old, new.order_by("position").values_list("leaf", flat=True).iterator())
    document = {"size": size, "root": root_of(peaks), "made_at": instant(timezone.now())}
    row, _ = AuditCheckpoint.objects.get_or_create(
        size=size,
        defaults={
            **document,
            "peaks": canonical(peaks),
            "key": public_hex(key),
            "signature": key.sign(checkpoint_statement(document)).hex(),
        },
    )
    return row
