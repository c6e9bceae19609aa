"""Whoever looks at somebody's record leaves a trace that the other can see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from tests.web.world import DAY, LONG_AGO, World, give

from equipoise_web.core.models import Membership, Purpose, Reading
from equipoise_web.core.queries.readings import note, who_looked
from equipoise_web.core.roles import Role


def request_of(world: World, persona: str) -> HttpRequest:
    request = RequestFactory().get("/people")
    request.user = world.users[persona]
    request.session = {}  # type: ignore[assignment]
    return request


def test_one_row_for_a_viewer_purpose_and_request(world: World) -> None:
    request = request_of(world, "team_leader")
    for _ in range(3):
        note(request, Purpose.COACHING, person=world.mate)
    note(request, Purpose.CONTRACT, person=world.mate)
    note(request_of(world, "team_leader"), Purpose.COACHING, person=world.mate)
    rows = Reading.objects.order_by("pk")
    assert [row.purpose for row in rows] == ["coaching", "contract", "coaching"]
    assert {row.role for row in rows} == {"team_leader"}
    assert rows[0].request_id == rows[1].request_id != rows[2].request_id


def test_looking_at_ones_own_record_leaves_nothing(world: World) -> None:
    note(request_of(world, "agent"), Purpose.DAY, person=world.person("agent"))
    assert not Reading.objects.exists()


def test_a_reading_is_of_one_person_team_or_centre(world: World) -> None:
    request = request_of(world, "planner")
    for subjects in ({}, {"person": world.mate, "team": world.north}):
        with pytest.raises(ValueError, match="one person, team or centre"):
            note(request, Purpose.PLANNING, **subjects)  # type: ignore[arg-type]
    both: dict[str, Any] = {"person": world.mate, "team": world.north}
    common: dict[str, Any] = {"viewer": world.person("planner"), "purpose": "day", "at": timezone.now()}
    for wrong in ({}, both):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reading.objects.create(**common, **wrong, request_id=world.mate.uuid)


def test_a_person_finds_who_looked_at_him_his_team_and_his_centre(world: World) -> None:
    note(request_of(world, "hr"), Purpose.CONTRACT, person=world.mate)
    note(request_of(world, "planner"), Purpose.PLANNING, team=world.north)
    note(request_of(world, "auditor"), Purpose.AUDIT, centre=world.centre)
    note(request_of(world, "hr"), Purpose.CONTRACT, person=world.south)
    since = timezone.now() - DAY
    found = [(row.viewer.name, row.purpose) for row in who_looked(world.mate, since)]
    assert found == [("auditor", "audit"), ("planner", "planning"), ("hr", "contract")]
    assert [row.purpose for row in who_looked(world.south, since)] == ["contract", "audit"]
    assert not who_looked(world.elsewhere, since).exists()
    assert [row.purpose for row in who_looked(world.person("planner"), since)] == ["audit"]
    assert not who_looked(world.mate, timezone.now() + DAY).exists()


def test_a_look_at_a_team_concerns_those_who_were_in_it_then(world: World) -> None:
    now = timezone.now()
    Membership.objects.filter(person=world.mate).update(ends_at=now - 2 * DAY)
    Membership.objects.create(
        person=world.mate, team=world.south.memberships.get().team, starts_at=now - 2 * DAY
    )
    for days in (3, 1):
        Reading.objects.create(
            viewer=world.person("planner"),
            purpose=Purpose.PLANNING,
            at=now - timedelta(days=days),
            request_id=world.mate.uuid,
            team=world.north if days == 3 else world.south.memberships.get().team,
        )
    note(request_of(world, "planner"), Purpose.PLANNING, team=world.north)
    assert [(now - row.at).days for row in who_looked(world.mate, LONG_AGO)] == [1, 3]


def test_it_is_seen_by_whom_it_concerns_and_by_an_auditor_of_the_whole(world: World) -> None:
    note(request_of(world, "hr"), Purpose.CONTRACT, person=world.person("agent"))
    seen = {role for role in Role if Reading.objects.visible_to(world.users[role.value]).exists()}
    assert seen == {Role.AGENT}
    give(world.person("auditor"), Role.AUDITOR, organisation=world.organisation)
    give(world.person("administrator"), Role.ADMINISTRATOR, organisation=world.organisation)
    seen = {role for role in Role if Reading.objects.visible_to(world.users[role.value]).exists()}
    assert seen == {Role.AGENT, Role.AUDITOR}


def test_a_trace_is_never_changed_or_removed(world: World) -> None:
    note(request_of(world, "hr"), Purpose.CONTRACT, person=world.mate)
    for change in (lambda: Reading.objects.update(purpose="day"), Reading.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
