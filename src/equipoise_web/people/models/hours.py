"""The hours account and leave: sums over rows that say who wrote them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models.worker import Worker


class HoursKind(models.TextChoices):
    OPENING = "opening", _("Opening balance")
    WORKED = "worked", _("Worked above or below contract")
    COMPENSATION = "compensation", _("Compensation in time")
    TAKEN = "taken", _("Taken as time off")
    PAID_OUT = "paid_out", _("Paid out")
    CORRECTION = "correction", _("Correction")


class HoursEntry(PublicModel):
    """A row of the hours account: positive hours are owed to the worker. Rows are added, never changed."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="hours_entries")
    kind = models.CharField(max_length=20, choices=HoursKind.choices)
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    day = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("worker",), condition=Q(kind=HoursKind.OPENING), name="people_hours_opened_once"
            ),
        )
        indexes = (models.Index(fields=("worker", "day"), name="people_hours_of"),)

    def __str__(self) -> str:
        return f"{self.worker}: {self.hours} h on {self.day}"


class LeaveAccount(PublicModel):
    """Leave of one year and kind in hours; ``reminded_on`` is the day the worker was told that it lapses."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="leave_accounts")
    year = models.PositiveSmallIntegerField()
    kind = models.SlugField(max_length=40)
    entitled_h = models.FloatField()
    taken_h = models.FloatField(default=0.0)
    lapses_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("worker", "year", "kind"), name="people_leave_once"),
            models.CheckConstraint(condition=Q(entitled_h__gte=0, taken_h__gte=0), name="people_leave_hours"),
            models.CheckConstraint(condition=Q(year__gte=1970, year__lte=2199), name="people_leave_year"),
        )

    def __str__(self) -> str:
        return f"{self.worker}: {self.kind} {self.year}"
