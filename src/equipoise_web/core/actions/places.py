"""Who belongs to which team, from when until when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.errors import NotAMember
from equipoise_web.core.models import Membership, Person, Team
from equipoise_web.core.roles import Role


@transaction.atomic
def move(*, actor: Person, person: Person, leaves: Team | None, joins: Team | None, at: datetime) -> None:
    """Let a person leave a team and join another at an instant; either may be left out.

    Raises
    ------
    NotAMember
        The person does not belong to the team he leaves then, or does to the one he joins.
    """
    demand(actor, Role.ADMINISTRATOR, over=person)
    Person.objects.select_for_update().get(pk=person.pk)
    if leaves is not None:
        _leave(_membership(person, leaves, at), at)
    if joins is not None:
        demand(actor, Role.ADMINISTRATOR, over=joins)
        if _membership(person, joins, at) is not None:
            raise NotAMember(f"{person.uuid} belongs to {joins.uuid} already")
        Membership.objects.create(person=person, team=joins, starts_at=at)
    record(actor, "person.moved", person, leaves=leaves, joins=joins, at=at)


def _leave(membership: Membership | None, at: datetime) -> None:
    if membership is None or membership.starts_at >= at:
        raise NotAMember("not a member of the team that is left")
    membership.ends_at = at
    membership.save(update_fields=["ends_at"])


def _membership(person: Person, team: Team, at: datetime) -> Membership | None:
    open_ = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    return Membership.objects.filter(open_, person=person, team=team, starts_at__lte=at).first()
