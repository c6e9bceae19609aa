"""The moment from which a roster holds."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models import Person
from equipoise_web.core.models.base import PublicModel
from equipoise_web.scheduling.models.roster import Roster


class Publication(PublicModel):
    """A roster was shown to the people whom it names; from then on it changes by amendments alone."""

    roster = models.OneToOneField(Roster, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.roster}, published {self.published_at:%Y-%m-%d %H:%M}"
