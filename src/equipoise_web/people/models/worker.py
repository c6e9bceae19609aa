"""A person as one who works contacts in a centre."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from equipoise_web.core.models import Centre, Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models.periods import holds, in_order
from equipoise_web.service.models import Queue


class Worker(PublicModel):
    """A person who is rostered in a centre; ``number`` is what files call ``worker``."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="worker")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="workers")
    number = models.CharField(max_length=100)
    birth_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("centre", "number"), name="people_worker_number"),)

    def __str__(self) -> str:
        return self.person.name


class Skill(PublicModel):
    """A queue that a worker can handle, at a level from 1 (new) to 5 (expert), between two days."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="skills")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="skills")
    level = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            in_order("people_skill_order"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="people_skill_level"),
        )

    def __str__(self) -> str:
        return f"{self.worker}: {self.queue} {self.level}"

    def holds(self, day: date) -> bool:
        """Whether the worker has it on a day."""
        return holds(self.starts_on, self.ends_on, day)
