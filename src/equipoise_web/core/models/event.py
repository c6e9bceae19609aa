"""What happened, told to those who are looking at a page; kept for a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """Something changed about ``topic``, such as ``run:<uuid>``; who wants to know more asks for it.

    ``position`` is empty until the row is committed and numbered. Numbers of rows do not do for "what is
    new": a transaction that began earlier can commit later, and a reader would have passed it by.
    """

    topic = models.CharField(max_length=80)
    kind = models.SlugField(max_length=40)
    data = models.TextField(default="{}")
    created_at = models.DateTimeField(auto_now_add=True)
    position = models.PositiveBigIntegerField(null=True, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=("id",), condition=Q(position__isnull=True), name="core_event_waiting"),
            models.Index(fields=("created_at",), name="core_event_age"),
        )

    def __str__(self) -> str:
        return f"{self.position}: {self.topic} {self.kind}"


class EventClock(models.Model):
    """One row: the last position given, and the last one pruned. Its lock orders those who number."""

    last = models.PositiveBigIntegerField(default=0)
    pruned = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="core_eventclock_one"),)

    def __str__(self) -> str:
        return f"{self.last}, pruned until {self.pruned}"
