"""The register for everybody, notices that are delivered by being shown, and one's own rights."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.gate_world import complete_steps, standard, steward
from tests.web.people_objects import put_on_file
from tests.web.small_centre import at_local, make_small_centre
from tests.web.world import LONG_AGO, World

from equipoise_web.core.access import Grant, Standing
from equipoise_web.core.actions import gates
from equipoise_web.core.actions.notifications import notify
from equipoise_web.core.models import AuditEntry, Person, Purpose, Reading, RoleAssignment, User, Version
from equipoise_web.core.roles import Role
from equipoise_web.monitoring import actions
from equipoise_web.monitoring.description import Description
from equipoise_web.monitoring.models import Channel, Notice, Observation, Receipt, System
from equipoise_web.monitoring.queries.told import undelivered
from equipoise_web.monitoring.who_sees import LINES
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.feeds import open_feed
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import (
    Absence,
    AmendmentKind,
    Availability,
    Consent,
    Preference,
    Stretch,
)

TEXT = {"en": "Planned and worked", "nl": "Gepland en gewerkt"}
DESCRIPTION = Description(
    title=TEXT, purpose={"en": "Plan better"}, recorded={"en": "States of the telephone"},
    legal_basis={"en": "Agreement 4.2"}, read_by={"en": "Team leader"}, consequences={"en": "A talk"},
    retention_days=28,
)  # fmt: skip
FORM = {
    **{
        f"{name}_{code}": f"{name} in {code}"
        for name in ("title", "purpose", "recorded", "legal_basis", "read_by", "consequences")
        for code in ("en", "nl")
    },
    "retention_days": "14",
}


@pytest.fixture
def equipoise() -> System:
    return System.objects.get(code="equipoise")


def client_of(world: World, role: str = "agent") -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


def get(world: World, address: str, role: str = "agent") -> str:
    response = client_of(world, role).get(address)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def registered(world: World, code: str = "adherence") -> tuple[System, Version]:
    version = actions.register_system(
        actor=steward(world), organisation=world.organisation, code=code,
        procedure=standard("monitoring_system"), description=DESCRIPTION,
    )  # fmt: skip
    return System.objects.get(code=code), version


def put_in_force(world: World, version: Version) -> None:
    complete_steps(world, version)
    gates.close(actor=steward(world), version=version)
    gates.activate(actor=steward(world), version=version, starts_at=timezone.now())


def in_force(world: World) -> tuple[System, Version]:
    system, version = registered(world)
    put_in_force(world, version)
    return system, version


def data_of_form(**changed: str) -> dict[str, str]:
    return {**FORM, "procedure": str(standard("monitoring_system").uuid), **changed}


def test_everybody_reads_the_register_and_its_state(world: World) -> None:
    in_force(world)
    for role in Role:
        said = get(world, "/monitoring", role.value)
        assert "Planned and worked" in said
        assert "in force since" in said
        assert "28 days" in said
    assert Client().get("/monitoring").status_code == 302


def test_what_is_not_in_force_shows_its_missing_steps_to_those_who_prepare_it(world: World) -> None:
    _, version = registered(world)
    said = get(world, "/monitoring", "representative")
    assert "Risks to people assessed" in said
    gates.complete_step(actor=steward(world), version=version, code="impact_assessed", evidence="DPIA 7")
    said = get(world, f"/monitoring/{version.matter.system.uuid}", "representative")
    assert "DPIA 7" in said
    agent = get(world, "/monitoring")
    assert "Planned and worked" not in agent  # a draft is not everybody's
    assert "adherence" in agent
    assert "It may record nothing until that is done." in agent


def test_a_description_is_read_in_the_readers_language_and_in_english_where_it_lacks(world: World) -> None:
    in_force(world)
    Person.objects.filter(pk=world.person("agent").pk).update(locale="nl")
    said = get(world, "/monitoring")
    assert "Gepland en gewerkt" in said
    assert "Plan better" in said


def test_the_register_counts_who_was_told_of_whom(world: World) -> None:
    system, version = in_force(world)
    everybody = 8 + 3  # a person of each role, and three colleagues; the stranger is elsewhere
    assert f"0 of {everybody}" in get(world, "/monitoring")
    actions.give_notice(
        actor=steward(world), system=system, version=version, workers=[world.mate], channel=Channel.LETTER
    )
    assert f"1 of {everybody}" in get(world, "/monitoring")


def test_a_system_of_another_organisation_does_not_exist(world: World) -> None:
    system, _ = in_force(world)
    stranger = world.stranger
    client = Client()
    client.force_login(User.objects.create_user("stranger@example.org", person=stranger))
    assert client.get(f"/monitoring/{system.uuid}").status_code == 404
    assert "Planned and worked" not in client.get("/monitoring").content.decode()


def test_a_leader_records_that_the_own_people_were_told(world: World) -> None:
    system, version = in_force(world)
    address = f"/monitoring/{system.uuid}/notice"
    for role in ("agent", "representative", "auditor", "administrator", "evaluator"):
        assert client_of(world, role).post(address, {"channel": "meeting"}).status_code == 403
    assert not Notice.objects.exists()
    response = client_of(world, "team_leader").post(address, {"channel": "meeting"})
    assert response.status_code == 302
    told = set(Notice.objects.filter(version=version).values_list("worker__name", flat=True))
    assert told == {role.value for role in Role} | {"mate"}  # team North, not South
    assert AuditEntry.objects.get(action="notice.delivered").object_uuid == system.uuid
    assert client_of(world, "team_leader").post(address, {"channel": "meeting"}).status_code == 302
    assert Notice.objects.count() == len(told)


def test_nobody_says_for_others_that_they_were_told_in_the_application(world: World) -> None:
    system, _ = in_force(world)
    response = client_of(world, "team_leader").post(
        f"/monitoring/{system.uuid}/notice", {"channel": "application"}
    )
    assert response.status_code == 422
    assert not Notice.objects.exists()


def test_of_what_is_not_in_force_nobody_is_told(world: World) -> None:
    system, _ = registered(world)
    assert (
        client_of(world, "team_leader")
        .post(f"/monitoring/{system.uuid}/notice", {"channel": "letter"})
        .status_code
        == 403
    )


def test_a_proposed_description_changes_nothing_before_its_gate(world: World) -> None:
    system, version = in_force(world)
    response = client_of(world, "planner").post(f"/monitoring/{system.uuid}/propose", data_of_form())
    assert response.status_code == 302
    second = system.matter.versions.get(number=2)
    assert second.data["purpose"] == {"en": "purpose in en", "nl": "purpose in nl"}
    assert second.data["retention_days"] == 14
    assert [each for _, each in undelivered(world.mate)] == [version]
    assert "purpose in en" not in get(world, "/monitoring")
    assert AuditEntry.objects.filter(action="version.proposed", object_uuid=second.uuid).exists()


def test_only_who_steers_the_organisation_proposes_and_registers(world: World) -> None:
    system, _ = in_force(world)
    for address in (f"/monitoring/{system.uuid}/propose", "/monitoring/new"):
        for role in ("agent", "team_leader", "representative", "auditor", "administrator", "hr"):
            client = client_of(world, role)  # the planner holds the role over all, HR over a team
            assert client.get(address).status_code == 403, (address, role)
            assert client.post(address, data_of_form(code="more")).status_code == 403, (address, role)
    assert system.matter.versions.count() == 1
    assert not System.objects.filter(code="more").exists()


def test_a_new_system_is_registered_with_its_first_description(world: World) -> None:
    steward(world)
    client = client_of(world, "planner")
    assert client.get("/monitoring/new").status_code == 200
    assert client.post("/monitoring/new", data_of_form(code="screens")).status_code == 302
    system = System.objects.get(code="screens")
    assert system.matter.versions.get().data["title"]["en"] == "title in en"
    again = client.post("/monitoring/new", data_of_form(code="screens"))
    assert again.status_code == 422
    assert "Another system has this code." in again.content.decode()


def test_a_description_without_an_english_text_is_refused_beside_its_field(world: World) -> None:
    steward(world)
    response = client_of(world, "planner").post("/monitoring/new", data_of_form(code="x", purpose_en=""))
    assert response.status_code == 422
    assert 'href="#id_purpose_en"' in response.content.decode()


def test_showing_the_description_is_its_delivery_and_happens_once(world: World, equipoise: System) -> None:
    put_in_force(steward_world(world), equipoise.matter.versions.get())
    person = world.person("agent")
    assert [system for system, _ in undelivered(person)] == [equipoise]
    assert "A notice for you" in get(world, "/me/rights")
    assert undelivered(person) != []  # the page that names it does not show it
    assert 'class="eq-tag eq-tag-brand">new<' in get(world, "/me/recorded")
    notice = Notice.objects.get(worker=person)
    assert (notice.channel, notice.version) == (Channel.APPLICATION, equipoise.matter.versions.get())
    assert undelivered(person) == []
    again = get(world, "/me/recorded")
    assert ">new<" not in again
    assert Notice.objects.filter(worker=person).count() == 1
    assert AuditEntry.objects.filter(action="notice.delivered").count() == 1
    assert "A notice for you" not in get(world, "/me/rights")


def steward_world(world: World) -> World:
    """The steward's role made ready, for a matter of the whole installation."""
    steward(world)
    return world


def test_a_look_without_content_delivers_nothing(world: World) -> None:
    in_force(world)
    client_of(world).head("/me/recorded")
    assert not Notice.objects.exists()


def test_what_waits_is_on_the_home_until_it_was_shown(world: World) -> None:
    in_force(world)
    assert "Notice: what Planned and worked records" in get(world, "/today", "planner")
    actions.deliver_own(actor=world.person("planner"))
    assert "Notice: what Planned and worked records" not in get(world, "/today", "planner")


def test_a_receipt_is_given_by_the_worker_alone(world: World) -> None:
    in_force(world)
    get(world, "/me/recorded")
    notice = Notice.objects.get(worker=world.person("agent"))
    address = f"/me/recorded/{notice.uuid}/confirm"
    assert client_of(world, "team_leader").post(address).status_code == 404  # sees it, does not own it
    assert client_of(world).get(address).status_code == 405
    assert not Receipt.objects.exists()
    assert client_of(world).post(address).status_code == 302
    assert Receipt.objects.get().notice == notice
    assert "confirmed" in get(world, "/me/recorded")


def test_ones_own_observations_say_until_when_they_are_kept(world: World) -> None:
    system, _ = in_force(world)
    person = world.person("agent")
    get(world, "/me/recorded")
    at = timezone.now()
    actions.observe(system=system, worker=person, observed_at=at, kind="state", value={"minutes": 12})
    Observation.objects.get()
    said = get(world, "/me/recorded")
    assert "minutes: 12" in said
    assert f"{(at + timedelta(days=28)).day} " in said
    assert "minutes: 12" not in get(world, "/me/recorded", "planner")


def look(viewer: Person, at: datetime, **subject: object) -> Reading:
    return Reading.objects.create(
        viewer=viewer, role="planner", purpose=Purpose.PLANNING, at=at, request_id=uuid4(), **subject
    )


def test_who_looked_is_told_with_role_and_purpose(world: World) -> None:
    agent, now = world.person("agent"), timezone.now()
    look(world.person("planner"), now, team=world.north)
    look(world.person("hr"), now - timedelta(days=400), person=agent)
    look(world.person("hr"), now, person=world.south)
    said = get(world, "/me/access")
    assert 'translate="no">planner</b>' in said
    assert "Planning the roster" in said
    assert said.count('class="eq-row"') == 1
    assert "1 look by others in the last year" in get(world, "/me/rights")


def test_looks_of_one_day_for_one_purpose_stand_together_with_each_time(world: World) -> None:
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for minutes in (0, 5):
        look(world.person("planner"), noon + timedelta(minutes=minutes), team=world.north)
    look(world.person("planner"), noon - timedelta(days=1), team=world.north)
    said = get(world, "/me/access")
    assert said.count('class="eq-row"') == 2
    assert said.count("<time ") == 3


def test_taking_along_gives_all_of_ones_own_and_nothing_of_others(world: World) -> None:
    small = make_small_centre(world)
    publish(actor=small.planner, roster=small.roster)
    Absence.objects.create(
        worker=small.workers["agent"], kind="leave", counted_h=1,
        starts_at=at_local(small.monday, 0), ends_at=at_local(small.monday, 60),
    )  # fmt: skip
    look(world.person("planner"), timezone.now(), person=world.person("agent"))
    response = client_of(world).get("/me/data")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store"
    found = json.loads(response.content)
    assert [row["name"] for row in found["person"]] == ["agent"]
    assert len(found["shifts"]) == 15
    assert [row["hours_per_week"] for row in found["contracts"]] == [40.0]
    assert {row["queue_name"] for row in found["skills"]} == {"sales", "service"}
    assert [row["kind"] for row in found["absences"]] == ["leave"]
    assert [row["viewer_name"] for row in found["readings"]] == ["planner"]
    assert [row["role"] for row in found["roles"]] == ["agent"]
    assert len(found["login"]) == 1
    assert b"mate" not in response.content
    assert b"password" not in response.content
    assert b"secret" not in response.content


@pytest.mark.parametrize("address", ["/me/rights", "/me/recorded", "/me/access", "/me/data"])
def test_a_visitor_has_no_record_here(world: World, address: str) -> None:
    assert Client().get(address).status_code == 302


def everything_about(world: World) -> Person:
    """A row of each kind about a colleague in team North, who holds no role."""
    small = make_small_centre(world)
    publication = publish(actor=small.planner, roster=small.roster)
    worker = small.workers["mate"]
    mate = worker.person
    span = {"worker": worker, "starts_at": at_local(small.monday, 0), "ends_at": at_local(small.monday, 60)}
    Absence.objects.create(**span, kind="leave", counted_h=1)
    Availability.objects.create(**span, kind="available")
    Preference.objects.create(**span, kind="avoid")
    put_on_file(worker, world.person("hr"))
    row = Stretch.objects.filter(worker=worker).order_by("starts_at").last()
    assert row is not None
    amend(
        actor=small.planner, publication=publication, worker=worker, kind=AmendmentKind.CHANGE,
        asked_by=mate, consent=Consent.GIVEN, remove=[row], add=[],
    )  # fmt: skip
    User.objects.create_user("mate@example.org", person=mate)
    RoleAssignment.objects.create(person=mate, role=Role.AGENT, team=world.north, starts_at=LONG_AGO)
    open_feed(actor=mate)
    notify(mate, "roster.published")
    system, version = in_force(world)
    actions.give_notice(
        actor=steward(world), system=system, version=version, workers=[mate], channel=Channel.LETTER
    )
    actions.observe(system=system, worker=mate, observed_at=timezone.now(), kind="state", value=1)
    return mate


def test_who_sees_what_is_what_the_access_layer_does(world: World) -> None:
    mate = everything_about(world)
    ways = {"core.Person": "pk", "core.User": "person", "core.RoleAssignment": "person"}
    for line in LINES:
        model = apps.get_model(line.model)
        way = ways.get(line.model) or next(
            way
            for way in ("worker__person", "person", "worker")
            if way.split("__")[0] in {field.name for field in model._meta.get_fields()}
            and (way != "worker__person" or model._meta.app_label in {"people", "scheduling"})
        )
        about = model._default_manager.filter(**{way: mate.pk})
        assert about.exists(), line.model
        seen = {role for role in Role if about.visible_to(only(world, role)).exists()}
        assert seen == set(line.roles), line.model


def only(world: World, role: Role) -> Standing:
    """Somebody outside the team who holds one role over the team."""
    grants = (Grant(role, "team", world.north.pk),)
    return Standing(world.elsewhere.pk, world.organisation.pk, grants, timezone.now())


@pytest.mark.parametrize("address", ["/monitoring", "/me/recorded", "/me/rights", "/me/access"])
def test_a_page_asks_the_same_few_questions_however_much_there_is(world: World, address: str) -> None:
    client = client_of(world)

    def questions() -> int:
        client.get("/me/recorded")  # what is shown for the first time is also delivered
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    in_force(world)
    look(world.person("hr"), timezone.now(), person=world.person("agent"))
    before = questions()
    for number in range(3):
        put_in_force(world, registered(world, f"more-{number}")[1])
        look(world.person("hr"), timezone.now(), person=world.person("agent"))
    assert questions() <= before
    assert before <= 20
