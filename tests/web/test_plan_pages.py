"""A planner asks for a plan; the page of its job says how far it is, and why it was refused."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.small_centre import SmallCentre, end_rules, make_small_centre
from tests.web.world import World, give

from equipoise.errors import Clash, Infeasible, InvalidInput
from equipoise_web.compliance.models import RuleSource
from equipoise_web.core.jobs import kinds, queue
from equipoise_web.core.jobs.keeper import Lease
from equipoise_web.core.jobs.kinds import JobKind
from equipoise_web.core.jobs.worker import Worker
from equipoise_web.core.models import AuditEntry, Run, RunState
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.plans import request_plan
from equipoise_web.scheduling.jobs import PLAN
from equipoise_web.scheduling.models import ShiftSystem
from equipoise_web.service.models import CentreSettings, HistoryInterval

LEASE = timedelta(seconds=30)


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


def asked(small: SmallCentre, **changed: Any) -> dict[str, Any]:
    values = {
        "start": small.monday.isoformat(),
        "weeks": 1,
        "seconds": 20,
        "seed": 1,
        "key": str(uuid.uuid4()),
    }
    return values | changed


def plan_run(small: SmallCentre) -> Run:
    return request_plan(
        actor=small.planner, centre=small.centre, start=small.monday, weeks=1, seconds=20, key="one"
    )


def job_page(world: World, run: Run, persona: str = "planner") -> str:
    answer = signed_in(world, persona).get(f"/jobs/{run.uuid}")
    assert answer.status_code == 200
    return answer.content.decode()


def refused_with(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    """Let the computation of a plan end with this error."""

    def compute(_arguments: Any, _pulse: Any) -> Any:
        raise problem

    kind = kinds.kind_named(PLAN)
    changed = JobKind(
        PLAN, compute, kind.store, max_attempts=2, label=kind.label,
        progress_template=kind.progress_template, result_url=kind.result_url,
    )  # fmt: skip
    monkeypatch.setattr(kinds, "_kinds", kinds._kinds | {PLAN: changed})


def test_the_form_begins_on_the_monday_after_the_history(small: SmallCentre, world: World) -> None:
    said = signed_in(world, "planner").get("/roster/new").content.decode()
    assert f'value="{small.monday.isoformat()}"' in said
    assert "Arbeidstijdenwet 4:2" in said  # by when such a roster would have to be known


def test_a_plan_asked_for_is_a_job_and_leaves_a_trace(small: SmallCentre, world: World) -> None:
    client, values = signed_in(world, "planner"), asked(small)
    answer = client.post("/roster/new", values)
    run = Run.objects.get(kind=PLAN)
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{run.uuid}")
    arguments = json.loads(run.arguments)
    assert (arguments["start"], arguments["weeks"], arguments["seconds"]) == (values["start"], 1, 20.0)
    assert AuditEntry.objects.get(action="plan.requested").object_uuid == run.uuid
    client.post("/roster/new", values)
    assert Run.objects.filter(kind=PLAN).count() == 1  # the same form sent twice
    assert AuditEntry.objects.filter(action="plan.requested").count() == 1


def test_a_form_sent_again_with_other_values_is_another_plan(small: SmallCentre, world: World) -> None:
    client, values = signed_in(world, "planner"), asked(small)
    client.post("/roster/new", values)
    client.post("/roster/new", values | {"weeks": 2})
    weeks = [json.loads(run.arguments)["weeks"] for run in Run.objects.filter(kind=PLAN).order_by("pk")]
    assert weeks == [1, 2]


def test_the_key_of_anothers_form_makes_an_own_plan(small: SmallCentre, world: World) -> None:
    other, values = world.person("hr"), asked(small)
    give(other, Role.PLANNER, centre=small.centre)
    signed_in(world, "planner").post("/roster/new", values)
    signed_in(world, "hr").post("/roster/new", values)
    runs = Run.objects.filter(kind=PLAN).order_by("pk")
    assert [run.requested_by for run in runs] == [small.planner, other]


def test_tours_take_the_place_of_seconds(small: SmallCentre, world: World) -> None:
    signed_in(world, "planner").post("/roster/new", asked(small, work=500))
    arguments = json.loads(Run.objects.get(kind=PLAN).arguments)
    assert (arguments["seconds"], arguments["work"]) == (None, 500)


@pytest.mark.parametrize("wrong", [{"weeks": 0}, {"seconds": 99999}, {"start": "soon"}, {"weeks": ""}])
def test_a_value_out_of_range_is_shown_at_its_field(
    small: SmallCentre, world: World, wrong: dict[str, Any]
) -> None:
    answer = signed_in(world, "planner").post("/roster/new", asked(small, **wrong))
    assert answer.status_code == 422
    assert f'id="id_{next(iter(wrong))}_error"' in answer.content.decode()
    assert not Run.objects.filter(kind=PLAN).exists()


@pytest.mark.parametrize(
    ("model", "said", "address"),
    [
        (CentreSettings, "Opening hours", "/centre"),
        (RuleSource, "Rule packs", "/rules/packs"),
        (ShiftSystem, "Shift system in force", "/changes"),
        (HistoryInterval, "History of contacts", "/demand/history"),
    ],
)
def test_what_is_missing_is_named_with_the_way_to_it(
    world: World, monkeypatch: pytest.MonkeyPatch, model: Any, said: str, address: str
) -> None:
    small = make_small_centre(world)
    if model is ShiftSystem:
        monkeypatch.setattr("equipoise_web.scheduling.description._shift_system", lambda *_: {})
    elif model is RuleSource:
        end_rules(small.centre)
    else:
        model.objects.all().delete()
    client = signed_in(world, "planner")
    page = client.get("/roster/new").content.decode()
    assert said in page
    assert f'href="{address}"' in page
    assert 'name="weeks"' not in page
    assert client.post("/roster/new", asked(small)).status_code == 422
    assert not Run.objects.filter(kind=PLAN).exists()


def test_only_a_planner_of_the_whole_centre_asks_for_plans(small: SmallCentre, world: World) -> None:
    for role in Role:
        expected = 200 if role is Role.PLANNER else 403
        assert signed_in(world, role.value).get("/roster/new").status_code == expected, role
        if role is not Role.PLANNER:
            assert signed_in(world, role.value).post("/roster/new", asked(small)).status_code == 403
    assert Client().get("/roster/new").status_code == 302
    assert not Run.objects.filter(kind=PLAN).exists()


def test_a_planner_of_one_team_plans_no_centre(world: World) -> None:
    assert signed_in(world, "planner").get("/roster/new").status_code == 403


def test_progress_shows_the_steps_and_the_gap_in_words(small: SmallCentre, world: World) -> None:
    plan_run(small)
    run = queue.claim("me", LEASE)
    assert run is not None
    queue.begin(run)
    lease = Lease(run, LEASE)
    lease.tell({"step": "roster", "objective": 250.0, "bound": 200.0, "tours": 1200, "seconds": 5.0})
    lease.exchange()
    said = job_page(world, run)
    for piece in ("250.0 agent-hours", "200.0 agent-hours", "1,200", "5 s", "20.0%", 'value="0.2500"'):
        assert piece in said, piece
    assert said.count('class="eq-done"') == 4  # reading, forecast, backtest, requirement
    assert said.count('aria-current="step"') == 1
    assert "Cancel" in said


def test_rules_that_clash_end_the_run_at_once_and_are_named(
    small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = small.monday.isoformat(), (small.monday + timedelta(days=6)).isoformat()
    clash = ("contract.hours", "nl.atw.5_7.week_hours")
    refused_with(
        monkeypatch,
        Infeasible((Clash("agent", clash, first, last), Clash("south", clash, first, last))),
    )
    run = plan_run(small)
    assert Worker(lease=LEASE).work_once()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.FAILED, 1)
    assert not Worker(lease=LEASE).work_once()  # a second attempt would meet the same refusal
    said = job_page(world, run)
    for piece in ("At most 60 hours of work", "Arbeidstijdenwet 5:7", "hours of the contract"):
        assert piece in said, piece
    assert f'/people/{small.workers["agent"].uuid}"' in said
    assert f'/people/{small.workers["south"].uuid}"' in said
    assert said.count('class="eq-refused"') == 1  # the same clash is told once


def test_who_keeps_the_system_sees_that_a_plan_failed_and_nobodys_name(
    small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = small.monday.isoformat()
    refused_with(monkeypatch, Infeasible((Clash("south", ("absence",), day, day),)))
    run = plan_run(small)
    assert Worker(lease=LEASE).work_once()
    said = job_page(world, run, "administrator")
    assert "roster.infeasible" in said
    assert "south" not in said


def test_an_input_that_cannot_be_used_ends_the_run_with_its_reason(
    small: SmallCentre, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused_with(monkeypatch, InvalidInput("the centre is never open", field="opening"))
    run = plan_run(small)
    assert Worker(lease=LEASE).work_once()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.FAILED, 1)
    assert "The centre is never open: give hours for one day at least." in job_page(world, run)


def test_an_error_that_was_not_meant_is_tried_again(
    small: SmallCentre, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused_with(monkeypatch, ZeroDivisionError("mean of nothing"))
    run = plan_run(small)
    assert Worker(lease=LEASE).work_once()
    run.refresh_from_db()
    assert run.state == RunState.QUEUED
    assert run.due_at > timezone.now()


def test_a_done_plan_leads_to_its_roster(small: SmallCentre, world: World) -> None:
    plan_run(small)
    run = queue.claim("me", LEASE)
    assert run is not None
    Run.objects.filter(pk=run.pk).update(
        state=RunState.DONE, result=json.dumps({"roster": str(small.roster.uuid)})
    )
    said = job_page(world, run)
    assert f'href="/roster/{small.roster.uuid}"' in said
    assert "Open the roster" in said


def test_a_planner_elsewhere_does_not_plan_here(small: SmallCentre, world: World) -> None:
    give(world.person("hr"), Role.PLANNER, team=world.elsewhere.memberships.get().team)
    assert signed_in(world, "hr").post("/roster/new", asked(small)).status_code == 403
