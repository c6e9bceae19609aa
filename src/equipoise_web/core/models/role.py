"""Which role a person holds, where, and from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.models.organisation import Centre, Organisation, Site, Team
from equipoise_web.core.models.person import Person
from equipoise_web.core.roles import MANDATES, Role

SCOPES = ("organisation", "centre", "site", "team")


def exactly_one(fields: tuple[str, ...]) -> Q:
    """One of the fields is filled, the others are empty."""
    choices = Q()
    for filled in fields:
        choices |= Q(**{f"{field}__isnull": field != filled for field in fields})
    return choices


class RoleAssignment(PublicModel):
    """A role over one organisation, centre, site or team; without end only where it is no mandate."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=exactly_one(SCOPES), name="core_role_one_scope"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="core_role_known"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="core_role_order"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[role.value for role in MANDATES]) | Q(ends_at__isnull=False),
                name="core_role_mandate_ends",
            ),
        )
        indexes = (models.Index(fields=("person", "starts_at"), name="core_role_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
