"""Contacts as they came, and the files that told us."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from equipoise_web.core.models import Centre, Person, Run
from equipoise_web.core.models.base import PublicModel
from equipoise_web.service.models.queue import Queue


class HistoryImport(PublicModel):
    """A file of interval history: compared first, applied when somebody says so.

    ``problem`` says why the file cannot be used (reason, row and field); its content is dropped then.
    ``compare_run`` and ``apply_run`` are the latest jobs about it; a command compares without one.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="history_imports")
    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    difference = models.JSONField(default=dict)
    problem = models.JSONField(default=dict)
    compared_at = models.DateTimeField(null=True, blank=True)
    compare_run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    apply_run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="service_import_applied",
            ),
        )

    def __str__(self) -> str:
        return self.filename


class HistoryInterval(models.Model):
    """Counts of one queue in one interval; what was not recorded is NULL."""

    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="history")
    starts_at = models.DateTimeField()
    offered = models.FloatField()
    answered = models.FloatField(null=True)
    abandoned = models.FloatField(null=True)
    aht_s = models.FloatField(null=True)
    source = models.ForeignKey(HistoryImport, on_delete=models.PROTECT, related_name="intervals")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("queue", "starts_at"), name="service_history_once"),)

    def __str__(self) -> str:
        return f"{self.queue} {self.starts_at:%Y-%m-%d %H:%M}"
