"""Who sees which people, and what of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.small_centre import SmallCentre, make_small_centre, make_worker, next_monday
from tests.web.world import World, make_person

from equipoise_web.core.models import Reading
from equipoise_web.people.models import Contract, Worker
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Absence


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


def listed(world: World, persona: str, query: str = "") -> str:
    answer = signed_in(world, persona).get(f"/people{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def page(world: World, persona: str, worker: Worker) -> str:
    answer = signed_in(world, persona).get(f"/people/{worker.uuid}")
    assert answer.status_code == 200
    return answer.content.decode()


def linked(said: str, small: SmallCentre) -> set[str]:
    return {name for name, worker in small.workers.items() if f"/people/{worker.uuid}" in said}


def test_each_sees_the_people_of_the_own_scope(small: SmallCentre, world: World) -> None:
    assert linked(listed(world, "planner"), small) == {"agent", "mate", "south"}
    for persona in ("team_leader", "hr", "auditor", "representative"):
        assert linked(listed(world, persona), small) == {"agent", "mate"}, persona
    for persona in ("agent", "administrator", "evaluator"):
        assert signed_in(world, persona).get("/people").status_code == 403


def test_contracts_and_skills_are_shown_to_those_who_may_see_them(small: SmallCentre, world: World) -> None:
    for persona, contracts, skills in (
        ("planner", True, True),
        ("hr", True, True),
        ("team_leader", False, True),
        ("representative", False, False),
    ):
        said = listed(world, persona)
        assert ("40.0 h" in said) == contracts, persona
        assert ("sales</span> 3" in said) == skills, persona
        said = page(world, persona, small.workers["mate"])
        assert ("40.0 h" in said) == contracts, persona
        assert ("level 3 of 5" in said) == skills, persona


def test_the_list_is_narrowed_and_counts_paid_time_of_published_rosters(world: World) -> None:
    monday = next_monday() - timedelta(weeks=1)
    small = make_small_centre(world, monday)
    assert "37:30" not in listed(world, "planner")
    publish(actor=small.planner, roster=small.roster)
    said = listed(world, "planner")
    assert said.count("37:30") == 3  # five days of eight hours less a meal
    assert linked(listed(world, "planner", "?q=sou"), small) == {"south"}
    assert linked(listed(world, "planner", f"?team={world.north.uuid}"), small) == {"agent", "mate"}
    assert linked(listed(world, "planner", f"?queue={small.queues[0].uuid}"), small) == set(small.workers)
    assert linked(listed(world, "planner", "?team=nonsense"), small) == set(small.workers)


def test_a_birth_date_is_for_hr_and_the_person(small: SmallCentre, world: World) -> None:
    worker = small.workers["agent"]
    assert "1 May 1990" in page(world, "hr", worker)
    assert "1 May 1990" in page(world, "agent", worker)
    for persona in ("planner", "team_leader", "representative", "auditor"):
        assert "May 1990" not in page(world, persona, worker), persona


def test_a_planner_is_told_that_somebody_is_under_age_and_no_date(small: SmallCentre, world: World) -> None:
    today = timezone.now().date()
    Worker.objects.filter(pk=small.workers["mate"].pk).update(birth_date=date(today.year - 17, 1, 1))
    said = page(world, "planner", small.workers["mate"])
    assert "under 18" in said
    assert str(today.year - 17) not in said
    assert "under 18" not in page(world, "team_leader", small.workers["mate"])


def test_why_somebody_is_away_is_for_planning_hr_and_the_person(small: SmallCentre, world: World) -> None:
    now = timezone.now()
    worker = small.workers["agent"]
    Absence.objects.create(
        worker=worker, starts_at=now, ends_at=now + timedelta(days=2), kind="sickness", counted_h=16
    )
    for persona, knows in (("planner", True), ("hr", True), ("agent", True), ("team_leader", False)):
        said = page(world, persona, worker)
        assert "Leave" in said, persona
        assert ("sickness" in said) == knows, persona
    assert "Leave" not in page(world, "representative", worker)


def test_oneself_is_seen_in_full_with_who_looked(small: SmallCentre, world: World) -> None:
    worker = small.workers["agent"]
    page(world, "team_leader", worker)
    said = page(world, "agent", worker)
    assert "Who looked" in said
    assert "team_leader" in said
    assert "Running the day" in said
    assert "Who looked" not in page(world, "planner", worker)
    reading = Reading.objects.filter(person=worker.person).order_by("at").first()
    assert reading is not None
    assert (reading.viewer, reading.purpose) == (world.person("team_leader"), "day")


def test_a_colleague_is_no_page_for_an_agent(small: SmallCentre, world: World) -> None:
    assert signed_in(world, "agent").get(f"/people/{small.workers['mate'].uuid}").status_code == 404
    assert signed_in(world, "administrator").get(f"/people/{small.workers['mate'].uuid}").status_code == 404
    assert signed_in(world, "hr").get(f"/people/{small.workers['south'].uuid}").status_code == 404


def test_contracts_stand_over_time(small: SmallCentre, world: World) -> None:
    worker = small.workers["mate"]
    Contract.objects.filter(worker=worker).update(ends_on=date(2030, 1, 31))
    Contract.objects.create(
        worker=worker, contract_type="fixed", hours_per_week=20, min_h=16, max_h=24, night_ok=False,
        starts_on=date(2030, 2, 1),
    )  # fmt: skip
    said = page(world, "hr", worker)
    assert said.index("20.0 h") < said.index("40.0 h")  # the latest first
    assert "1 Feb 2030" in said
    assert "Fixed-term" in said


def test_the_list_asks_no_more_queries_for_more_people(small: SmallCentre, world: World) -> None:
    def queries() -> int:
        client = signed_in(world, "planner")
        client.get("/people")
        with CaptureQueriesContext(connection) as asked:
            client.get("/people")
        return len(asked)

    before = queries()
    for number in range(4):
        make_worker(world.centre, make_person(world.north, f"further {number}"), small.queues)
    assert queries() == before
    assert before <= 25, before
