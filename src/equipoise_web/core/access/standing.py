"""What a user may be at this moment: the roles in force, each with its scope. One query per request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from equipoise_web.core.roles import READ_ONLY, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from equipoise_web.core.models import Person, User

# Way from a person, who may belong to several teams, to what a role can be limited to.
WAYS = {"centre": "team__site__centre", "site": "team__site", "team": "team"}

# Way from a centre to each scope.
TO_CENTRE = {"organisation": "organisation", "centre": "pk", "site": "sites", "team": "sites__teams"}


@dataclass(frozen=True)
class Grant:
    """A role over the row ``place`` of kind ``scope`` (organisation, centre, site or team)."""

    role: Role
    scope: str
    place: int


@dataclass(frozen=True)
class Standing:
    """Who is looking, with the grants in force at ``at``; without a person it opens nothing."""

    person_id: int | None
    organisation_id: int | None
    grants: tuple[Grant, ...]
    at: datetime

    def without(self, roles: Iterable[Role]) -> Standing:
        """The same person, as if these roles were not held."""
        gone = frozenset(roles)
        return replace(self, grants=tuple(grant for grant in self.grants if grant.role not in gone))

    def reading_only(self) -> bool:
        """Whether every role held is one that may never change anything."""
        return bool(self.grants) and all(grant.role in READ_ONLY for grant in self.grants)

    def holds(self, *roles: Role) -> bool:
        """Whether one of the roles is held, over whatever scope."""
        return any(grant.role in roles for grant in self.grants)

    def members(self, *roles: Role) -> Q:
        """Condition on a Person: in the scope of one of the roles at ``at``."""
        found = nothing()
        for grant in self.grants:
            if grant.role in roles:
                found |= self._within(grant)
        return found

    def centres(self, *roles: Role) -> Q:
        """Condition on a Centre: the scope of one of the roles covers it or lies in it."""
        found = nothing()
        for grant in self.grants:
            if grant.role in roles:
                found |= Q(**{TO_CENTRE[grant.scope]: grant.place})
        return found

    def home_centres(self) -> Q:
        """Condition on a Centre: this person belongs to one of its teams at ``at``."""
        from equipoise_web.core.models import Membership

        own = Membership.objects.filter(self._current(), person=self.person_id or 0)
        return Q(pk__in=own.values("team__site__centre"))

    def teammates(self) -> Q:
        """Condition on a Person: belongs to a team to which this person belongs at ``at``."""
        from equipoise_web.core.models import Membership

        if self.person_id is None:
            return nothing()
        teams = Membership.objects.filter(self._current(), person=self.person_id).values("team")
        return Q(pk__in=Membership.objects.filter(self._current(), team__in=teams).values("person"))

    def _within(self, grant: Grant) -> Q:
        from equipoise_web.core.models import Membership

        if grant.scope == "organisation":
            return Q(organisation=grant.place)
        there = Membership.objects.filter(self._current(), **{WAYS[grant.scope]: grant.place})
        return Q(pk__in=there.values("person"))

    def _current(self) -> Q:
        return Q(starts_at__lte=self.at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=self.at))


def nothing() -> Q:
    """A condition that no row meets."""
    return Q(pk__in=())


def standing_of(viewer: User | AnonymousUser | Standing, at: datetime | None = None) -> Standing:
    """The standing of a user now, or at ``at``; a standing is returned as it is."""
    if isinstance(viewer, Standing):
        return viewer
    at = at or timezone.now()
    person = getattr(viewer, "person", None) if viewer.is_authenticated and viewer.is_active else None
    return Standing(None, None, (), at) if person is None else standing_of_person(person, at)


def standing_of_person(person: Person, at: datetime) -> Standing:
    """The grants of a person in force at ``at``."""
    from equipoise_web.core.models.role import SCOPES

    current = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    rows = (
        person.roles.filter(current).order_by("pk").values_list("role", *(f"{scope}_id" for scope in SCOPES))
    )
    grants = tuple(
        Grant(Role(role), scope, place)
        for role, *places in rows
        for scope, place in zip(SCOPES, places, strict=True)
        if place is not None
    )
    return Standing(person.pk, person.organisation_id, grants, at)
