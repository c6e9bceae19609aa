"""When a worker can be asked, is away, or would rather work."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models import Worker


class Period(PublicModel):
    """A span of a worker's time, ``[starts_at, ends_at)``."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="%(class)s_periods")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=40)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="%(app_label)s_%(class)s_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.worker}: {self.kind}"


class Availability(Period):
    """``available`` or ``unavailable``; the reason is nobody's business."""


class Absence(Period):
    """Leave, sickness or another absence; ``counted_h`` is what it counts for in hours."""

    counted_h = models.FloatField()


class Preference(Period):
    """A wish: ``prefer`` or ``avoid`` work, or a shift by its start (``07:30``), with a weight."""

    shift = models.CharField(max_length=5, blank=True)
    weight = models.FloatField(default=1.0)
