"""Steps done, the closure that they allow, and the activation that a closure allows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.person import Person
from equipoise_web.core.models.procedures import ProcedureStep
from equipoise_web.core.models.versions import Version


class StepDone(PublicModel):
    """A step of a version's procedure was done, by whom and on what evidence."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps_done")
    step = models.ForeignKey(ProcedureStep, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "step"), name="core_stepdone_once"),
            models.CheckConstraint(condition=~Q(evidence=""), name="core_stepdone_evidence"),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.step}"


class Closure(PublicModel):
    """All steps of a version are complete; the database refuses the row otherwise."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="closure")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.version}, closed"


class Activation(PublicModel):
    """A closed version is in force from an instant until another or until further notice."""

    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="activations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    activated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="core_activation_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.closure} from {self.starts_at:%Y-%m-%d %H:%M}"
