"""What was rostered before this system was used: rules look back further than its own rosters."""

from __future__ import annotations

from django.db import models

from equipoise_web.people.models import Worker
from equipoise_web.service.models import Queue


class PreviousStretch(models.Model):
    """A row of an earlier roster, taken over from elsewhere."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="previous")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    activity = models.CharField(max_length=60)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "previous stretches"
        constraints = (
            models.UniqueConstraint(fields=("worker", "starts_at"), name="scheduling_previous_once"),
        )

    def __str__(self) -> str:
        return f"{self.worker} {self.starts_at:%Y-%m-%d %H:%M} {self.activity}"
