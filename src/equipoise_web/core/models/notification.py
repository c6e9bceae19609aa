"""A message to one person, said in his language when he reads it."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.person import Person


class Notification(PublicModel):
    """Facts about something that concerns the person; its page makes the sentence from ``kind``.

    ``link`` is a URL name and ``link_arguments`` its keyword arguments, so that an address that moves is
    still found.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=60)
    data = models.TextField(default="{}")
    link = models.CharField(max_length=80, blank=True)
    link_arguments = models.TextField(default="{}")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("person", "read_at", "created_at"), name="core_notification_unread"),)

    def __str__(self) -> str:
        return f"{self.kind} to {self.person}"
