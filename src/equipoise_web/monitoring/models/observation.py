"""What a system recorded about a worker; there is none without a notice before it."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.monitoring.models.system import Notice, System


class Observation(PublicModel):
    """One record, under a description that was in force and had been delivered to this worker.

    It never changes. It can be removed, because what is kept too long must be.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="observations")
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="observations")
    worker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="observations")
    observed_at = models.DateTimeField()
    kind = models.SlugField(max_length=60)
    value = models.TextField()

    class Meta:
        indexes = (models.Index(fields=("worker", "observed_at"), name="monitoring_observed"),)

    def __str__(self) -> str:
        return f"{self.system}: {self.worker} {self.kind}"
