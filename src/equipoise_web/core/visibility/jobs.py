"""Who sees the runs."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core import models
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.roles import Role


@visibility(models.Run, Content.STRUCTURE)
def runs(standing: Standing) -> Q:
    """Who asked for it; planners and administrators of the organisation, these also what nobody asked for."""
    seen = Q(requested_by=standing.person_id)
    if standing.holds(Role.PLANNER, Role.ADMINISTRATOR):
        seen |= Q(organisation=standing.organisation_id)
    if standing.holds(Role.ADMINISTRATOR):
        seen |= Q(organisation__isnull=True, requested_by__isnull=True)
    return seen


@visibility(models.Schedule, Content.STRUCTURE)
def schedules(standing: Standing) -> Q:
    """Administrators."""
    return Q() if standing.holds(Role.ADMINISTRATOR) else Q(pk__in=())
