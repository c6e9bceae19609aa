"""Who sees the register, the notices and the observations."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.models import Person
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.models import Notice, Observation, Receipt, System


@visibility(System, Content.STRUCTURE)
def systems(standing: Standing) -> Q:
    """Everybody sees every system of the organisation: that is what the register is for."""
    return Q(matter__organisation__isnull=True) | Q(matter__organisation=standing.organisation_id)


@visibility(Notice, Content.RECORD)
def notices(standing: Standing) -> Q:
    """One's own; HR and team leader those of the people in their scope."""
    return _own_or(standing, "worker", Role.HR, Role.TEAM_LEADER)


@visibility(Receipt, Content.RECORD)
def receipts(standing: Standing) -> Q:
    """One's own; HR and team leader those of the people in their scope."""
    return _own_or(standing, "notice__worker", Role.HR, Role.TEAM_LEADER)


@visibility(Observation, Content.RECORD)
def observations(standing: Standing) -> Q:
    """One's own; a team leader those of the people in his scope."""
    return _own_or(standing, "worker", Role.TEAM_LEADER)


def _own_or(standing: Standing, path: str, *roles: Role) -> Q:
    scope = Person.objects.filter(standing.members(*roles))
    return Q(**{path: standing.person_id}) | Q(**{f"{path}__in": scope})
