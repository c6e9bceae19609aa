"""A job's row, and the rows that make jobs due."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models.base import PublicModel, ZoneField
from equipoise_web.core.models.organisation import Organisation
from equipoise_web.core.models.person import Person


class RunState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    OUTDATED = "outdated", _("Outdated: what it was made from has changed")


class Run(PublicModel):
    """One piece of work for the worker process.

    A worker holds the row while its lease lasts. Each claim raises ``fence``; only the holder of the current
    number writes to the row, so a worker that slept through its lease cannot bring in a late result.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    arguments = models.TextField(default="{}")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    fence = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    input_version = models.CharField(max_length=200, blank=True)
    progress = models.TextField(default="null")
    cancel_asked = models.BooleanField(default=False)
    result = models.TextField(default="null")
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="core_run_state"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False), name="core_run_leased"
            ),
        )
        indexes = (models.Index(fields=("state", "due_at"), name="core_run_due"),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class CatchUp(models.TextChoices):
    EACH = "each", _("Every time that was missed")
    LATEST = "latest", _("Only the latest")


class Schedule(PublicModel):
    """What is due again and again: each so many seconds, or each day at a local time."""

    name = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=80)
    arguments = models.TextField(default="{}")
    every_s = models.PositiveIntegerField(null=True, blank=True)
    daily_at = models.TimeField(null=True, blank=True)
    timezone = ZoneField(default="UTC")
    catch_up = models.CharField(max_length=6, choices=CatchUp.choices, default=CatchUp.LATEST)
    next_at = models.DateTimeField()
    enabled = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(every_s__isnull=False, every_s__gt=0, daily_at__isnull=True)
                | Q(every_s__isnull=True, daily_at__isnull=False),
                name="core_schedule_one_rhythm",
            ),
        )

    def __str__(self) -> str:
        return self.name
