"""Who sees places, people, logins and roles."""

from __future__ import annotations

from django.db.models import Q

from equipoise_web.core import models
from equipoise_web.core.access import Content, Standing, visibility
from equipoise_web.core.roles import Role

# Roles that work with the people in their scope; agents know their team, everybody knows himself.
WORK_WITH_PEOPLE = tuple(role for role in Role if role is not Role.AGENT)


@visibility(models.Organisation, Content.STRUCTURE)
def organisations(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return Q(pk=standing.organisation_id or 0)


@visibility(models.Centre, Content.STRUCTURE)
def centres(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return Q(organisation=standing.organisation_id)


@visibility(models.Site, Content.STRUCTURE)
def sites(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return Q(centre__organisation=standing.organisation_id)


@visibility(models.Team, Content.STRUCTURE)
def teams(standing: Standing) -> Q:
    """Everybody of the organisation."""
    return Q(site__centre__organisation=standing.organisation_id)


@visibility(models.Person, Content.DIRECTORY)
def people(standing: Standing) -> Q:
    """Oneself, one's teammates, and the people in the scope of any role but agent."""
    return Q(pk=standing.person_id) | standing.teammates() | standing.members(*WORK_WITH_PEOPLE)


@visibility(models.Membership, Content.DIRECTORY)
def memberships(standing: Standing) -> Q:
    """Whoever sees the person."""
    return Q(person__in=models.Person.objects.filter(people(standing)))


@visibility(models.RoleAssignment, Content.DIRECTORY)
def roles(standing: Standing) -> Q:
    """One's own; administrator, HR and auditor those of the people in their scope."""
    seen = standing.members(Role.ADMINISTRATOR, Role.HR, Role.AUDITOR)
    return Q(person=standing.person_id) | Q(person__in=models.Person.objects.filter(seen))


@visibility(models.User, Content.DIRECTORY)
def users(standing: Standing) -> Q:
    """One's own; administrator and HR those of the people in their scope."""
    seen = standing.members(Role.ADMINISTRATOR, Role.HR)
    return Q(person=standing.person_id) | Q(person__in=models.Person.objects.filter(seen))
