"""Organisation, centre, site and team: where people work."""

from __future__ import annotations

from django.db import models

from equipoise_web.core.models.base import PublicModel, ZoneField


class Organisation(PublicModel):
    """An employer or group; nothing is shared between organisations."""

    name = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Centre(PublicModel):
    """A contact centre: one operation with its queues, planned together in one time zone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="centres")
    name = models.CharField(max_length=200)
    timezone = ZoneField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("organisation", "name"), name="core_centre_name"),)

    def __str__(self) -> str:
        return self.name


class Site(PublicModel):
    """A place of work of a centre, in its own time zone."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    timezone = ZoneField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("centre", "name"), name="core_site_name"),)

    def __str__(self) -> str:
        return self.name


class Team(PublicModel):
    """People who work together at a site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("site", "name"), name="core_team_name"),)

    def __str__(self) -> str:
        return self.name
