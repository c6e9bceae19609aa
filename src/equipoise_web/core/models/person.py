"""A person who works in or for an organisation, with or without a login."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.models.base import PublicModel, ZoneField
from equipoise_web.core.models.organisation import Organisation, Team


class Theme(models.TextChoices):
    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Person(PublicModel):
    """One human being in one organisation; logins come and go, the person stays."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=200)
    timezone = ZoneField()
    locale = models.CharField(max_length=10, choices=settings.KNOWN_LANGUAGES, default="en")
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Membership(PublicModel):
    """A person's time in a team, from an instant until another or until further notice."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="core_membership_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"
