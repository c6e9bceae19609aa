"""Who represents the workers of a centre now."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from equipoise_web.core.models import Centre, Person, RoleAssignment
from equipoise_web.core.roles import Role


def representatives_of(centre: Centre) -> QuerySet[Person]:
    """The holders of a mandate now that covers the centre or lies in it."""
    now = timezone.now()
    there = (
        Q(organisation=centre.organisation_id)
        | Q(centre=centre)
        | Q(site__centre=centre)
        | Q(team__site__centre=centre)
    )
    mandates = RoleAssignment.objects.filter(
        there, role=Role.REPRESENTATIVE, starts_at__lte=now, ends_at__gt=now
    )
    return Person.objects.filter(pk__in=mandates.values("person"))
