"""What somebody types into an address or a form to break it is refused, and never an error of the server."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.web.gate_world import closed, matter_of, steward
from tests.web.small_centre import make_small_centre
from tests.web.world import World, give, make_person

from equipoise_web.core.models import Person, RoleAssignment, Run
from equipoise_web.core.roles import Role

OUT_OF_REACH = (date.min.isoformat(), date.max.isoformat())


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def chief(world: World) -> Person:
    """Administrator and auditor of the whole organisation."""
    person = make_person(world.north, "chief", login=True)
    for role in (Role.ADMINISTRATOR, Role.AUDITOR):
        give(person, role, organisation=world.organisation)
    return person


@pytest.mark.parametrize(
    "query", ["people?q=%00", "audit?action=a%00", "access?text=%00", "me/roster?day=%00"]
)
def test_a_nul_in_an_address_is_a_bad_request(chief: Person, query: str) -> None:
    assert as_(chief).get(f"/{query}").status_code == 400


def test_a_nul_in_an_address_of_the_interface_is_refused_as_json(chief: Person) -> None:
    answer = as_(chief).get("/api/v1/workers?centre=%00")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.bad")


@pytest.mark.parametrize("day", OUT_OF_REACH)
def test_a_role_lasts_within_what_databases_can_hold(world: World, chief: Person, day: str) -> None:
    before = RoleAssignment.objects.count()
    fields = {"role": "team_leader", "place": str(world.north.uuid)}
    for days in ({"first": day}, {"first": "2026-01-01", "last": day}, {"first": day, "last": day}):
        answer = as_(chief).post(f"/access/people/{world.mate.uuid}/roles", fields | days)
        assert answer.status_code == 422
    assert RoleAssignment.objects.count() == before


@pytest.mark.parametrize("day", OUT_OF_REACH)
def test_a_team_is_left_on_a_day_that_databases_can_hold(world: World, chief: Person, day: str) -> None:
    fields = {"leaves": str(world.north.uuid), "joins": "", "day": day}
    assert as_(chief).post(f"/access/people/{world.mate.uuid}/team", fields).status_code == 422
    assert world.mate.memberships.get().ends_at is None


@pytest.mark.parametrize("day", OUT_OF_REACH)
def test_a_version_is_in_force_from_a_moment_that_databases_can_hold(world: World, day: str) -> None:
    version = closed(world, matter_of(world))
    answer = as_(steward(world)).post(f"/changes/{version.uuid}/activate", {"starts_at": f"{day}T00:00"})
    assert answer.status_code == 400
    assert not version.closure.activations.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"start": OUT_OF_REACH[0]}, {"start": OUT_OF_REACH[1]}, {"work": 10**40}, {"seed": 10**40}],
)
def test_a_plan_is_asked_for_in_numbers_that_can_be_computed(world: World, wrong: dict[str, Any]) -> None:
    small = make_small_centre(world)
    fields = {"start": small.monday.isoformat(), "weeks": 1, "seconds": 20, "seed": 1, "key": "0" * 32}
    assert as_(small.planner).post("/roster/new", fields | wrong).status_code == 422
    assert not Run.objects.exists()
