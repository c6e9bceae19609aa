"""On-call duty on a roster is seen, and is neither a shift nor paid time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.web.small_centre import SmallCentre, at_local, expect, make_small_centre
from tests.web.world import World

from equipoise_web.core.access import standing_of
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Roster, Stretch
from equipoise_web.scheduling.queries.my_roster import my_roster
from equipoise_web.service.models import Queue

MONDAY = date(2027, 2, 1)
SUNDAY = MONDAY + timedelta(days=6)
MORNING = datetime(2027, 2, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def small(world: World, monkeypatch: pytest.MonkeyPatch) -> SmallCentre:
    monkeypatch.setattr("equipoise_web.scheduling.views.my_roster.timezone.now", lambda: MORNING)
    monkeypatch.setattr("tests.web.small_centre.expect", with_duties)
    return make_small_centre(world, MONDAY)


def with_duties(roster: Roster, queues: tuple[Queue, Queue], monday: date) -> None:
    """The agent is on call on Monday and Sunday from six to ten in the evening."""
    for day in (MONDAY, SUNDAY):
        Stretch.objects.create(
            roster=roster, worker=Worker.objects.get(person__name="agent"), activity="on_call",
            starts_at=at_local(day, 18 * 60), ends_at=at_local(day, 22 * 60),
        )  # fmt: skip
    expect(roster, queues, monday)


def page(world: World, role: str, address: str) -> str:
    client = Client()
    client.force_login(world.users[role])
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_day_shows_on_call_duty_beside_a_shift_of_eight_hours(small: SmallCentre, world: World) -> None:
    said = page(world, "planner", f"/roster/{small.roster.uuid}/day/{MONDAY}")
    assert said.count('aria-label="On call 18:00 – 22:00"') == 1
    assert "7:30</td>" in said  # paid as without the duty
    assert "11:30</td>" not in said


def test_ones_own_page_has_the_duty_and_no_longer_shift(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    found = my_roster(standing_of(world.users["agent"]), MORNING)
    assert found is not None
    assert [part.activity for part in found.focus.duties] == ["on_call"]
    assert found.week.paid == timedelta(hours=37.5)
    assert "On call" in page(world, "agent", "/me/roster")


def test_a_day_with_nothing_but_duty_is_not_said_to_be_off(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    said = page(world, "agent", f"/me/roster?day={SUNDAY}")
    assert "On call" in said
    assert "Nothing is planned for you." not in said
    saturday = SUNDAY - timedelta(days=1)
    assert "Nothing is planned for you." in page(world, "agent", f"/me/roster?day={saturday}")
