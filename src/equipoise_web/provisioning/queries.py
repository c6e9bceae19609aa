"""Whom a key sees, and lists of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from scim2_models import ListResponse, SearchRequest

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Membership, Person, Team
from equipoise_web.core.queries.people import current
from equipoise_web.core.roles import Role
from equipoise_web.provisioning.narrow import people_condition
from equipoise_web.provisioning.represent import group_of, user_of, with_teams
from equipoise_web.provisioning.resources import FullUser, Group, User

# A page, and the longest one.
USUAL, MOST = 100, 200


def people_listed(standing: Standing) -> QuerySet[Person]:
    """The people with a login or a row from a directory, but for those taken off its list."""
    mine = Person.objects.visible_to(standing).filter(standing.members(Role.ADMINISTRATOR))
    known = Q(user__isnull=False) | Q(provisioned__isnull=False)
    return with_teams(mine.filter(known, provisioned__removed_at__isnull=True)).order_by("pk")


def users_found(standing: Standing, search: SearchRequest[Any]) -> tuple[int, list[User[Any]]]:
    """How many match, and those on the page."""
    if search.filter is None and search.sort_by is None:
        people = people_listed(standing)
        return people.count(), [user_of(person) for person in people[_page(search)]]
    return _on_page(_users(standing, search), search)


def groups_found(standing: Standing, search: SearchRequest[Any]) -> tuple[int, list[Group]]:
    """The same of teams."""
    return _on_page(_groups(standing, search), search)


def all_found(standing: Standing, search: SearchRequest[Any]) -> tuple[int, list[User[Any] | Group]]:
    """The same of people and teams together."""
    return _on_page([*_users(standing, search), *_groups(standing, search)], search)


def teams_listed(standing: Standing) -> QuerySet[Team]:
    """The teams of the organisation."""
    mine = Team.objects.visible_to(standing)
    return mine.filter(site__centre__organisation=standing.organisation_id).order_by("pk")


def groups_of(standing: Standing, teams: Iterable[Team]) -> list[Group]:
    """Teams with the people of the list who belong to them now."""
    teams, members = list(teams), defaultdict(list)
    now = Membership.objects.visible_to(standing).filter(current(standing.at), team__in=teams)
    listed = now.filter(person__in=people_listed(standing).values("pk"))
    for membership in listed.select_related("person").order_by("person__name", "pk"):
        members[membership.team_id].append(membership.person)
    return [group_of(team, members[team.pk]) for team in teams]


def listing(search: SearchRequest[Any], total: int, found: list[Any]) -> ListResponse[Any]:
    """A page of a list."""
    return ListResponse[FullUser | Group](
        total_results=total, start_index=search.start_index or 1, items_per_page=len(found), resources=found
    )


def _users(standing: Standing, search: SearchRequest[Any]) -> list[User[Any]]:
    people = people_listed(standing).filter(people_condition(search.filter))
    return [each for each in map(user_of, people) if search.filter is None or search.filter.match(each)]


def _groups(standing: Standing, search: SearchRequest[Any]) -> list[Group]:
    found = groups_of(standing, teams_listed(standing))
    return [each for each in found if search.filter is None or search.filter.match(each)]


def _on_page(found: list[Any], search: SearchRequest[Any]) -> tuple[int, list[Any]]:
    return len(found), search.sort(found)[_page(search)]


def _page(search: SearchRequest[Any]) -> slice:
    first = search.start_index_0 or 0
    return slice(first, first + min(MOST, USUAL if search.count is None else search.count))
