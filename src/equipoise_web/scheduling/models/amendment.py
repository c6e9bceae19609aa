"""A change of a published roster: who asked, whether the worker agreed, what is due for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models.publication import Publication


class AmendmentKind(models.TextChoices):
    SWAP = "swap", _("Swap")
    SICKNESS = "sickness", _("Absence")
    REQUEST = "request", _("Asked by the worker")
    CHANGE = "change", _("Asked by planning")


class Consent(models.TextChoices):
    GIVEN = "given", _("Agreed by the worker")
    NOT_NEEDED = "not_needed", _("No agreement needed")


class Amendment(PublicModel):
    """Numbered from 1 within a publication; the number is the SEQUENCE of the calendar.

    ``compensation_h`` is hours due to the worker for the change.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=10, choices=AmendmentKind.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=10, choices=Consent.choices)
    compensation_h = models.FloatField(default=0.0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("publication", "number"), name="scheduling_amendment_number"),
            models.CheckConstraint(
                condition=Q(number__gte=1, compensation_h__gte=0), name="scheduling_amendment_values"
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication}: {self.number}"
