"""No way past a gate: each table names what must not happen, and each way to try it is refused.

Whatever the way, nothing is written: neither the row nor an entry of the audit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils import timezone
from tests.web.gate_world import closed, matter_of, proposed, standard, steward
from tests.web.programs import Program, secret_of
from tests.web.small_centre import SmallCentre, add_day, check_it, make_small_centre
from tests.web.test_monitoring import DESCRIPTION, noticed, put_in_force, registered
from tests.web.ways import CHANGES, WRITES
from tests.web.world import DAY, World

from equipoise.errors import EquipoiseError
from equipoise_web.compliance.models import Check
from equipoise_web.core.actions import gates
from equipoise_web.core.models import (
    Activation,
    AuditEntry,
    Closure,
    GatedKind,
    Person,
    StepDone,
    Version,
)
from equipoise_web.core.queries.gates import in_force, steps_to_do
from equipoise_web.monitoring.actions import give_notice, observe
from equipoise_web.monitoring.models import Channel, Notice, Observation
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Publication, Roster

WATCHED: tuple[Any, ...] = (
    Version,
    StepDone,
    Closure,
    Activation,
    Notice,
    Observation,
    Publication,
    AuditEntry,
)
NOWHERE = 987654321


def rows() -> list[list[dict[str, Any]]]:
    """All that a way past a gate could have left."""
    return [list(model.objects.order_by("pk").values()) for model in WATCHED]


def refused(way: str, attempt: Callable[[], Any], because: str = "") -> None:
    """The database itself refuses, and nothing is left."""
    before = rows()
    try:
        with transaction.atomic():
            attempt()
    except IntegrityError as error:
        said = str(error)
    else:
        pytest.fail(f"not refused: {way}")
    assert because in said, way
    assert rows() == before, way


def refused_in_words(way: str, attempt: Callable[[], str], because: str) -> None:
    """A door says why in its own words, and nothing is left."""
    before = rows()
    assert because in attempt(), way
    assert rows() == before, way


def every_new(row: Callable[[], models.Model], because: str = "") -> None:
    """Each way to write a new row."""
    for way, write in WRITES.items():
        refused(way, lambda write=write: write(row()), because)  # type: ignore[misc]


def every_change(row: models.Model, values: dict[str, Any], because: str = "") -> None:
    """Each way to turn a row that is there into another."""
    for way, change in CHANGES.items():
        refused(way, lambda change=change: change(row, values), because)  # type: ignore[misc]


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def messages_of(response: Any) -> str:
    assert response.status_code == 302, response.content
    return " ".join(map(str, get_messages(response.wsgi_request)))


# What is gated.


@dataclass(frozen=True)
class Stage:
    """A draft whose last step is missing, beside a version of another matter that is rightly in force."""

    actor: Person
    program: Program
    draft: Version
    good: Version
    closure: Closure
    activation: Activation
    waiting: Closure


def stages(world: World) -> list[Stage]:
    """One of each kind that the database knows."""
    actor = steward(world)
    caller = Program(secret_of(actor))
    kinds = list(GatedKind.objects.values_list("code", flat=True))
    assert len(kinds) >= 7
    return [_stage(world, actor, caller, kind) for kind in kinds]


def _stage(world: World, actor: Person, caller: Program, kind: str) -> Stage:
    draft = proposed(world, matter_of(world, kind, f"{kind} draft"), "draft")
    for step in list(steps_to_do(draft))[:-1]:
        gates.complete_step(actor=actor, version=draft, code=step.code, evidence="minutes")
    good = closed(world, matter_of(world, kind, f"{kind} good"))
    activation = gates.activate(actor=actor, version=good, starts_at=timezone.now())
    waiting = closed(world, matter_of(world, kind, f"{kind} waiting")).closure
    return Stage(actor, caller, draft, good, good.closure, activation, waiting)


def activate_by_page(stage: Stage) -> str:
    sent = {"starts_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    return messages_of(client_of(stage.actor).post(f"/changes/{stage.draft.uuid}/activate", sent))


def activate_by_interface(stage: Stage) -> str:
    sent = {"starts_at": timezone.now().isoformat()}
    return str(stage.program.post(f"versions/{stage.draft.uuid}/activate", sent).json()["code"])


def activate_by_command(stage: Stage) -> str:
    with pytest.raises(CommandError) as said:
        call_command("put_in_force", str(stage.draft.uuid), by=stage.actor.user.email)
    assert said.value.returncode == 1
    return str(said.value)


def activate_by_action(stage: Stage) -> str:
    with pytest.raises(EquipoiseError) as said:
        gates.activate(actor=stage.actor, version=stage.draft, starts_at=timezone.now())
    return said.value.code


def close_by_page(stage: Stage) -> str:
    return messages_of(client_of(stage.actor).post(f"/changes/{stage.draft.uuid}/close"))


def close_by_interface(stage: Stage) -> str:
    return str(stage.program.post(f"versions/{stage.draft.uuid}/close").json()["code"])


def close_by_action(stage: Stage) -> str:
    with pytest.raises(EquipoiseError) as said:
        gates.close(actor=stage.actor, version=stage.draft)
    return said.value.code


DOORS = {
    "activate_by_page": (activate_by_page, "the version is not closed"),
    "activate_by_interface": (activate_by_interface, "gate.not_closed"),
    "activate_by_command": (activate_by_command, "is not closed"),
    "activate_by_action": (activate_by_action, "gate.not_closed"),
    "close_by_page": (close_by_page, "Still to be done"),
    "close_by_interface": (close_by_interface, "gate.steps_missing"),
    "close_by_action": (close_by_action, "gate.steps_missing"),
}
NEW: dict[str, Callable[[Stage], models.Model]] = {
    "an activation of no closure": lambda stage: Activation(
        closure_id=None, starts_at=timezone.now(), activated_by=stage.actor
    ),
    "an activation of a closure that is nowhere": lambda stage: Activation(
        closure_id=NOWHERE, starts_at=timezone.now(), activated_by=stage.actor
    ),
    "an activation before its closure": lambda stage: Activation(
        closure=stage.waiting, starts_at=stage.waiting.closed_at - DAY, activated_by=stage.actor
    ),
    "a closure without the last step": lambda stage: Closure(
        version=stage.draft, closed_at=timezone.now(), closed_by=stage.actor
    ),
    "a second closure, dated after steps to come": lambda stage: Closure(
        version=stage.draft, closed_at=timezone.now() + 99 * DAY, closed_by=stage.actor
    ),
}
MOVED: dict[str, Callable[[Stage], tuple[models.Model, dict[str, Any]]]] = {
    "the closure of another to the draft": lambda stage: (stage.closure, {"version": stage.draft}),
    "a waiting closure to the draft": lambda stage: (stage.waiting, {"version": stage.draft}),
    "a closure to an earlier day": lambda stage: (
        stage.waiting, {"closed_at": stage.waiting.closed_at - DAY}
    ),
    "an activation to another closure": lambda stage: (stage.activation, {"closure": stage.waiting}),
    "an activation to a closure that is nowhere": lambda stage: (
        stage.activation, {"closure": Closure(pk=NOWHERE)}
    ),
    "an activation to an earlier day": lambda stage: (
        stage.activation, {"starts_at": stage.activation.starts_at - DAY}
    ),
    "the words in force to those of the draft": lambda stage: (
        stage.good, {"content": stage.draft.content}
    ),
    "the draft to the matter in force": lambda stage: (
        stage.draft, {"matter": stage.good.matter, "number": 7}
    ),
    "the draft to a procedure with other steps": lambda stage: (
        stage.draft, {"procedure": standard(_another(stage.draft.matter.kind.code))}
    ),
    "a step done to the one that is missing": lambda stage: (
        stage.draft.steps_done.latest("pk"), {"step": steps_to_do(stage.draft)[0]}
    ),
}  # fmt: skip


def _another(kind: str) -> str:
    return "launch" if kind != "launch" else "technology"


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_a_draft_of_any_kind_past_its_gate(world: World, door: str) -> None:
    attempt, because = DOORS[door]
    for stage in stages(world):
        refused_in_words(f"{stage.draft}", lambda stage=stage: attempt(stage), because)  # type: ignore[misc]
        assert stage.draft not in in_force()


@pytest.mark.parametrize("what", NEW)
def test_no_new_row_lets_a_draft_of_any_kind_past_its_gate(world: World, what: str) -> None:
    for stage in stages(world):
        every_new(lambda stage=stage: NEW[what](stage))  # type: ignore[misc]
        assert stage.draft not in in_force()


@pytest.mark.parametrize("what", MOVED)
def test_no_changed_row_lets_a_draft_of_any_kind_past_its_gate(world: World, what: str) -> None:
    for stage in stages(world):
        every_change(*MOVED[what](stage))
        assert stage.draft not in in_force()
        assert stage.good in in_force()


def test_the_command_puts_a_closed_version_in_force_in_a_stewards_name(world: World) -> None:
    version, actor = closed(world, matter_of(world)), steward(world)
    call_command("put_in_force", str(version.uuid), by=actor.user.email.upper())
    assert version in in_force()
    entries = AuditEntry.objects.filter(object_uuid=version.uuid).order_by("-pk")[:2]
    assert [(entry.action, entry.actor) for entry in entries] == [
        ("version.activated_by_command", actor.uuid),
        ("version.activated", actor.uuid),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": "agent@example.org"}, 1),
        ({"by": "nobody@example.org"}, 2),
        ({"version": "x"}, 2),
        ({"version": "00000000-0000-0000-0000-000000000000"}, 2),
        ({"starts_at": "2027-01-04T00:00"}, 2),
        ({"starts_at": "soon"}, 2),
        ({"starts_at": "2001-01-01T00:00+00:00"}, 1),
    ],
)
def test_the_command_asks_for_a_steward_a_version_and_an_instant(
    world: World, change: dict[str, str], code: int
) -> None:
    version = closed(world, matter_of(world))
    given = {"version": str(version.uuid), "by": steward(world).user.email, "starts_at": None} | change
    before = rows()
    with pytest.raises(CommandError) as said, transaction.atomic():
        call_command("put_in_force", given.pop("version"), **given)
    assert said.value.returncode == code
    assert rows() == before


# What is recorded about people.


@dataclass(frozen=True)
class Watched:
    """What an observation would say, and one that is rightly there."""

    values: dict[str, Any]
    there: Observation


def never_told(world: World) -> dict[str, Any]:
    system, _, notice = noticed(world)
    worker = world.person("agent")
    return {"system": system, "notice": notice, "worker": worker, "observed_at": timezone.now()}


def told_afterwards(world: World) -> dict[str, Any]:
    system, _, notice = noticed(world)
    earlier = notice.delivered_at - timedelta(microseconds=1)
    return {"system": system, "notice": notice, "worker": world.mate, "observed_at": earlier}


def told_of_a_draft(world: World) -> dict[str, Any]:
    system, version = registered(world)
    (notice,) = give_notice(
        actor=steward(world), system=system, version=version, workers=[world.mate], channel=Channel.EMAIL
    )
    return {"system": system, "notice": notice, "worker": world.mate, "observed_at": timezone.now()}


def told_of_what_was_in_force(world: World) -> dict[str, Any]:
    system, _, notice = noticed(world)
    wider = replace(DESCRIPTION, recorded={"en": "Sound and screens"})
    second = gates.propose(
        actor=steward(world), matter=system.matter, procedure=standard("monitoring_system"),
        content=wider.data(),
    )  # fmt: skip
    put_in_force(world, second)
    return {"system": system, "notice": notice, "worker": world.mate, "observed_at": timezone.now()}


def told_by_another_system(world: World) -> dict[str, Any]:
    _, _, notice = noticed(world)
    system, version = registered(world, "keys")
    put_in_force(world, version)
    return {"system": system, "notice": notice, "worker": world.mate, "observed_at": timezone.now()}


UNTOLD = (never_told, told_afterwards, told_of_a_draft, told_of_what_was_in_force, told_by_another_system)


@pytest.fixture(params=UNTOLD, ids=lambda each: each.__name__)
def untold(request: pytest.FixtureRequest, world: World) -> Watched:
    values = request.param(world)
    screens, _, _ = noticed(world, "screens")
    there = observe(
        system=screens, worker=world.mate, observed_at=timezone.now(), kind="call", value="rightly"
    )
    return Watched(values, there)


def test_no_door_records_whom_nobody_told(world: World, untold: Watched) -> None:
    values = untold.values
    sent = {"person": str(values["worker"].uuid), "observed_at": values["observed_at"].isoformat()}
    address = f"monitoring/systems/{values['system'].uuid}/observations"
    leader = Program(secret_of(world.person("team_leader")))

    def by_interface() -> str:
        return str(leader.post(address, sent | {"kind": "call", "value": 1}).json()["code"])

    def by_action() -> str:
        with pytest.raises(EquipoiseError) as said:
            observe(**{name: values[name] for name in ("system", "worker", "observed_at")}, kind="c", value=1)
        return said.value.code

    refused_in_words("interface", by_interface, "monitoring.not_noticed")
    refused_in_words("action", by_action, "monitoring.not_noticed")


def test_no_new_row_records_whom_nobody_told(untold: Watched) -> None:
    every_new(lambda: Observation(**untold.values, kind="call", value="1"), "an observation needs a notice")


def test_no_row_without_a_notice_at_all_is_written(untold: Watched) -> None:
    every_new(lambda: Observation(**untold.values | {"notice": None}, kind="call", value="1"))


def test_no_changed_row_records_whom_nobody_told(untold: Watched) -> None:
    every_change(untold.there, untold.values)
    for name, value in untold.values.items():
        if getattr(untold.there, name) != value:
            every_change(untold.there, {name: value})


def test_no_notice_is_dated_back_or_moved_to_another_worker(world: World, untold: Watched) -> None:
    notice = untold.values["notice"]
    for values in ({"delivered_at": notice.delivered_at - DAY}, {"worker": world.person("agent")}):
        every_change(notice, values)


# Rosters.


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def unchecked(small: SmallCentre, weeks: int = 2) -> Roster:
    """A roster that nobody checked, some weeks after the one that is there."""
    first, later = small.roster, timedelta(weeks=weeks)
    return Roster.objects.create(
        centre=small.centre, number=90 + weeks, starts_on=first.starts_on + later,
        ends_on=first.ends_on + later, requirement=first.requirement, objective=1.0, bound=1.0,
    )  # fmt: skip


def blocking(small: SmallCentre) -> Roster:
    """Two hours of rest between two shifts."""
    roster, worker = unchecked(small), small.workers["agent"]
    for start in (12, 22):
        add_day(roster, worker, small.queues[0], roster.starts_on, start=start)
    check_it(roster, [worker])
    assert Check.objects.get(roster=roster).blocking > 0
    return roster


@pytest.fixture(params=(unchecked, blocking), ids=lambda each: each.__name__)
def bad(request: pytest.FixtureRequest, small: SmallCentre) -> Roster:
    made: Roster = request.param(small)
    return made


def test_no_door_publishes_what_is_unchecked_or_must_be_fixed(small: SmallCentre, bad: Roster) -> None:
    """What the checker has not seen is not even there; what it refused names the number of findings."""
    checked = Check.objects.filter(roster=bad).first()
    status = 409 if checked else 404
    before = rows()
    assert client_of(small.planner).post(f"/roster/{bad.uuid}/publish").status_code == status
    assert rows() == before
    caller = Program(secret_of(small.planner))
    before = rows()
    answer = caller.post(f"rosters/{bad.uuid}/publish")
    assert answer.status_code == status
    if checked:
        said = answer.json()
        assert (said["code"], said["fields"]) == ("roster.must_be_fixed", {"blocking": checked.blocking})
    with pytest.raises((EquipoiseError, Check.DoesNotExist)), transaction.atomic():
        publish(actor=small.planner, roster=bad)
    assert rows() == before


def test_no_new_row_publishes_what_is_unchecked_or_must_be_fixed(small: SmallCentre, bad: Roster) -> None:
    every_new(
        lambda: Publication(roster=bad, published_at=timezone.now(), published_by=small.planner),
        "the independent checker",
    )


def test_no_publication_is_moved_to_what_is_unchecked_or_must_be_fixed(
    small: SmallCentre, bad: Roster
) -> None:
    there = publish(actor=small.planner, roster=small.roster)
    every_change(there, {"roster": bad})
    every_change(there, {"published_at": there.published_at - DAY})
    assert Publication.objects.get().roster == small.roster


def test_a_check_is_not_made_to_say_something_else(small: SmallCentre) -> None:
    """Nor moved: what INSERT OR REPLACE does to a check is a deletion, which a draft's check allows."""
    check, good = Check.objects.get(roster=blocking(small)), Check.objects.get(roster=small.roster)
    for way, change in CHANGES.items():
        if way != "sql_replace":
            refused(way, lambda change=change: change(check, {"blocking": 0}))  # type: ignore[misc]
            refused(way, lambda change=change: change(good, {"roster": unchecked(small, 4)}))  # type: ignore[misc]
    check.refresh_from_db()
    assert check.blocking > 0
