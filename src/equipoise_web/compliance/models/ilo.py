"""The yearly self-check by the five categories of the ILO Declaration of 1998, amended in 2022."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Organisation, Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.roles import Role

FIRST_YEAR, LAST_YEAR = 1998, 2199


class Category(models.TextChoices):
    """A category of the Declaration, in its order."""

    ASSOCIATION = "association", _("Freedom of association and collective bargaining")
    FORCED_LABOUR = "forced_labour", _("Forced labour")
    CHILD_LABOUR = "child_labour", _("Child labour")
    DISCRIMINATION = "discrimination", _("Discrimination")
    SAFETY = "safety", _("Safe and healthy working environment")


class Answer(models.TextChoices):
    """Whether the norms of a category were respected."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class SelfCheck(PublicModel):
    """What an organisation says of one category in one year; the latest row holds, earlier ones stay.

    ``complaints`` and the numbers of contractors are None where they are not known.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="self_checks")
    year = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20, choices=Category.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    evidence = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    complaints = models.PositiveIntegerField(null=True, blank=True)
    contractors_covered = models.PositiveIntegerField(null=True, blank=True)
    contractors = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(
                fields=("organisation", "year", "category", "id"), name="compliance_selfcheck_latest"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(category__in=Category.values, answer__in=Answer.values)
                & Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="compliance_selfcheck_known",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.UNKNOWN) | ~Q(evidence=""), name="compliance_selfcheck_evidence"
            ),
            models.CheckConstraint(
                condition=Q(contractors__isnull=True, contractors_covered__isnull=True)
                | Q(contractors__isnull=False, contractors_covered__lte=F("contractors")),
                name="compliance_selfcheck_contractors",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}: {self.category}"


class SelfCheckRemark(PublicModel):
    """What the representatives say of one category in one year, beside what the organisation says."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20, choices=Category.choices)
    text = models.TextField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("organisation", "year"), name="compliance_remark_year"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(category__in=Category.values)
                & Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
                & ~Q(text=""),
                name="compliance_remark_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}: remark on {self.category}"
