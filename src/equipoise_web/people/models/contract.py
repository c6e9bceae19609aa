"""What was agreed with a worker about working hours, over time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models.periods import in_order
from equipoise_web.people.models.worker import Worker


class ContractType(models.TextChoices):
    PERMANENT = "permanent", _("Permanent")
    FIXED = "fixed", _("Fixed-term")
    AGENCY = "agency", _("Agency")
    ON_CALL = "on_call", _("On call")


class Contract(PublicModel):
    """Paid hours a week and their bounds, from a day until a last day or until further notice.

    ``agreement`` names the collective agreement or pack of rules that it refers to.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contracts")
    contract_type = models.CharField(max_length=10, choices=ContractType.choices)
    hours_per_week = models.FloatField()
    min_h = models.FloatField()
    max_h = models.FloatField()
    night_ok = models.BooleanField(default=True)
    agreement = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            in_order("people_contract_order"),
            models.CheckConstraint(
                condition=Q(min_h__gte=0, max_h__gte=F("min_h"), hours_per_week__gte=0),
                name="people_contract_hours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.worker}: {self.hours_per_week:g} h"
