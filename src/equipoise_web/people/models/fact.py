"""What is on file about a worker for some days, because a rule asks for it.

Facts on health and birth are special categories of personal data (GDPR, article 9). They stand in a table of
their own, so that no question about the others can bring them along.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models.periods import in_order
from equipoise_web.people.models.worker import Worker


class FactName(models.TextChoices):
    FIRST_AIDER = "first_aider", _("First aider")
    OPT_OUT = "opt_out", _("Consent to a longer week")
    NOTICE_AGREED = "notice_agreed", _("Consent to a shorter notice, in days")
    NIGHT_HAZARD = "night_hazard", _("Nights with special hazards")
    HOURS_ELSEWHERE = "hours_elsewhere", _("Hours a week with another employer")


class HealthFactName(models.TextChoices):
    PREGNANT = "pregnant", _("Pregnant")
    AFTER_BIRTH = "after_birth", _("Birth")
    NURSING = "nursing", _("Nursing")
    NO_NIGHTS = "no_nights", _("No nights, by certificate")
    HEALTH_ASSESSED = "health_assessed", _("Health assessment offered or done")


WITH_VALUE = (FactName.NOTICE_AGREED, FactName.HOURS_ELSEWHERE)


class Fact(PublicModel):
    """Something on file that is not about health; ``value`` is a number where the fact has one."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=30, choices=FactName.choices)
    value = models.FloatField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            in_order("people_fact_order"),
            models.CheckConstraint(condition=Q(name__in=FactName.values), name="people_fact_not_health"),
            models.CheckConstraint(
                condition=Q(name__in=WITH_VALUE, value__isnull=False, value__gte=0)
                | (Q(value__isnull=True) & ~Q(name__in=WITH_VALUE)),
                name="people_fact_value",
            ),
        )

    def __str__(self) -> str:
        return f"{self.worker}: {self.name}"


class HealthFact(PublicModel):
    """Something on file about health or birth, for HR and the person alone."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="health_facts")
    name = models.CharField(max_length=30, choices=HealthFactName.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            in_order("people_healthfact_order"),
            models.CheckConstraint(
                condition=Q(name__in=HealthFactName.values), name="people_healthfact_health"
            ),
        )

    def __str__(self) -> str:
        return f"health fact of {self.worker}"
