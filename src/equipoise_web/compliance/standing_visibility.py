"""Who sees breaches that stand by a dispensation, and the yearly self-check."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.compliance.models import Dispensation, SelfCheck, SelfCheckRemark, Settlement
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.access.visibility import visible_rows
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import Roster
from equipoise_web.service.visibility import of_centre

READ_ALL = (Role.PLANNER, Role.HR, Role.AUDITOR)


@visibility(Dispensation, Content.RECORD)
def dispensations(standing: Standing) -> Q:
    """One's own; representatives every one of their centre from the moment it is given.

    Planner, HR and auditor those of the people in their scope; team leader so far as the roster is visible.
    """
    led = own_or(standing, "worker__person", Role.TEAM_LEADER) & Q(
        roster__in=visible_rows(Roster, standing).values("pk")
    )
    return (
        own_or(standing, "worker__person", *READ_ALL)
        | of_centre("roster__centre", standing, Role.REPRESENTATIVE)
        | led
    )


@visibility(Settlement, Content.RECORD)
def settlements(standing: Standing) -> Q:
    """Whoever sees the dispensation."""
    return Q(dispensation__in=visible_rows(Dispensation, standing).values("pk"))


@visibility(SelfCheck, Content.STRUCTURE)
def self_checks(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return Q(organisation=standing.organisation_id)


@visibility(SelfCheckRemark, Content.STRUCTURE)
def remarks(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return Q(organisation=standing.organisation_id)
