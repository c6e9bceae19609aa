"""Who sees who looked."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from equipoise_web.core import models
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.roles import Role


@visibility(models.Reading, Content.RECORD)
def readings(standing: Standing) -> Q:
    """Those whose record was looked at, and an auditor of the whole organisation."""
    whole = [
        grant.place
        for grant in standing.grants
        if (grant.role, grant.scope) == (Role.AUDITOR, "organisation")
    ]
    return concerning(standing.person_id or 0) | Q(viewer__organisation__in=whole)


def concerning(person_id: int) -> Q:
    """Condition on a Reading: of the person, or of a team or centre to which he belonged at that moment."""
    then = models.Membership.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=OuterRef("at")),
        person=person_id,
        starts_at__lte=OuterRef("at"),
    )
    of_team = Exists(then.filter(team=OuterRef("team")))
    of_centre = Exists(then.filter(team__site__centre=OuterRef("centre")))
    return Q(person=person_id) | Q(of_team) | Q(of_centre)
