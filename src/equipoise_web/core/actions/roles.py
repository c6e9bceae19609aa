"""Give and end roles. Nobody gives himself one, and those who manage do not choose who represents."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from equipoise_web.core.access import demand, standing_of_person
from equipoise_web.core.audit.record import record
from equipoise_web.core.errors import (
    LastAdministrator,
    MandateByManager,
    MandateWithoutEnd,
    RoleEnded,
    SelfGrant,
)
from equipoise_web.core.models import Centre, Organisation, Person, RoleAssignment, Site, Team
from equipoise_web.core.queries.people import current
from equipoise_web.core.queries.places import place_of
from equipoise_web.core.roles import MANDATES, Role

MANAGERS = (Role.PLANNER, Role.TEAM_LEADER)


@transaction.atomic
def grant_role(
    *,
    actor: Person,
    person: Person,
    role: Role,
    place: Organisation | Centre | Site | Team,
    starts_at: datetime,
    ends_at: datetime | None,
) -> RoleAssignment:
    """Give a person a role over a place, from an instant until another.

    Raises
    ------
    SelfGrant, MandateWithoutEnd, MandateByManager
        The guard rails of the same names.
    PermissionDenied
        The actor administers not the whole of the place, or not the person.
    """
    demand(actor, Role.ADMINISTRATOR, over=place)
    demand(actor, Role.ADMINISTRATOR, over=person)
    if actor == person:
        raise SelfGrant(f"{actor.uuid} cannot give himself a role")
    if role in MANDATES and ends_at is None:
        raise MandateWithoutEnd(f"the role {role.value} needs an end")
    _demand_no_manager(actor, role)
    scope = {place._meta.model_name or "": place}
    given = RoleAssignment.objects.create(
        person=person, role=role, starts_at=starts_at, ends_at=ends_at, granted_by=actor, **scope
    )
    record(
        actor,
        "role.granted",
        person,
        assignment=given,
        role=role.value,
        place=place,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return given


@transaction.atomic
def end_role(*, actor: Person, assignment: RoleAssignment, ends_at: datetime) -> RoleAssignment:
    """Let a role end at an instant; one that has not begun by then ends as soon as it begins.

    Raises
    ------
    RoleEnded
        It ends no later than that already.
    LastAdministrator, MandateByManager
        The guard rails of the same names.
    """
    demand(actor, Role.ADMINISTRATOR, over=place_of(assignment))
    held = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if held.ends_at is not None and held.ends_at <= ends_at:
        raise RoleEnded(f"{held.uuid} ends at {held.ends_at}")
    _demand_no_manager(actor, Role(held.role))
    if held.role == Role.ADMINISTRATOR:
        demand_another_administrator(held.person, but=held)
    held.ends_at = max(ends_at, held.starts_at + timedelta(microseconds=1))
    held.save(update_fields=["ends_at"])
    record(actor, "role.ended", held.person, assignment=held, role=held.role, ends_at=held.ends_at)
    return held


def demand_another_administrator(person: Person, *, but: RoleAssignment | None = None) -> None:
    """Refuse a change after which no administrator as wide as this one could sign in.

    Parameters
    ----------
    but
        The one role of the person that ends; None where the person's login closes.

    Raises
    ------
    LastAdministrator
        No other open login has such a role in force and without an end.
    """
    Organisation.objects.select_for_update().get(pk=person.organisation_id)
    lasting = RoleAssignment.objects.filter(
        current(timezone.now()), role=Role.ADMINISTRATOR, ends_at__isnull=True, person__user__is_active=True
    ).filter(person__organisation=person.organisation_id)
    lost = lasting.filter(person=person) if but is None else lasting.filter(pk=but.pk)
    left = lasting.exclude(pk__in=lost.values("pk"))
    if lost.filter(organisation__isnull=False).exists():
        left = left.filter(organisation__isnull=False)
    if lost.exists() and not left.exists():
        raise LastAdministrator(f"{person.uuid} is the last administrator")


def demand_no_hold_over_representatives(actor: Person, person: Person) -> None:
    """Who plans or leads workers does not close the way of those who represent them.

    Raises
    ------
    MandateByManager
        The actor does, and the person holds such a mandate now.
    """
    if standing_of_person(person, timezone.now()).holds(Role.REPRESENTATIVE):
        _demand_no_manager(actor, Role.REPRESENTATIVE)


def _demand_no_manager(actor: Person, role: Role) -> None:
    if role is Role.REPRESENTATIVE and standing_of_person(actor, timezone.now()).holds(*MANAGERS):
        raise MandateByManager(f"{actor.uuid} plans or leads workers")
