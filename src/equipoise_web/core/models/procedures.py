"""What the charter gates, and the steps that a gate asks: both are data."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.organisation import Organisation


class GatedKind(PublicModel):
    """A kind of thing that takes effect only through a gate, such as ``target_policy``."""

    code = models.SlugField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.code


class MinimumStep(PublicModel):
    """A step without which no procedure of the kind will do, whatever was agreed."""

    kind = models.ForeignKey(GatedKind, on_delete=models.PROTECT, related_name="minimum")
    code = models.SlugField(max_length=60)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "code"), name="core_minimumstep_code"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}"


class Procedure(PublicModel):
    """The steps that a version of a kind must pass; without organisation it is the one supplied.

    A procedure never changes once a version follows it: another agreement is another procedure.
    """

    kind = models.ForeignKey(GatedKind, on_delete=models.PROTECT, related_name="procedures")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "organisation", "name"), name="core_procedure_name"),
            models.UniqueConstraint(
                fields=("kind", "name"),
                condition=models.Q(organisation=None),
                name="core_procedure_name_of_all",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProcedureStep(PublicModel):
    """One step, to be done after every step with a lower position."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("procedure", "position"), name="core_step_position"),
            models.UniqueConstraint(fields=("procedure", "code"), name="core_step_code"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.code}"
