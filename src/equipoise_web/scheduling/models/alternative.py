"""What a search proposes for a part of a draft, what may not change in it, and who is absent by an edit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from equipoise_web.core.access.visibility import VisibleQuerySet
from equipoise_web.core.models import Person, Run
from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models.draft import Draft, Edit
from equipoise_web.service.models import Queue


class DraftLock(models.Model):
    """A worker's day that no search may change; planners still can by hand."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="locks")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "worker", "day"), name="scheduling_draftlock_once"),
        )

    def __str__(self) -> str:
        return f"{self.draft}: {self.worker} {self.day}"


class Alternative(PublicModel):
    """The outcome of a search on a draft as it stood at edit ``seen``, numbered from 1 within the draft.

    ``asked`` is the scope and the aims, ``figures`` the indices of the draft before and with it: customers,
    people, money, findings. ``objective`` is what the search counted, ``bound`` what none can be below.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="alternatives")
    number = models.PositiveIntegerField()
    run = models.OneToOneField(Run, on_delete=models.PROTECT, null=True, related_name="alternative")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    seen = models.PositiveIntegerField()
    asked = models.JSONField()
    objective = models.FloatField()
    bound = models.FloatField()
    figures = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "number"), name="scheduling_alternative_number"),
        )

    def __str__(self) -> str:
        return f"{self.draft}: alternative {self.number}"


class AlternativeDay(models.Model):
    """A worker's day that would differ; without stretches it would be free."""

    alternative = models.ForeignKey(Alternative, on_delete=models.PROTECT, related_name="days")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("alternative", "worker", "day"), name="scheduling_alternativeday_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.alternative}: {self.worker} {self.day}"


class AlternativeStretch(models.Model):
    """A row that would stand on such a day."""

    of = models.ForeignKey(AlternativeDay, on_delete=models.PROTECT, related_name="stretches")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    activity = models.CharField(max_length=60)
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = VisibleQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "alternative stretches"
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="scheduling_alternative_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.of}: {self.starts_at:%H:%M} {self.activity}"


class DraftAbsence(models.Model):
    """The time for which an edit said that a worker is absent; why, is written nowhere.

    While the edit stands, an absence with its identifier is on file.
    """

    edit = models.OneToOneField(Edit, on_delete=models.PROTECT, related_name="absence")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    counted_h = models.FloatField()

    objects = VisibleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="scheduling_draftabsence_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.edit}: {self.worker}"
