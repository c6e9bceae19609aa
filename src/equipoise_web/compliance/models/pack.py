"""Which law and agreements a centre is planned and checked under."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Centre
from equipoise_web.core.models.base import PublicModel


class CentrePack(PublicModel):
    """A rule pack of a centre, ``nl``, or pinned to a date, ``nl@2026-03-01``."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="packs")
    reference = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("centre", "reference"), name="compliance_pack_once"),)

    def __str__(self) -> str:
        return self.reference
