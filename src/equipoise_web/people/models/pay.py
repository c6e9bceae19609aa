"""Pay bands: what HR brings in, and nobody else reads."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel
from equipoise_web.people.models.periods import in_order
from equipoise_web.people.models.worker import Worker


class PayBand(PublicModel):
    """The band in which a worker is paid, by the name that the agreement gives it."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="pay_bands")
    band = models.CharField(max_length=60)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (in_order("people_payband_order"),)

    def __str__(self) -> str:
        return f"pay band of {self.worker}"
