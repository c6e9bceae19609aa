"""Who sees workers, contracts and skills."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Contract, Skill, Worker

# Who plans or leads needs to know who can do what and for how long; a contract is also HR's.
KNOW_SKILLS = (Role.PLANNER, Role.TEAM_LEADER, Role.HR, Role.AUDITOR)
KNOW_CONTRACTS = (Role.PLANNER, Role.HR, Role.AUDITOR)


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
