"""Rows are seen only through the rule of their model."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.sample.models import Evaluation, Forgotten, Message, Record
from tests.web.world import DAY, World, give, make_person

from equipoise_web.core.access import demand, standing_of
from equipoise_web.core.models import Centre, Membership, Organisation, Person, RoleAssignment, Team, User
from equipoise_web.core.roles import Role

ROLES = [role.value for role in Role]


@pytest.mark.parametrize("role", ROLES)
def test_a_model_without_a_rule_shows_nothing_to_anybody(world: World, role: str) -> None:
    Forgotten.objects.create()
    assert Forgotten.objects.exists()
    assert not Forgotten.objects.visible_to(world.users[role]).exists()


def test_who_is_nobody_sees_nothing(world: World) -> None:
    without_person = User.objects.create_user("nobody@example.org")
    left = world.users["administrator"]
    left.is_active = False
    for viewer in (AnonymousUser(), without_person, left):
        for model in (Organisation, Centre, Team, Person, RoleAssignment, User):
            assert not model.objects.visible_to(viewer).exists()


@pytest.mark.parametrize("role", ROLES)
def test_no_role_sees_anything_of_another_organisation(world: World, role: str) -> None:
    give(world.person(role), Role(role), organisation=world.organisation)
    seen = Person.objects.visible_to(world.users[role])
    assert world.stranger not in seen
    assert not Team.objects.visible_to(world.users[role]).exclude(
        site__centre__organisation=world.organisation
    )


def test_an_agent_sees_the_own_team_and_nobody_else(world: World) -> None:
    seen = set(Person.objects.visible_to(world.users["agent"]))
    assert world.mate in seen
    assert world.person("agent") in seen
    assert not seen & {world.south, world.elsewhere, world.stranger}


@pytest.mark.parametrize(
    ("scope", "reaches"),
    [
        ("team", {"mate"}),
        ("site", {"mate", "south"}),
        ("centre", {"mate", "south"}),
        ("organisation", {"all"}),
    ],
)
def test_a_role_reaches_the_people_of_its_scope(world: World, scope: str, reaches: set[str]) -> None:
    leader = make_person(world.elsewhere.memberships.get().team, "leader", login=True)
    place = {"team": world.north, "site": world.north.site, "centre": world.centre}.get(
        scope, world.organisation
    )
    give(leader, Role.TEAM_LEADER, **{scope: place})
    seen = set(Person.objects.visible_to(leader.user))
    for name in ("mate", "south"):
        assert (getattr(world, name) in seen) == (name in reaches or "all" in reaches)
    assert world.stranger not in seen


def test_a_role_opens_nothing_before_it_begins_and_after_it_ends(world: World) -> None:
    now = timezone.now()
    person = make_person(world.elsewhere.memberships.get().team, "briefly", login=True)
    assignment = give(person, Role.HR, centre=world.centre)
    seen_at = {}
    RoleAssignment.objects.filter(pk=assignment.pk).update(starts_at=now, ends_at=now + DAY)
    for offset in (-1, 0, 1):
        standing = standing_of(person.user, at=now + offset * DAY)
        seen_at[offset] = Person.objects.filter(pk=world.mate.pk).visible_to(standing).exists()
    assert seen_at == {-1: False, 0: True, 1: False}


def test_who_left_the_team_is_no_longer_in_its_leaders_scope(world: World) -> None:
    leader = world.users["team_leader"]
    assert world.mate in Person.objects.visible_to(leader)
    Membership.objects.filter(person=world.mate).update(ends_at=timezone.now())
    assert world.mate not in Person.objects.visible_to(leader)


def test_several_roles_show_a_person_once(world: World) -> None:
    person = world.person("planner")
    give(person, Role.HR, centre=world.centre)
    give(person, Role.TEAM_LEADER, organisation=world.organisation)
    seen = list(Person.objects.visible_to(person.user))
    assert len(seen) == len(set(seen))


# The rules of the sample models open every row to every role; the layer closes them all the same.
@pytest.mark.parametrize(
    ("model", "closed_to"),
    [
        (Record, {"administrator"}),
        (Evaluation, {"administrator", "representative"}),
        (Message, set(ROLES) - {"agent", "representative"}),
    ],
)
def test_content_stays_closed_to_a_role_even_where_the_models_rule_is_wrong(
    world: World, model: type[Record], closed_to: set[str]
) -> None:
    model.objects.create(person=world.mate)
    found = {role for role in ROLES if not model.objects.visible_to(world.users[role]).exists()}
    assert found == closed_to


def test_a_standing_costs_one_query_and_the_rows_another(world: World) -> None:
    user = User.objects.select_related("person").get(pk=world.users["team_leader"].pk)
    with CaptureQueriesContext(connection) as queries:
        list(Person.objects.visible_to(user))
    assert len(queries) == 2


def test_an_action_is_refused_outside_the_actors_scope(world: World) -> None:
    leader = world.person("team_leader")
    demand(leader, Role.TEAM_LEADER, over=world.mate)
    demand(leader, Role.TEAM_LEADER, over=world.north)
    for over in (world.south, world.centre, world.north.site, world.organisation):
        with pytest.raises(PermissionDenied):
            demand(leader, Role.TEAM_LEADER, over=over)
    with pytest.raises(PermissionDenied):
        demand(leader, Role.PLANNER, over=world.mate)


def test_a_role_over_the_whole_reaches_its_parts(world: World) -> None:
    hr = make_person(world.elsewhere.memberships.get().team, "chief")
    give(hr, Role.HR, organisation=world.organisation)
    for over in (world.organisation, world.centre, world.north.site, world.north, world.south):
        demand(hr, Role.HR, over=over)
    with pytest.raises(PermissionDenied):
        demand(hr, Role.HR, over=world.stranger)


def test_an_auditor_may_never_act(world: World) -> None:
    with pytest.raises(PermissionDenied):
        demand(world.person("auditor"), Role.AUDITOR, over=world.mate)
