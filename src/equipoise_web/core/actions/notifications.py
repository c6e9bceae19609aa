"""Tell people what concerns them, and note that they have read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from equipoise_web.core.canonical import canonical
from equipoise_web.core.events import emit
from equipoise_web.core.models import Notification, Person


@dataclass(frozen=True)
class Link:
    """Where a notification leads: a URL name and its keyword arguments, which are JSON values."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)


NOWHERE = Link("")


def notify(people: Person | Iterable[Person], kind: str, *, link: Link = NOWHERE, **data: Any) -> None:
    """Leave a notification with each person, in the caller's transaction.

    Parameters
    ----------
    kind
        Names the sentence, which ``core.sentences`` holds.
    data
        The sentence's placeholders, as JSON values: see ``core.sentences`` for instants and dates.

    Raises
    ------
    RuntimeError
        Outside a transaction, where the notification could survive a change that failed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{kind} is notified outside the transaction of its change")
    people = [people] if isinstance(people, Person) else list(people)
    facts, arguments = canonical(data), canonical(link.arguments)
    Notification.objects.bulk_create(
        Notification(person=person, kind=kind, data=facts, link=link.name, link_arguments=arguments)
        for person in people
    )
    for person in people:
        emit(f"person:{person.uuid}", "notification")


@transaction.atomic
def mark_read(*, actor: Person, notification: uuid.UUID | None = None) -> int:
    """Note that the person has read one of his notifications, or all; returns how many were unread."""
    unread = Notification.objects.filter(person=actor, read_at__isnull=True)
    if notification is not None:
        unread = unread.filter(uuid=notification)
    count = unread.update(read_at=timezone.now())
    if count:
        emit(f"person:{actor.uuid}", "notification")
    return count
