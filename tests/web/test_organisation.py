"""People, logins and roles: what the rows themselves allow."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.web.world import DAY, FAR_AHEAD, LONG_AGO, World

from equipoise_web.core.models import Membership, Person, RoleAssignment, User
from equipoise_web.core.roles import Role


def test_every_public_row_has_a_uuid_that_is_not_its_number(world: World) -> None:
    assert isinstance(world.mate.uuid, uuid.UUID)
    assert len({person.uuid for person in Person.objects.all()}) == Person.objects.count()


def test_a_person_lives_without_a_login_and_a_login_finds_its_person_whatever_the_capitals(
    world: World,
) -> None:
    assert not User.objects.filter(person=world.mate).exists()
    user = User.objects.create_user(" Ann.Other@Example.ORG ", "sesame", person=world.mate)
    found = User.objects.get_by_natural_key("ANN.OTHER@example.org")
    assert found == user
    assert found.check_password("sesame")


def test_an_address_with_capitals_is_refused_by_the_database(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Ann@Example.org")])


def test_a_zone_that_iana_does_not_know_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="Mars"):
        Person(organisation=world.organisation, name="x", timezone="Mars/Olympus").full_clean()


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.AUDITOR])
def test_a_mandate_without_an_end_is_refused(world: World, role: Role) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(person=world.mate, role=role, team=world.north, starts_at=LONG_AGO)
    RoleAssignment.objects.create(
        person=world.mate, role=role, team=world.north, starts_at=LONG_AGO, ends_at=FAR_AHEAD
    )


@pytest.mark.parametrize("scope", [(), ("team", "centre"), ("organisation", "centre")])
def test_a_role_has_exactly_one_scope(world: World, scope: tuple[str, ...]) -> None:
    places = {"team": world.north, "centre": world.centre, "organisation": world.organisation}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(
            person=world.mate, role=Role.PLANNER, starts_at=LONG_AGO, **{name: places[name] for name in scope}
        )


def test_a_role_or_membership_that_ends_before_it_begins_is_refused(world: World) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(
            person=world.mate, role=Role.PLANNER, team=world.north, starts_at=now, ends_at=now - DAY
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=world.mate, team=world.north, starts_at=now, ends_at=now)


def test_an_unknown_role_is_refused(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(person=world.mate, role="king", team=world.north, starts_at=LONG_AGO)


@pytest.mark.parametrize("scope", ["organisation", "centre", "site", "team"])
def test_a_role_never_reaches_into_another_organisation(world: World, scope: str) -> None:
    team = world.stranger.memberships.get().team
    place = {
        "organisation": world.stranger.organisation,
        "centre": team.site.centre,
        "site": team.site,
        "team": team,
    }[scope]
    with pytest.raises(IntegrityError, match="no other organisation"), transaction.atomic():
        RoleAssignment.objects.create(person=world.mate, role=Role.HR, starts_at=LONG_AGO, **{scope: place})
    mine = RoleAssignment.objects.create(
        person=world.mate, role=Role.HR, starts_at=LONG_AGO, organisation=world.organisation
    )
    changes = {"organisation": None, scope: place}
    with pytest.raises(IntegrityError, match="no other organisation"), transaction.atomic():
        RoleAssignment.objects.filter(pk=mine.pk).update(**changes)


def test_nobody_joins_a_team_of_another_organisation(world: World) -> None:
    with pytest.raises(IntegrityError, match="no team of another"), transaction.atomic():
        Membership.objects.create(person=world.stranger, team=world.north, starts_at=LONG_AGO)


def test_nobody_and_no_place_moves_to_another_organisation(world: World) -> None:
    there = world.stranger.memberships.get().team
    moves = {
        world.mate: {"organisation": world.stranger.organisation},
        world.centre: {"organisation": world.stranger.organisation},
        world.north.site: {"centre": there.site.centre},
        world.north: {"site": there.site},
    }
    for row, change in moves.items():
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)


def test_sqlite_keeps_its_promises(sqlite_database: str) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with connection.cursor() as cursor:
        got = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert got == wanted
