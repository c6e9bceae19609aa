"""A calendar address that only its owner knows."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel


class CalendarFeed(PublicModel):
    """An address for a calendar program; only the hash of its secret is kept, and it can be revoked."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calendar_feeds")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"calendar of {self.person}"
