"""Breaches that must stand: who let them stand, why, on what ground, and what is owed for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.compliance.models.check import Finding
from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Roster

# What stands in ``clause`` where no article of law or agreement allows the breach.
NO_CLAUSE = "none: emergency"


class Cause(models.TextChoices):
    """Why a breach must stand, to count by; ``reason`` says it in full."""

    ABSENCE = "absence", _("Absence at short notice")
    DEMAND = "demand", _("More contacts than foreseen")
    FAILURE = "failure", _("Failure of a system or a building")
    DANGER = "danger", _("Danger to people")
    WORKER = "worker", _("Asked by the worker")
    OTHER = "other", _("Another reason")


class Dispensation(PublicModel):
    """One blocking finding stands; the finding stays and is counted as before.

    ``rule`` to ``unit`` are copied from the finding. ``clause`` is the article of law or agreement that
    allows it, or ``NO_CLAUSE``. ``compensation`` is empty where the clause says that none is owed, never
    where there is no clause; with one, ``due_on`` is the day until which it is given.
    """

    finding = models.OneToOneField(Finding, on_delete=models.PROTECT, related_name="dispensation")
    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="dispensations")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=120)
    article = models.CharField(max_length=200, blank=True)
    severity = models.CharField(max_length=10)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    measured = models.FloatField(null=True)
    limit = models.FloatField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    reason = models.TextField()
    clause = models.CharField(max_length=300)
    compensation = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("roster", "worker", "rule", "starts_at"), name="compliance_dispensation_of"),
            models.Index(fields=("due_on",), name="compliance_dispensation_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(compensation="", due_on__isnull=True) & ~Q(clause=NO_CLAUSE)
                | ~Q(compensation="") & Q(due_on__isnull=False),
                name="compliance_dispensation_owes",
            ),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="compliance_dispensation_cause"),
        )

    def __str__(self) -> str:
        return f"{self.roster}: {self.rule} for {self.worker}"


class Settlement(PublicModel):
    """The compensation of a dispensation was given: when, how, and who says so."""

    dispensation = models.OneToOneField(Dispensation, on_delete=models.PROTECT, related_name="settlement")
    settled_on = models.DateField()
    how = models.TextField()
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.dispensation}, settled {self.settled_on}"
