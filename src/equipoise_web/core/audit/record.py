"""One entry for a change, inserted in the change's own transaction: both happen or neither."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection, models
from django.utils import timezone

from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import AuditEntry, Organisation, Person, User
from equipoise_web.core.models.base import PublicModel


def record(
    actor: Person | None,
    action: str,
    about: PublicModel | User,
    *,
    organisation: Organisation | None = None,
    **details: Any,
) -> AuditEntry:
    """Write down that ``actor`` did ``action`` (such as ``roster.published``) to ``about``.

    Parameters
    ----------
    actor
        The person who acts; None for the system itself.
    details
        JSON values: identifiers, counts, versions. Never what a person wrote about a person.

    Raises
    ------
    RuntimeError
        Outside a transaction, where the entry could survive a change that failed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action} is recorded outside the transaction of its change")
    return AuditEntry.objects.create(
        organisation=organisation or (actor.organisation if actor else None),
        at=timezone.now(),
        actor=actor.uuid if actor else None,
        action=action,
        object_type=about._meta.label_lower,
        object_uuid=about.uuid,
        details=canonical({key: _plain(value) for key, value in details.items()}),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value.uuid)  # type: ignore[attr-defined]
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
