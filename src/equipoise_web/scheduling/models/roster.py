"""A roster: its stretches never change once it was checked; a published one is amended, not edited."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from equipoise_web.core.access.visibility import VisibleQuerySet
from equipoise_web.core.models import Centre, Person, Run
from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models import Worker
from equipoise_web.service.models import Queue, Requirement


class Roster(PublicModel):
    """One roster of a centre over whole weeks of local dates, both ends included.

    ``number`` counts within the centre.

    ``balance`` is the document ``balance.json`` of the plan, ``summary`` its ``plan.json``.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="rosters")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="rosters")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, null=True, blank=True, related_name="roster")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objective = models.FloatField()
    bound = models.FloatField()
    balance = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("centre", "number"), name="scheduling_roster_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="scheduling_roster_order"),
        )

    def __str__(self) -> str:
        return f"{self.centre} {self.number}"


class Stretch(models.Model):
    """One worker doing one thing from one instant to another.

    The base of a roster has no ``added_by``. An amendment adds rows and marks rows as removed; rows
    without a removal are the roster as it stands.
    """

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="stretches")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="stretches")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    activity = models.CharField(max_length=60)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(
        "scheduling.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="added"
    )
    removed_by = models.ForeignKey(
        "scheduling.Amendment", on_delete=models.PROTECT, null=True, blank=True, related_name="removed"
    )

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stretches"
        indexes = (
            models.Index(fields=("roster", "worker", "starts_at"), name="scheduling_stretch_row"),
            models.Index(fields=("worker", "starts_at"), name="scheduling_stretch_worker"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="scheduling_stretch_order"),
        )

    def __str__(self) -> str:
        return f"{self.worker} {self.starts_at:%Y-%m-%d %H:%M} {self.activity}"
