"""Each operation does what its page does: the same rows, the same refusals, the same audit."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.gate_world import complete_steps, matter_of, proposed, steward
from tests.web.programs import Program, program
from tests.web.small_centre import (
    SmallCentre,
    add_day,
    check_it,
    end_rules,
    make_roster,
    make_small_centre,
)
from tests.web.test_monitoring import noticed, registered
from tests.web.world import World, give

from equipoise_web.core.actions.notifications import notify
from equipoise_web.core.models import AuditEntry, Notification, Reading, Run
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.models import Notice, Observation
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import CalendarFeed, Publication, Roster
from equipoise_web.service.models import HistoryImport

FILE = b"queue,start,offered\nsales,2026-01-05T09:00+01:00,12\n"


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def planner(world: World, small: SmallCentre) -> Program:
    return program(world, "planner")


def said(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    found = said(answer, status)
    assert found["code"] == code, found
    return dict(found["fields"])


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_demand_is_read_in_parts_with_fractions_and_offsets(small: SmallCentre, planner: Program) -> None:
    assert [row["name"] for row in said(planner.get("centres"))["items"]] == ["Away", "Home"]
    queues = said(planner.get("queues", centre=small.centre.uuid))
    assert [(row["name"], row["share"]) for row in queues["items"]] == [("sales", 0.8), ("service", 0.8)]
    forecast = said(planner.get("forecasts", centre=small.centre.uuid))["items"][0]
    address = f"forecasts/{forecast['id']}/intervals"
    one = said(planner.get(address, queue=queues["items"][1]["id"], limit=3, offset=1))
    assert (one["count"], len(one["items"])) == (120, 3)
    assert {row["queue"] for row in one["items"]} == {"service"}
    assert one["items"][0]["mean"] == 20
    at = datetime.fromisoformat(one["items"][0]["starts_at"])
    assert at.tzinfo is not None
    later = said(planner.get(address, since=at.isoformat()))
    assert min(datetime.fromisoformat(row["starts_at"]) for row in later["items"]) == at
    requirement = said(planner.get("requirements", forecast=forecast["id"]))["items"][0]
    needs = said(planner.get(f"requirements/{requirement['id']}/intervals"))
    assert (needs["count"], needs["items"][0]["agents_planned"]) == (240, 1.1)


def test_a_file_of_history_is_kept_and_compared_by_the_worker(small: SmallCentre, planner: Program) -> None:
    sent = {"centre": str(small.centre.uuid), "file": SimpleUploadedFile("h.csv", FILE)}
    staged = said(planner.send("history", **sent), 202)
    assert (staged["stage"], staged["filename"]) == ("comparing", "h.csv")
    assert Run.objects.get(uuid=staged["compare_job"]).kind == "service.history.compare"
    assert said(planner.get(f"history/{staged['id']}")) == staged
    assert said(planner.get("history"))["items"][0] == staged
    refused(planner.post(f"history/{staged['id']}/apply"), 400, "input.invalid")
    HistoryImport.objects.filter(uuid=staged["id"]).update(compared_at=timezone.now())
    Run.objects.update(state="done")
    asked = said(planner.post(f"history/{staged['id']}/apply"), 202)
    assert asked["stage"] == "applying"
    assert said(planner.post(f"history/{staged['id']}/apply"), 202)["apply_job"] == asked["apply_job"]
    assert actions()[-1] == "history.application_asked"


def test_a_file_that_cannot_be_used_is_refused_by_name(small: SmallCentre, planner: Program) -> None:
    sent = {"centre": str(small.centre.uuid), "file": SimpleUploadedFile("h.txt", FILE)}
    before = HistoryImport.objects.count()
    assert refused(planner.send("history", **sent), 400, "input.invalid") == {"file": "h.txt"}
    assert HistoryImport.objects.count() == before


def test_a_plan_is_asked_for_once_per_key_followed_and_stopped(small: SmallCentre, planner: Program) -> None:
    asked = {"centre": str(small.centre.uuid), "start": small.monday.isoformat(), "weeks": 1, "work": 9}
    first = said(planner.post("plans", asked, **{"Idempotency-Key": "night-1"}), 202)
    again = said(planner.post("plans", asked, **{"Idempotency-Key": "night-1"}), 202)
    assert first == again
    assert first["state"] == "queued"
    assert json.loads(Run.objects.get().arguments)["work"] == 9
    before = actions()
    other = planner.post("plans", asked | {"weeks": 2}, **{"Idempotency-Key": "night-1"})
    refused(other, 409, "request.key_reused")
    assert actions() == before
    progress = {"step": "roster", "objective": 10.5, "bound": 8.0}
    Run.objects.update(progress=json.dumps(progress))
    assert said(planner.get(f"jobs/{first['id']}"))["progress"] == progress
    assert said(planner.get("jobs"))["count"] == 1
    assert said(planner.post(f"jobs/{first['id']}/cancel"), 202)["state"] in {"cancelled", "queued"}
    assert actions()[-1] == "run.cancelled"


def test_one_persons_key_is_not_anothers(world: World, small: SmallCentre, planner: Program) -> None:
    give(world.person("hr"), Role.PLANNER, centre=small.centre)
    asked = {"centre": str(small.centre.uuid), "start": small.monday.isoformat(), "weeks": 1, "seconds": 5}
    made = {
        said(caller.post("plans", asked, **{"Idempotency-Key": "same"}), 202)["id"]
        for caller in (planner, program(world, "hr"))
    }
    assert len(made) == 2


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"work": 9}, 400, "input.invalid"),
        ({"weeks": 0}, 422, "request.invalid"),
        ({"start": "9999-12-31"}, 422, "request.invalid"),
        ({"start": "yesterday"}, 422, "request.invalid"),
        ({"seed": -1}, 422, "request.invalid"),
        ({"centre": "00000000-0000-0000-0000-000000000000"}, 404, "not_found"),
    ],
)
def test_a_plan_that_cannot_be_made_is_refused(
    small: SmallCentre, planner: Program, change: dict[str, Any], status: int, code: str
) -> None:
    asked = {"centre": str(small.centre.uuid), "start": small.monday.isoformat(), "weeks": 1, "seconds": 5}
    refused(planner.post("plans", asked | change), status, code)
    assert not Run.objects.exists()


def test_a_centre_that_lacks_a_part_is_named(small: SmallCentre, planner: Program) -> None:
    end_rules(small.centre)
    asked = {"centre": str(small.centre.uuid), "start": small.monday.isoformat(), "weeks": 1, "seconds": 5}
    assert refused(planner.post("plans", asked), 409, "centre.not_ready") == {"missing": ["packs"]}


def test_a_roster_is_read_with_rows_findings_and_coverage(small: SmallCentre, planner: Program) -> None:
    listed = said(planner.get("rosters", centre=small.centre.uuid, state="draft"))
    assert (listed["count"], listed["items"][0]["published_at"]) == (1, None)
    address = f"rosters/{small.roster.uuid}"
    full = said(planner.get(address))
    assert listed["items"][0].items() <= full.items()
    assert full["required_h"] == pytest.approx(240 * 1.1 / 2)
    rows = said(planner.get(f"{address}/stretches", limit=500))
    assert rows["count"] == 45
    worker = small.workers["agent"]
    own = said(planner.get(f"{address}/stretches", worker=worker.uuid))
    assert (own["count"], {row["worker"] for row in own["items"]}) == (15, {str(worker.uuid)})
    assert {row["activity"] for row in own["items"]} == {"work", "meal"}
    found = said(planner.get(f"{address}/findings"))
    assert found["count"] == small.roster.checks.get().findings.count()
    assert {row["result"] for row in found["items"]} <= {"fail", "undetermined"}
    day = said(planner.get(f"{address}/coverage", day=small.monday.isoformat()))
    assert (day["timezone"], len(day["intervals"])) == ("Europe/Amsterdam", 48)
    assert {row["required"] for row in day["intervals"]} == {1.1}
    assert said(planner.get(f"{address}/coverage")) == day
    assert planner.get(f"{address}/coverage", day="2020-01-01").status_code == 404


def test_a_plans_own_count_of_findings_does_not_tell_of_people_out_of_scope(
    world: World, small: SmallCentre
) -> None:
    roster = make_roster(
        small.centre, small.roster.requirement, small.workers.values(), small.queues, small.monday,
        summary={"shifts": 15, "findings": {"block": 0, "gate": 3, "warn": 1}},
    )  # fmt: skip
    publish(actor=small.planner, roster=roster)
    found = said(program(world, "team_leader").get(f"rosters/{roster.uuid}"))
    assert found["summary"] == {"shifts": 15}


def test_who_reads_the_rows_of_others_is_noted(world: World, small: SmallCentre, planner: Program) -> None:
    publish(actor=small.planner, roster=small.roster)
    address = f"rosters/{small.roster.uuid}"
    for caller, purpose in ((planner, "planning"), (program(world, "team_leader"), "day")):
        for part in (f"{address}/stretches", f"{address}/findings", f"workers?centre={small.centre.uuid}"):
            before = Reading.objects.count()
            said(caller.get(part))
            assert Reading.objects.count() == before + 1, part
            assert Reading.objects.latest("pk").purpose == purpose


def test_nobody_reads_rows_beyond_the_own_scope(world: World, small: SmallCentre) -> None:
    address = f"rosters/{small.roster.uuid}/stretches"
    leader = program(world, "team_leader")
    assert leader.get(address).status_code == 404  # a draft
    publish(actor=small.planner, roster=small.roster)
    assert said(leader.get(address))["count"] == 30  # of team North
    assert said(program(world, "planner").get(address))["count"] == 45
    stranger = program(world, "hr")
    give(world.person("hr"), Role.HR, team=world.north)
    assert said(stranger.get("rosters"))["count"] == 1


def test_publishing_is_the_pages_action(world: World, small: SmallCentre, planner: Program) -> None:
    address = f"rosters/{small.roster.uuid}/publish"
    published = said(planner.post(address))
    assert published["published_at"] == Publication.objects.get().published_at.isoformat()
    assert said(planner.post(address)) == published
    assert actions().count("roster.published") == 1
    for persona in ("team_leader", "hr", "representative", "agent", "administrator", "auditor"):
        assert program(world, persona).post(address).status_code == 403


def test_a_roster_whose_days_are_taken_is_not_published(small: SmallCentre, planner: Program) -> None:
    publish(actor=small.planner, roster=small.roster)
    first = small.roster
    roster = Roster.objects.create(
        centre=small.centre, number=9, starts_on=first.starts_on, ends_on=first.ends_on,
        requirement=first.requirement, objective=1.0, bound=1.0,
    )  # fmt: skip
    add_day(roster, small.workers["agent"], small.queues[0], small.monday)
    check_it(roster, [small.workers["agent"]])
    answer = planner.post(f"rosters/{roster.uuid}/publish")
    assert refused(answer, 409, "roster.days_taken") == {"other": str(first.uuid)}
    assert Publication.objects.count() == 1


def test_an_agent_reads_the_own_roster_once_it_is_published(world: World, small: SmallCentre) -> None:
    agent = program(world, "agent")
    assert said(agent.get("me/roster"))["count"] == 0
    publish(actor=small.planner, roster=small.roster)
    rows = said(agent.get("me/roster"))
    assert rows["count"] == 15
    monday = said(agent.get("me/roster", until=rows["items"][3]["starts_at"]))
    assert monday["count"] == 3
    assert not Reading.objects.exists()


def test_one_is_told_who_one_is_and_by_which_scopes(world: World) -> None:
    me = said(program(world, "agent", "me:read").get("me"))
    assert (me["name"], me["scopes"]) == ("agent", ["me:read"])
    assert me["roles"] == [{"role": "agent", "scope": "team"}]


def test_notices_are_read_and_marked(world: World) -> None:
    agent = program(world, "agent")
    notify(world.person("agent"), "roster.published", starts_on="2027-01-04", ends_on="2027-01-10")
    notify(world.person("hr"), "job.failed")
    rows = said(agent.get("me/notices"))["items"]
    assert rows[0]["text"] == "Your roster from Mon 4 Jan 2027 to Sun 10 Jan 2027 is published."
    assert {row["kind"] for row in rows} == {"roster.published", "token.created"}
    assert said(agent.post("me/notices/read", {"notice": rows[0]["id"]})) == {"changed": 1}
    assert said(agent.post("me/notices/read")) == {"changed": 1}
    assert Notification.objects.filter(read_at=None).count() == 1


def test_a_calendar_address_is_told_once_and_closed(world: World, small: SmallCentre) -> None:
    agent = program(world, "agent")
    made = said(agent.post("me/feeds"), 201)
    path = made["address"].removeprefix("http://testserver")
    assert agent.client.get(path).status_code == 200
    assert [row["address"] for row in said(agent.get("me/feeds"))["items"]] == [None]
    assert program(world, "hr").post(f"me/feeds/{made['id']}/revoke").status_code == 404
    assert said(agent.post(f"me/feeds/{made['id']}/revoke"))["revoked_at"]
    assert agent.client.get(path).status_code == 404
    assert CalendarFeed.objects.get().revoked_at is not None


def test_workers_are_seen_with_what_the_role_may_know(world: World, small: SmallCentre) -> None:
    def seen(persona: str) -> list[tuple[str, int, float | None]]:
        rows = said(program(world, persona).get("workers", centre=small.centre.uuid))["items"]
        return [(row["number"], len(row["skills"]), row["contract_h"]) for row in rows]

    assert seen("planner") == [("agent", 2, 40.0), ("mate", 2, 40.0), ("south", 2, 40.0)]
    assert seen("hr") == [("agent", 2, 40.0), ("mate", 2, 40.0)]
    assert seen("team_leader") == [("agent", 2, None), ("mate", 2, None)]
    assert seen("representative") == [("agent", 0, None), ("mate", 0, None)]


def test_a_version_goes_through_its_gate_step_by_step(world: World) -> None:
    steward(world)
    version = proposed(world, matter_of(world), {"weight": 0.4})
    planner, address = program(world, "planner"), f"versions/{version.uuid}"
    for step in version.procedure.steps.all():
        assert refused(planner.post(f"{address}/close"), 409, "gate.steps_missing")["steps"][0] == step.code
        assert (
            refused(
                planner.post(f"{address}/activate", {"starts_at": timezone.now().isoformat()}),
                409,
                "gate.not_closed",
            )
            == {}
        )
        wrong = planner.post(f"{address}/steps", {"code": "elsewhere", "evidence": "x"})
        assert refused(wrong, 409, "gate.step_out_of_order") == {"following": step.code}
        said(planner.post(f"{address}/steps", {"code": step.code, "evidence": "minutes, item 4"}))
    assert said(planner.post(f"{address}/close"))["state"] == "closed"
    refused(planner.post(f"{address}/close"), 409, "database.refused")
    early = {"starts_at": (timezone.now() - timedelta(days=1)).isoformat()}
    refused(planner.post(f"{address}/activate", early), 409, "database.refused")
    assert version_in_force(version.matter) is None
    found = said(planner.post(f"{address}/activate", {"starts_at": timezone.now().isoformat()}))
    assert (found["state"], found["content"]) == ("in_force", {"weight": 0.4})
    assert [step["done_by"] for step in found["steps"]] == [str(world.person("planner").uuid)] * 3
    assert version_in_force(version.matter) == version
    assert actions()[-2:] == ["version.closed", "version.activated"]


def test_drafts_of_gated_matters_stay_with_those_who_negotiate(world: World) -> None:
    version = proposed(world, matter_of(world))
    assert program(world, "representative").get(f"versions/{version.uuid}").status_code == 200
    agent = program(world, "agent")
    assert agent.get(f"versions/{version.uuid}").status_code == 404
    assert str(version.uuid) not in agent.get("versions").content.decode()


def test_people_are_told_of_a_system_and_only_then_recorded(world: World) -> None:
    system, version = registered(world)
    leader, address = program(world, "team_leader"), f"monitoring/systems/{system.uuid}"
    mate = {"person": str(world.mate.uuid), "kind": "call", "value": {"s": 3}}
    observed = f"{address}/observations"

    def now() -> dict[str, Any]:
        return mate | {"observed_at": timezone.now().isoformat()}

    refused(leader.post(observed, now()), 409, "monitoring.not_noticed")
    told = {"people": [mate["person"]], "channel": "email"}
    assert leader.post(f"{address}/notices", told).status_code == 404  # nothing is in force
    complete_steps(world, version)
    planner = program(world, "planner")
    said(planner.post(f"versions/{version.uuid}/close"))
    said(planner.post(f"versions/{version.uuid}/activate", {"starts_at": timezone.now().isoformat()}))
    before = now()
    assert said(leader.post(f"{address}/notices", told), 201) == {"delivered": 1}
    assert said(leader.post(f"{address}/notices", told), 201) == {"delivered": 0}
    refused(leader.post(observed, before), 409, "monitoring.not_noticed")
    made = said(leader.post(observed, now()), 201)
    assert Observation.objects.get().uuid.hex == made["id"].replace("-", "")
    assert actions()[-1] == "observation.recorded"
    entry = next(row for row in said(leader.get("monitoring/systems"))["items"] if row["code"] == "recording")
    assert (entry["in_force"], entry["told"]) == (True, 1)


def test_nobody_records_or_tells_people_beyond_the_own_scope(world: World) -> None:
    system, _, _ = noticed(world)
    asked = {"observed_at": timezone.now().isoformat(), "kind": "call", "value": 1}
    address = f"monitoring/systems/{system.uuid}"
    before = Notice.objects.count()
    for persona in ("planner", "agent", "representative", "administrator", "evaluator", "auditor"):
        answer = program(world, persona).post(
            f"{address}/observations", asked | {"person": str(world.mate.uuid)}
        )
        assert answer.status_code == 403, persona
    for persona in ("team_leader", "hr"):
        caller = program(world, persona)
        for person in (world.south, world.elsewhere, world.stranger):
            one = {"person": str(person.uuid)}
            assert caller.post(f"{address}/observations", asked | one).status_code == 404
            told = {"people": [str(person.uuid)], "channel": "email"}
            assert caller.post(f"{address}/notices", told).status_code == 404
    # A representative of the whole centre sees its people and records nobody.
    give(world.person("team_leader"), Role.REPRESENTATIVE, centre=world.centre)
    wider = program(world, "team_leader").post(
        f"{address}/observations", asked | {"person": str(world.south.uuid)}
    )
    assert wider.status_code == 403
    assert not Observation.objects.exists()
    assert Notice.objects.count() == before


@pytest.mark.parametrize(
    "address", ["queues", "rosters", "workers?centre={centre}", "rosters/{roster}/stretches"]
)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    small: SmallCentre, planner: Program, address: str
) -> None:
    address = address.format(centre=small.centre.uuid, roster=small.roster.uuid)
    joint = "&" if "?" in address else "?"
    counts = set()
    for limit in (1, 500):
        said(planner.get(address))
        with CaptureQueriesContext(connection) as asked:
            said(planner.get(f"{address}{joint}limit={limit}"))
        counts.add(len(asked))
    assert len(counts) == 1


JUNK = (
    None, True, -1, 0, 1e308, 10**30, float("nan"), float("inf"), "", " ", "\x00", "a\x00b", "\ud800",
    "x" * 5000, [], {}, [[]], {"a": float("nan")}, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    "9999-12-31",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip


def test_no_junk_makes_the_server_fail(world: World, small: SmallCentre, planner: Program) -> None:
    """Each field in turn, beside good ones; what is not refused is done, and nothing is raised."""
    system, _, _ = noticed(world)
    version = proposed(world, matter_of(world))
    now, mate = timezone.now().isoformat(), str(world.mate.uuid)
    good: dict[str, dict[str, Any]] = {
        "plans": {"centre": str(small.centre.uuid), "start": "2027-01-04", "weeks": 1, "seconds": 5},
        f"versions/{version.uuid}/steps": {"code": "answered", "evidence": "minutes"},
        f"versions/{version.uuid}/activate": {"starts_at": now},
        f"monitoring/systems/{system.uuid}/notices": {"people": [mate], "channel": "letter"},
        f"monitoring/systems/{system.uuid}/observations": {
            "person": mate, "observed_at": now, "kind": "call", "value": 1
        },
        "me/notices/read": {"notice": None},
    }  # fmt: skip
    give(world.person("planner"), Role.HR, organisation=world.organisation)
    for address, fields in good.items():
        assert planner.post(address, fields).status_code in {200, 201, 202, 409}, address
        for name in (*fields, "work", "seed"):
            for junk in JUNK:
                answer = planner.post(address, fields | {name: junk})
                assert answer.status_code in {200, 201, 202, 400, 404, 409, 422}, (address, name, junk)
    for name in ("limit", "offset", "since", "until", "worker", "version", "nothing"):
        for junk in JUNK:
            if isinstance(junk, str | int | float) and junk != "\ud800":
                answer = planner.get(f"rosters/{small.roster.uuid}/stretches", **{name: junk})
                assert answer.status_code in {200, 400, 422}, (name, junk)
