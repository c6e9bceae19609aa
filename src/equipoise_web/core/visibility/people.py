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
    return Q(pk=standing.organisation_id or 0)


@visibility(models.Centre, Content.STRUCTURE)
def centres(standing: Standing) -> Q:
    return Q(organisation=standing.organisation_id)


@visibility(models.Site, Content.STRUCTURE)
def sites(standing: Standing) -> Q:
    return Q(centre__organisation=standing.organisation_id)


@visibility(models.Team, Content.STRUCTURE)
def teams(standing: Standing) -> Q:
    return Q(site__centre__organisation=standing.organisation_id)


@visibility(models.Person, Content.DIRECTORY)
def people(standing: Standing) -> Q:
    return Q(pk=standing.person_id) | standing.teammates() | standing.members(*WORK_WITH_PEOPLE)


@visibility(models.Membership, Content.DIRECTORY)
def memberships(standing: Standing) -> Q:
    return Q(person__in=models.Person.objects.filter(people(standing)))


@visibility(models.RoleAssignment, Content.DIRECTORY)
def roles(standing: Standing) -> Q:
    seen = standing.members(Role.ADMINISTRATOR, Role.HR, Role.AUDITOR)
    return Q(person=standing.person_id) | Q(person__in=models.Person.objects.filter(seen))


@visibility(models.User, Content.DIRECTORY)
def users(standing: Standing) -> Q:
    seen = standing.members(Role.ADMINISTRATOR)
    return Q(person=standing.person_id) | Q(person__in=models.Person.objects.filter(seen))
