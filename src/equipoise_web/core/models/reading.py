"""Who looked at whose record, when and what for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.organisation import Centre, Team
from equipoise_web.core.models.person import Person
from equipoise_web.core.models.role import exactly_one
from equipoise_web.core.roles import Role

SUBJECTS = ("person", "team", "centre")


class Purpose(models.TextChoices):
    PLANNING = "planning", _("Planning the roster")
    DAY = "day", _("Running the day")
    REQUEST = "request", _("Answering a request")
    CONTRACT = "contract", _("Contract and hours")
    PAYROLL = "payroll", _("Hours for payroll")
    COACHING = "coaching", _("Coaching")
    EVALUATION = "evaluation", _("Evaluation")
    SAFETY = "safety", _("Health and safety")
    REPRESENTATION = "representation", _("Representing workers")
    ACCESS = "access", _("Access and roles")
    AUDIT = "audit", _("Audit")


class Reading(PublicModel):
    """One look at the record of a person, or of all in a team or centre: one row a request and purpose."""

    viewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    purpose = models.SlugField(max_length=30, choices=Purpose.choices)
    at = models.DateTimeField()
    request_id = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=exactly_one(SUBJECTS), name="core_reading_one_subject"),
            *(
                models.UniqueConstraint(
                    fields=("viewer", "purpose", "request_id", subject), name=f"core_reading_once_{subject}"
                )
                for subject in SUBJECTS
            ),
        )
        indexes = tuple(
            models.Index(fields=(subject, "at"), name=f"core_reading_{subject}") for subject in SUBJECTS
        )

    def __str__(self) -> str:
        return f"{self.viewer} at {self.at:%Y-%m-%d %H:%M}: {self.purpose}"
