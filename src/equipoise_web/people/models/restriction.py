"""When somebody is not planned, agreed with HR. There is no place for a reason, and none is asked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models.periods import in_order
from equipoise_web.people.models.worker import Worker


class RestrictionKind(models.TextChoices):
    NO_NIGHTS = "no_nights", _("No nights")
    NO_WEEKEND = "no_weekend", _("No weekends")
    EARLIEST_START = "earliest_start", _("Not before")
    LATEST_END = "latest_end", _("Not after")
    FREE_WEEKDAY = "free_weekday", _("Free weekday")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


AT_A_TIME = (RestrictionKind.EARLIEST_START, RestrictionKind.LATEST_END)
ON_A_DAY = (RestrictionKind.FREE_WEEKDAY,)


class Restriction(PublicModel):
    """A limit of one worker's own between two days, in local time of the centre.

    ``at`` is set for the kinds with a time of day, ``weekday`` for a free weekday.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="restrictions")
    kind = models.CharField(max_length=20, choices=RestrictionKind.choices)
    at = models.TimeField(null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, choices=Weekday.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            in_order("people_restriction_order"),
            models.CheckConstraint(
                condition=Q(kind__in=AT_A_TIME, at__isnull=False)
                | (Q(at__isnull=True) & ~Q(kind__in=AT_A_TIME)),
                name="people_restriction_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ON_A_DAY, weekday__isnull=False, weekday__lte=6)
                | (Q(weekday__isnull=True) & ~Q(kind__in=ON_A_DAY)),
                name="people_restriction_weekday",
            ),
        )

    def __str__(self) -> str:
        return f"{self.worker}: {self.kind}"
