"""People with their logins and roles, as an administrator or HR looks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Membership, Person, RoleAssignment, User
from equipoise_web.core.roles import MANDATES, Role

READERS = (Role.ADMINISTRATOR, Role.HR)


class LoginState(TextChoices):
    NONE = "none", _("No login")
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Can sign in")
    DEACTIVATED = "deactivated", _("Deactivated")


@dataclass(frozen=True)
class Search:
    """What the list is narrowed to; an empty text leaves a field open."""

    text: str = ""
    team: str = ""
    role: str = ""
    state: str = ""


def people_in_charge_of(standing: Standing) -> QuerySet[Person]:
    """The people in the scope of the viewer's administration or HR work, and nobody else."""
    return Person.objects.visible_to(standing).filter(standing.members(*READERS))


def directory(standing: Standing, search: Search) -> QuerySet[Person]:
    """Those people by name, with login, current teams and roles in force at hand."""
    found = people_in_charge_of(standing).filter(_matches(search, standing.at)).order_by("name", "pk")
    memberships = Membership.objects.visible_to(standing).filter(current(standing.at)).select_related("team")
    roles = RoleAssignment.objects.visible_to(standing).filter(current(standing.at)).order_by("role")
    teams_now = Prefetch("memberships", memberships, to_attr="teams_now")
    roles_now = Prefetch("roles", roles, to_attr="roles_now")
    return found.select_related("user").prefetch_related(teams_now).prefetch_related(roles_now)


def roles_of(standing: Standing, person: Person) -> QuerySet[RoleAssignment]:
    """All roles that a person holds, held or will hold, the latest first."""
    rows = RoleAssignment.objects.visible_to(standing).filter(person=person)
    return rows.select_related("organisation", "centre", "site", "team", "granted_by").order_by("-starts_at")


def memberships_of(standing: Standing, person: Person) -> QuerySet[Membership]:
    """All times in teams of a person, the latest first."""
    rows = Membership.objects.visible_to(standing).filter(person=person)
    return rows.select_related("team__site").order_by("-starts_at")


def administers(standing: Standing, person: Person) -> bool:
    """Whether the viewer may change this person's login, roles and teams."""
    return Person.objects.filter(standing.members(Role.ADMINISTRATOR), pk=person.pk).exists()


def login_state(user: User | None) -> LoginState:
    """How far a login has come; one that nobody used or gave a password is an invitation."""
    if user is None:
        return LoginState.NONE
    if not user.is_active:
        return LoginState.DEACTIVATED
    used = user.last_login is not None or user.has_usable_password()
    return LoginState.ACTIVE if used else LoginState.INVITED


def current(at: datetime) -> Q:
    """Condition on rows with a beginning and perhaps an end: in force at the instant."""
    return Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def _matches(search: Search, at: datetime) -> Q:
    found = Q()
    if search.text:
        found &= Q(name__icontains=search.text) | Q(user__email__icontains=search.text)
    if search.team:
        there = Membership.objects.filter(current(at), team__uuid=search.team)
        found &= Q(pk__in=there.values("person"))
    if search.role:
        holders = RoleAssignment.objects.filter(current(at), role=search.role)
        found &= Q(pk__in=holders.values("person"))
    return found & _in_state(search.state)


def _in_state(state: str) -> Q:
    unused = Q(user__last_login__isnull=True, user__password__startswith="!")
    return {
        LoginState.NONE.value: Q(user__isnull=True),
        LoginState.DEACTIVATED.value: Q(user__is_active=False),
        LoginState.INVITED.value: Q(user__is_active=True) & unused,
        LoginState.ACTIVE.value: Q(user__is_active=True) & ~unused,
    }.get(state, Q())


def mandates_ending(standing: Standing, before: datetime) -> QuerySet[RoleAssignment]:
    """Mandates in force that end before an instant, the next one first."""
    held = RoleAssignment.objects.visible_to(standing).filter(role__in=MANDATES, ends_at__lte=before)
    return held.filter(current(standing.at)).select_related("person").order_by("ends_at")
