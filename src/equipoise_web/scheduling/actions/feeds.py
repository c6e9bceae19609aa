"""Give somebody an address for a calendar program, and take it back."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Person
from equipoise_web.scheduling.models import CalendarFeed

SECRET_BYTES = 32


@transaction.atomic
def open_feed(*, actor: Person) -> tuple[CalendarFeed, str]:
    """A new address for the actor's own roster; the secret is given once and kept as a hash."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed.objects.create(person=actor, secret_sha256=secret_sha256(secret))
    record(actor, "feed.opened", feed)
    return feed, secret


@transaction.atomic
def revoke_feed(*, actor: Person, feed: CalendarFeed) -> None:
    """End the actor's own address; a second time changes nothing."""
    if CalendarFeed.objects.filter(pk=feed.pk, person=actor, revoked_at=None).update(
        revoked_at=timezone.now()
    ):
        record(actor, "feed.revoked", feed)


def secret_sha256(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
