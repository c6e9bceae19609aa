"""Who sees the register, the notices and the observations."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.models import Notice, Observation, Receipt, System


@visibility(System, Content.STRUCTURE)
def systems(standing: Standing) -> Q:
    """Everybody sees every system of the organisation: that is what the register is for."""
    return Q(matter__organisation__isnull=True) | Q(matter__organisation=standing.organisation_id)


@visibility(Notice, Content.RECORD)
def notices(standing: Standing) -> Q:
    """One's own; HR and team leader those of the people in their scope."""
    return own_or(standing, "worker", Role.HR, Role.TEAM_LEADER)


@visibility(Receipt, Content.RECORD)
def receipts(standing: Standing) -> Q:
    """One's own; HR and team leader those of the people in their scope."""
    return own_or(standing, "notice__worker", Role.HR, Role.TEAM_LEADER)


@visibility(Observation, Content.RECORD)
def observations(standing: Standing) -> Q:
    """One's own; a team leader those of the people in his scope."""
    return own_or(standing, "worker", Role.TEAM_LEADER)
