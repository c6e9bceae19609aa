"""A person's notifications."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Notification, Person
from equipoise_web.core.sentences import sentence

SHOWN = 100


@dataclass(frozen=True)
class Told:
    """A notification as its reader sees it."""

    uuid: UUID
    text: str
    address: str | None
    created_at: datetime
    is_read: bool


def unread_count(person: Person) -> int:
    """How many notifications the person has not read."""
    return Notification.objects.filter(person=person, read_at__isnull=True).count()


def told(standing: Standing, zone: str) -> list[Told]:
    """The newest notifications, unread ones first, in the language that is active."""
    rows = Notification.objects.visible_to(standing)
    rows = rows.order_by("-created_at", "-pk")
    unread = list(rows.filter(read_at__isnull=True)[:SHOWN])
    read = list(rows.filter(read_at__isnull=False)[: SHOWN - len(unread)])
    return [_told(row, zone) for row in (*unread, *read)]


def _told(row: Notification, zone: str) -> Told:
    return Told(row.uuid, sentence(row, zone), _address(row), row.created_at, row.read_at is not None)


def _address(row: Notification) -> str | None:
    """None also where the page is gone since."""
    try:
        return reverse(row.link, kwargs=json.loads(row.link_arguments)) if row.link else None
    except NoReverseMatch:
        return None
