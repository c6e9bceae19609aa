"""Somebody compared a value from memory with its source, and that this was taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from equipoise_web.core.models import Centre, Person
from equipoise_web.core.models.base import PublicModel


class Confirmation(PublicModel):
    """A person read the source of a rule that was written from memory and found the rule right.

    ``fingerprint`` is of the rule as it was then: a rule that says something else later is not
    confirmed by it.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="confirmations")
    pack = models.CharField(max_length=80)
    rule = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    read_on = models.DateField()
    source = models.CharField(max_length=500)
    note = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(source=""), name="compliance_confirmation_source"),
        )

    def __str__(self) -> str:
        return f"{self.rule}, confirmed"


class ConfirmationWithdrawn(PublicModel):
    """A confirmation no longer counts, and why."""

    confirmation = models.OneToOneField(Confirmation, on_delete=models.PROTECT, related_name="withdrawn")
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="compliance_withdrawn_reason"),)

    def __str__(self) -> str:
        return f"{self.confirmation}, withdrawn"
