"""Somebody went through a pack of a centre."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Centre, Person
from equipoise_web.core.models.base import PublicModel


class PackReview(PublicModel):
    """A person reviewed a pack or overlay on a day; several people may."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="pack_reviews")
    pack = models.CharField(max_length=80)
    reviewed_on = models.DateField()
    remark = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.pack}, reviewed"
