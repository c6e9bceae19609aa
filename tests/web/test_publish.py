"""Publishing from its page: what it says before, what refuses it, and who is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.web.small_centre import (
    SmallCentre,
    add_day,
    check_it,
    make_roster,
    make_small_centre,
    next_monday,
)
from tests.web.world import World

from equipoise_web.core.models import AuditEntry, Notification, Reading
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Publication, Roster


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.users[persona])
    session = client.session
    session["centre"] = str(world.centre.uuid)
    session.save()
    return client


def address(roster: Roster) -> str:
    return f"/roster/{roster.uuid}/publish"


def broken(small: SmallCentre) -> Roster:
    """A further roster with two hours of rest between two shifts."""
    first, worker = small.roster, small.workers["agent"]
    roster = Roster.objects.create(
        centre=small.centre, number=2, starts_on=first.starts_on, ends_on=first.ends_on,
        requirement=first.requirement, objective=1.0, bound=1.0,
    )  # fmt: skip
    add_day(roster, worker, small.queues[0], small.monday, start=12)
    add_day(roster, worker, small.queues[0], small.monday, start=22)
    check_it(roster, [worker])
    return roster


def test_the_page_says_what_publication_means_and_by_when(small: SmallCentre, world: World) -> None:
    said = signed_in(world, "planner").get(address(small.roster)).content.decode()
    for piece in ("3 people are told", "Was due by", "Arbeidstijdenwet 4:2", "28 days before", "checks pass"):
        assert piece in said, piece


def test_notice_in_time_is_not_said_to_be_late(world: World) -> None:
    small = make_small_centre(world, next_monday() + timedelta(weeks=8))
    said = signed_in(world, "planner").get(address(small.roster)).content.decode()
    assert "Publish by" in said
    assert "This day has passed" not in said


def test_what_is_undetermined_is_listed_as_unknown(small: SmallCentre, world: World) -> None:
    said = signed_in(world, "planner").get(address(small.roster)).content.decode()
    undetermined = small.roster.checks.get().undetermined
    assert undetermined > 0  # nothing is known of the 52 weeks before
    assert "What is not known" in said
    assert f"{undetermined} undetermined" in said
    assert "They may be broken." in said


def test_what_is_unknown_of_people_out_of_scope_is_not_counted(small: SmallCentre, world: World) -> None:
    findings = small.roster.checks.get().findings.filter(result="undetermined")
    own = findings.exclude(worker=small.workers["south"]).count()
    assert 0 < own < findings.count()
    said = signed_in(world, "auditor").get(address(small.roster)).content.decode()
    assert f"{own} undetermined" in said
    assert f"{findings.count()} undetermined" not in said


def test_publishing_tells_everybody_and_leaves_a_trace(small: SmallCentre, world: World) -> None:
    answer = signed_in(world, "planner").post(address(small.roster), follow=True)
    assert "Roster 1 is published, and 3 people are told." in answer.content.decode()
    assert Publication.objects.get().roster == small.roster
    assert Notification.objects.filter(kind="roster.published").count() == 3
    assert AuditEntry.objects.get(action="roster.published").actor == small.planner.uuid


def test_what_must_be_fixed_stands_in_the_way(small: SmallCentre, world: World) -> None:
    roster, client = broken(small), signed_in(world, "planner")
    for answer in (client.get(address(roster)), client.post(address(roster))):
        said = answer.content.decode()
        assert "This roster cannot be published" in said
        assert f"/roster/{roster.uuid}/findings?severity=block" in said
        assert "<button" not in said.split("What publication means")[1].split("</section>")[0]
    assert answer.status_code == 409
    assert not Publication.objects.exists()


def test_days_of_another_published_roster_stand_in_the_way(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    other = make_roster(
        small.centre, small.roster.requirement, small.workers.values(), small.queues, small.monday
    )
    answer = signed_in(world, "planner").post(address(other))
    assert answer.status_code == 409
    assert f'href="/roster/{small.roster.uuid}"' in answer.content.decode()
    assert Publication.objects.count() == 1


def test_only_a_planner_publishes_and_drafts_stay_closed(small: SmallCentre, world: World) -> None:
    for role in Role:
        client = signed_in(world, role.value)
        sees = role in {Role.PLANNER, Role.AUDITOR}
        assert (client.get(address(small.roster)).status_code == 200) == sees, role
        if role is not Role.PLANNER:
            assert client.post(address(small.roster)).status_code in {403, 404}, role
    assert not Publication.objects.exists()
    publish(actor=small.planner, roster=small.roster)
    for persona in ("team_leader", "representative", "hr"):
        client = signed_in(world, persona)
        assert "This roster is published" in client.get(address(small.roster)).content.decode()
        assert client.post(address(small.roster)).status_code == 403
    assert not Reading.objects.exists()  # the page shows nobody's record
