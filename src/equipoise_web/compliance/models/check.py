"""What the independent checker said of a roster."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Amendment, Roster


class Check(PublicModel):
    """One check of a roster as a whole, or of it with an amendment; counts are of rules by worker.

    ``blocking`` counts failures that must be fixed. ``packs`` lists ``{"id", "version"}`` and, where a
    gated version was in force, ``"by"``, its identifier, and ``"confirmed"``, the rules from memory that
    somebody had checked. ``not_judged`` lists ``{"rule", "missing"}``: neither passed nor failed.
    ``of_centre`` lists findings about nobody in particular, such as an open hour without a first-aider:
    ``{"rule", "severity", "result", "starts_at", "ends_at", "message"}``.
    """

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="checks")
    amendment = models.OneToOneField(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="check_made"
    )
    packs = models.JSONField(default=list)
    passed = models.PositiveIntegerField()
    failed = models.PositiveIntegerField()
    undetermined = models.PositiveIntegerField()
    blocking = models.PositiveIntegerField()
    not_judged = models.JSONField(default=list)
    of_centre = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("roster",), condition=Q(amendment__isnull=True), name="compliance_check_once"
            ),
        )

    def __str__(self) -> str:
        return f"check of {self.roster}"


class Finding(PublicModel):
    """A rule that failed or could not be determined, for one worker in one period.

    ``message`` holds a sentence by language code. ``stood_before`` says of a finding after an amendment that
    the roster had it before, no less grave. ``private`` says that its rule tells of the worker's health,
    birth or age: whoever is neither the worker nor HR reads it without rule and article.
    """

    check_made = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=120)
    article = models.CharField(max_length=200, blank=True)
    jurisdiction = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=10)
    result = models.CharField(max_length=20)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    measured = models.FloatField(null=True)
    limit = models.FloatField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    message = models.JSONField(default=dict)
    stood_before = models.BooleanField(default=False)
    private = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("check_made", "severity"), name="compliance_finding_severity"),)

    def __str__(self) -> str:
        return f"{self.rule}: {self.worker}"
