"""Who sees workers, contracts and skills, and what is on file about them."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, nothing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.roles import Role
from equipoise_web.people.models import (
    Contract,
    Fact,
    FactName,
    HealthFact,
    HoursEntry,
    ImportDraft,
    LeaveAccount,
    PayBand,
    Restriction,
    Skill,
    Worker,
)

# Who plans or leads needs to know who can do what and for how long; a contract is also HR's.
KNOW_SKILLS = (Role.PLANNER, Role.TEAM_LEADER, Role.HR, Role.AUDITOR)
KNOW_CONTRACTS = (Role.PLANNER, Role.HR, Role.AUDITOR)
KNOW_LIMITS = (Role.PLANNER, Role.TEAM_LEADER, Role.HR)
KNOW_FACTS = (Role.PLANNER, Role.HR, Role.AUDITOR)
# What somebody does for another employer is for HR: planning learns from the check what it leaves.
FOR_HR = (FactName.HOURS_ELSEWHERE,)


@visibility(Worker, Content.RECORD)
def workers(standing: Standing) -> Q:
    """Oneself; planner, team leader, HR, auditor and representative the people in their scope."""
    return own_or(standing, "person", *KNOW_SKILLS, Role.REPRESENTATIVE)


@visibility(Skill, Content.RECORD)
def skills(standing: Standing) -> Q:
    """One's own; planner, team leader, HR and auditor those of the people in their scope."""
    return own_or(standing, "worker__person", *KNOW_SKILLS)


@visibility(Contract, Content.RECORD)
def contracts(standing: Standing) -> Q:
    """One's own; planner, HR and auditor those of the people in their scope."""
    return own_or(standing, "worker__person", *KNOW_CONTRACTS)


@visibility(Restriction, Content.RECORD)
def restrictions(standing: Standing) -> Q:
    """One's own; planner, team leader and HR those of the people in their scope. None holds a reason."""
    return own_or(standing, "worker__person", *KNOW_LIMITS)


@visibility(Fact, Content.RECORD)
def facts(standing: Standing) -> Q:
    """One's own; HR all, planner and auditor all but hours elsewhere, of the people in their scope."""
    of_work = own_or(standing, "worker__person", *KNOW_FACTS) & ~Q(name__in=FOR_HR)
    return of_work | own_or(standing, "worker__person", Role.HR)


@visibility(HealthFact, Content.HEALTH)
def health_facts(standing: Standing) -> Q:
    """One's own; HR those of the people in its scope, and nobody else."""
    return own_or(standing, "worker__person", Role.HR)


@visibility(PayBand, Content.PAY)
def pay_bands(standing: Standing) -> Q:
    """One's own; HR those of the people in its scope, and nobody else."""
    return own_or(standing, "worker__person", Role.HR)


@visibility(HoursEntry, Content.RECORD)
def hours_entries(standing: Standing) -> Q:
    """One's own; planner, HR and auditor those of the people in their scope."""
    return own_or(standing, "worker__person", *KNOW_CONTRACTS)


@visibility(LeaveAccount, Content.RECORD)
def leave_accounts(standing: Standing) -> Q:
    """One's own; planner, HR and auditor those of the people in their scope."""
    return own_or(standing, "worker__person", *KNOW_CONTRACTS)


@visibility(ImportDraft, Content.PAY)
def import_drafts(standing: Standing) -> Q:
    """HR of the whole centre: a file may hold pay and health."""
    places = Q()
    for grant in standing.grants:
        if grant.role is Role.HR and grant.scope in WHOLE:
            places |= Q(**{WHOLE[grant.scope]: grant.place})
    return places or nothing()


WHOLE = {"organisation": "centre__organisation", "centre": "centre"}
