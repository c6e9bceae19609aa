"""Who sees the packs of a centre and the checks of its rosters."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.compliance.models import (
    Check,
    Confirmation,
    ConfirmationWithdrawn,
    Finding,
    PackReview,
    RuleSource,
)
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.access.visibility import visible_rows
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import Roster
from equipoise_web.service.visibility import of_centre

READ_FINDINGS = (Role.PLANNER, Role.TEAM_LEADER, Role.HR, Role.REPRESENTATIVE, Role.AUDITOR)


@visibility(RuleSource, Content.STRUCTURE)
def rule_sources(standing: Standing) -> Q:
    """Everybody of the centre: law and agreements are nobody's secret."""
    return of_centre("centre", standing, *Role, home=True)


@visibility(Confirmation, Content.STRUCTURE)
def confirmations(standing: Standing) -> Q:
    """Everybody of the centre: who compared a value with its source."""
    return of_centre("centre", standing, *Role, home=True)


@visibility(ConfirmationWithdrawn, Content.STRUCTURE)
def withdrawals(standing: Standing) -> Q:
    """Everybody of the centre."""
    return of_centre("confirmation__centre", standing, *Role, home=True)


@visibility(PackReview, Content.STRUCTURE)
def pack_reviews(standing: Standing) -> Q:
    """Everybody of the centre: who went through its rules, and when."""
    return of_centre("centre", standing, *Role, home=True)


@visibility(Check, Content.STRUCTURE)
def checks(standing: Standing) -> Q:
    """Whoever sees the roster."""
    return Q(roster__in=visible_rows(Roster, standing).values("pk"))


@visibility(Finding, Content.RECORD)
def findings(standing: Standing) -> Q:
    """Of a roster that is visible, about oneself or the people in one's scope."""
    rosters = visible_rows(Roster, standing).values("pk")
    return own_or(standing, "worker__person", *READ_FINDINGS) & Q(check_made__roster__in=rosters)
