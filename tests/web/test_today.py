"""What each home says that scheduling, rules, contracts, demand and monitoring find."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.small_centre import SmallCentre, at_local, make_roster, make_small_centre, next_monday
from tests.web.world import World

from equipoise_web.compliance.models import Check
from equipoise_web.core.models import Reading
from equipoise_web.people.models import Contract
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Stretch
from equipoise_web.service.models import CentreSettings, HistoryInterval


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def home(world: World, persona: str) -> str:
    client = Client()
    client.force_login(world.users[persona])
    session = client.session
    session["centre"] = str(world.centre.uuid)
    session.save()
    answer = client.get("/today")
    assert answer.status_code == 200
    return answer.content.decode()


def this_week() -> date:
    return next_monday() - timedelta(weeks=1)


def at_noon(monkeypatch: pytest.MonkeyPatch, day: date) -> datetime:
    """Let it be noon of that day at the centre."""
    noon = at_local(day, 12 * 60)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return noon


def test_a_draft_waits_with_its_clock_and_its_source(small: SmallCentre, world: World) -> None:
    said = home(world, "planner")
    assert "Draft 1, " in said
    assert f'href="/roster/{small.roster.uuid}/publish"' in said
    assert "Arbeidstijdenwet 4:2" in said
    assert "since" in said  # 28 days ahead of next Monday have passed
    publish(actor=small.planner, roster=small.roster)
    assert "Draft 1, " not in home(world, "planner")


def test_a_draft_in_time_has_a_day_until(world: World) -> None:
    small = make_small_centre(world, next_monday() + timedelta(weeks=8))
    said = home(world, "planner")
    assert f"/roster/{small.roster.uuid}/publish" in said
    assert "until" in said.split("Draft 1, ")[1].split("</li>")[0]


def test_what_must_be_fixed_comes_before_publication(
    small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_one(_standing: object, _centre: object, _today: object) -> list[object]:
        check = Check.objects.get()
        return [ahead.Draft(small.roster, check, left=1)]

    from equipoise_web.scheduling.queries import ahead

    monkeypatch.setattr("equipoise_web.scheduling.needs.drafts_ahead", with_one)
    said = home(world, "planner")
    assert "1 finding must be fixed before it can be published." in said
    assert f"/roster/{small.roster.uuid}/findings?severity=block" in said


def test_a_newer_draft_of_the_same_days_replaces_the_older(small: SmallCentre, world: World) -> None:
    make_roster(small.centre, small.roster.requirement, small.workers.values(), small.queues, small.monday)
    said = home(world, "planner")
    assert "Draft 2, " in said
    assert "Draft 1, " not in said


def test_a_centre_that_lacks_a_part_is_said_before_anything_else(small: SmallCentre, world: World) -> None:
    CentreSettings.objects.all().delete()
    said = home(world, "planner")
    assert "Missing: Opening hours." in said
    assert 'href="/roster/new"' in said
    assert "Draft" not in said


def test_days_without_a_roster_ask_for_a_plan(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    said = home(world, "planner")
    assert "No roster after" in said
    assert 'href="/roster/new"' in said


def test_short_intervals_of_published_rosters_are_counted_with_the_worst(
    small: SmallCentre, world: World
) -> None:
    assert "short of people" not in home(world, "planner")
    publish(actor=small.planner, roster=small.roster)
    said = home(world, "planner")
    # 24 half hours x 2 queues x 5 days; people work from 9 to 17 with half an hour of meal between.
    assert "intervals are short of people in the next 14 days" in said
    assert f'href="/roster/{small.roster.uuid}/day/' in said


def test_old_history_is_asked_for(small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "The history of contacts is old" not in home(world, "planner")
    HistoryInterval.objects.filter(starts_at__gt=timezone.now() - timedelta(days=9)).delete()
    said = home(world, "planner")
    assert "The history of contacts is old" in said
    assert 'href="/demand/history"' in said


def test_the_day_of_the_centre_is_counts_and_of_the_team_names_that_are_noted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = make_small_centre(world, this_week())
    publish(actor=small.planner, roster=small.roster)
    at_noon(monkeypatch, small.monday)
    said = home(world, "planner")
    assert "3 now, 0 later today" in said
    assert not Reading.objects.exists()
    said = home(world, "team_leader")
    assert "agent –17:00, mate –17:00" in said
    assert "south" not in said
    reading = Reading.objects.get()
    assert (reading.team, reading.purpose) == (world.north, "day")


def test_nobody_at_work_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    small = make_small_centre(world, this_week())
    assert "no published roster for today" in home(world, "team_leader")
    publish(actor=small.planner, roster=small.roster)
    at_noon(monkeypatch, small.monday + timedelta(days=6))
    assert Stretch.objects.filter(starts_at__gte=at_local(small.monday + timedelta(days=5), 0)).count() == 0
    assert "nobody" in home(world, "team_leader")


def test_representatives_and_auditors_hear_what_could_not_be_decided(
    small: SmallCentre, world: World
) -> None:
    assert "could not be decided" not in home(world, "representative")
    number = small.roster.checks.get().undetermined
    assert f"{number} checks could not be decided" in home(world, "auditor")
    publish(actor=small.planner, roster=small.roster)
    said = home(world, "representative")
    assert f"{number} checks could not be decided" in said
    assert f"/roster/{small.roster.uuid}/findings?severity=undetermined" in said


def test_an_auditor_hears_of_values_that_nobody_checked(small: SmallCentre, world: World) -> None:
    said = home(world, "auditor")
    assert "1 value in force was never checked" in said
    assert 'href="/rules/memory"' in said


def test_hr_hears_of_contracts_and_logins(small: SmallCentre, world: World) -> None:
    said = home(world, "hr")
    assert "1 person with a contract cannot sign in" in said  # mate; south is out of scope
    assert "A contract ends" not in said
    soon = timezone.now().date() + timedelta(days=20)
    Contract.objects.filter(worker=small.workers["mate"]).update(ends_on=soon)
    said = home(world, "hr")
    assert "A contract ends: mate" in said
    assert f'href="/people/{small.workers["mate"].uuid}"' in said
    Contract.objects.create(
        worker=small.workers["mate"], contract_type="fixed", hours_per_week=20, min_h=16, max_h=24,
        starts_on=soon + timedelta(days=1),
    )  # fmt: skip
    assert "A contract ends" not in home(world, "hr")
    Contract.objects.filter(worker=small.workers["agent"]).delete()
    assert "1 person has no contract here" in home(world, "hr")


def test_an_evaluator_is_told_nothing_of_all_this(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    said = home(world, "evaluator")
    assert "Nothing waits for you." in said
    assert "State of today" not in said


def test_a_home_asks_no_more_queries_for_more_rosters(small: SmallCentre, world: World) -> None:
    def queries(persona: str) -> int:
        home(world, persona)
        with CaptureQueriesContext(connection) as asked:
            home(world, persona)
        return len(asked)

    personas = ("planner", "team_leader", "representative", "auditor", "hr")
    before = [queries(persona) for persona in personas]
    for week in range(1, 3):
        monday = small.monday + timedelta(weeks=week)
        make_roster(small.centre, small.roster.requirement, small.workers.values(), small.queues, monday)
    after = [queries(persona) for persona in personas]
    assert all(later <= earlier + 2 for earlier, later in zip(before, after, strict=True)), (before, after)
    assert max(after) <= 60, after
