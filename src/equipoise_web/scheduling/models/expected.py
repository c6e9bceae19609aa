"""What customers and workers may expect of a roster, by simulation."""

from __future__ import annotations

from django.db import models

from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models.roster import Roster
from equipoise_web.service.models import Queue


class ExpectedService(models.Model):
    """One queue over ``runs`` simulated repetitions; ``low`` to ``high`` holds nine of ten."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="expected_service")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    runs = models.PositiveIntegerField()
    target = models.FloatField()
    mean = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    offered = models.FloatField()
    answered = models.FloatField()
    abandoned = models.FloatField()
    mean_wait_s = models.FloatField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("roster", "queue"), name="scheduling_service_once"),)

    def __str__(self) -> str:
        return f"{self.roster}: {self.queue}"


class ExpectedInterval(models.Model):
    """Share of contacts expected in time, in one interval; NULL where nobody called."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="expected_intervals")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    share = models.FloatField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("roster", "queue", "starts_at"), name="scheduling_expected_once"),
        )

    def __str__(self) -> str:
        return f"{self.queue} {self.starts_at:%Y-%m-%d %H:%M}"


class ExpectedStrain(models.Model):
    """One worker: handling time over available time, and contacts that began without a pause."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="expected_strain")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    occupancy = models.FloatField(null=True)
    no_pause_share = models.FloatField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("roster", "worker"), name="scheduling_strain_once"),)

    def __str__(self) -> str:
        return f"{self.roster}: {self.worker}"
