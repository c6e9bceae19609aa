"""Nothing gated is in force without its steps, whichever way one tries."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone
from tests.web.gate_world import closed, complete_steps, matter_of, proposed, standard, steward
from tests.web.ways import WRITES, raw
from tests.web.world import DAY, World, make_world

from equipoise_web.core.actions import gates
from equipoise_web.core.errors import NotClosed, StepOutOfOrder, StepsMissing
from equipoise_web.core.models import (
    Activation,
    AuditEntry,
    Closure,
    GatedKind,
    MinimumStep,
    Procedure,
    ProcedureStep,
    StepDone,
    Version,
)
from equipoise_web.core.queries.gates import in_force, steps_to_do, version_in_force

Write = Callable[[Any], None]
KINDS = (
    "rule_overlay",
    "target_policy",
    "shift_system",
    "monitoring_system",
    "attendance_norm",
    "technology",
    "launch",
)


@pytest.fixture(params=sorted(WRITES))
def write(request: pytest.FixtureRequest) -> Write:
    return WRITES[request.param]


@pytest.mark.parametrize("kind", KINDS)
def test_a_version_takes_effect_after_its_steps_closure_and_activation_and_not_before(
    world: World, kind: str
) -> None:
    matter, actor = matter_of(world, kind), steward(world)
    version = proposed(world, matter, {"weight": 0.4})
    with pytest.raises(NotClosed):
        gates.activate(actor=actor, version=version, starts_at=timezone.now())
    with pytest.raises(StepsMissing) as missing:
        gates.close(actor=actor, version=version)
    assert missing.value.steps == tuple(step.code for step in version.procedure.steps.all())
    complete_steps(world, version)
    gates.close(actor=actor, version=version)
    assert version_in_force(matter) is None
    start = timezone.now()
    gates.activate(actor=actor, version=version, starts_at=start)
    assert version_in_force(matter, start) == version
    assert version_in_force(matter, start - timedelta(microseconds=1)) is None
    assert version.data == {"weight": 0.4}
    assert version.is_intact()


def test_each_stage_leaves_an_audit_entry(world: World) -> None:
    version = closed(world, matter_of(world))
    gates.activate(actor=steward(world), version=version, starts_at=timezone.now())
    actions = (
        AuditEntry.objects.filter(object_uuid=version.uuid).order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == [
        "version.proposed",
        *["version.step_done"] * 3,
        "version.closed",
        "version.activated",
    ]


def test_whoever_is_no_steward_is_refused_every_action(world: World) -> None:
    matter = matter_of(world)
    version = proposed(world, matter)
    for role in ("agent", "administrator", "auditor", "team_leader", "evaluator"):
        actor = world.person(role)
        with pytest.raises(PermissionDenied):
            gates.propose(actor=actor, matter=matter, procedure=standard(), content=1)
        with pytest.raises(PermissionDenied):
            gates.complete_step(actor=actor, version=version, code="informed", evidence="x")
        with pytest.raises(PermissionDenied):
            gates.close(actor=actor, version=version)
        with pytest.raises(PermissionDenied):
            gates.activate(actor=actor, version=version, starts_at=timezone.now())


def test_a_closure_is_refused_while_a_step_is_open(world: World, write: Write) -> None:
    version, actor = proposed(world, matter_of(world)), steward(world)
    steps = list(steps_to_do(version))
    for step in steps:
        row = Closure(version=version, closed_at=timezone.now(), closed_by=actor)
        with pytest.raises(IntegrityError, match="all its steps"), transaction.atomic():
            write(row)
        gates.complete_step(actor=actor, version=version, code=step.code, evidence="letter")
    write(Closure(version=version, closed_at=timezone.now(), closed_by=actor))
    assert Closure.objects.filter(version=version).exists()


def test_a_closure_dated_before_its_steps_is_refused(world: World, write: Write) -> None:
    version, actor = proposed(world, matter_of(world)), steward(world)
    before = timezone.now()
    complete_steps(world, version)
    with pytest.raises(IntegrityError, match="all its steps"), transaction.atomic():
        write(Closure(version=version, closed_at=before, closed_by=actor))


@pytest.mark.parametrize("closure_id", [None, 987654321])
def test_an_activation_without_a_closure_is_refused(
    world: World, write: Write, closure_id: int | None
) -> None:
    row = Activation(closure_id=closure_id, starts_at=timezone.now(), activated_by=steward(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        write(row)


def test_an_activation_for_the_time_before_its_closure_is_refused(world: World, write: Write) -> None:
    closure = closed(world, matter_of(world)).closure
    row = Activation(
        closure=closure, starts_at=closure.closed_at - timedelta(seconds=1), activated_by=steward(world)
    )
    with pytest.raises(IntegrityError, match="before its closure"), transaction.atomic():
        write(row)


def test_no_update_moves_an_activation_or_a_closure_to_another_version(world: World) -> None:
    good, actor = closed(world, matter_of(world)), steward(world)
    activation = gates.activate(actor=actor, version=good, starts_at=timezone.now())
    bad = proposed(world, matter_of(world, name="Others"))
    other = closed(world, matter_of(world, name="Third")).closure
    attempts: list[Callable[[], Any]] = [
        lambda: Closure.objects.filter(version=good).update(version=bad),
        lambda: Version.objects.filter(pk=good.pk).update(content='"y"'),
        lambda: Version.objects.filter(pk=bad.pk).update(procedure=good.procedure),
        lambda: Activation.objects.filter(pk=activation.pk).update(closure=other),
        lambda: Activation.objects.filter(pk=activation.pk).update(starts_at=timezone.now() - DAY),
        lambda: raw("UPDATE core_closure SET version_id = %s", bad.pk),
        lambda: raw("UPDATE core_version SET content = 'y' WHERE id = %s", good.pk),
        lambda: raw("UPDATE core_activation SET closure_id = %s", other.pk),
        lambda: raw("DELETE FROM core_stepdone"),
        lambda: raw("DELETE FROM core_activation"),
        lambda: raw("DELETE FROM core_procedurestep"),
        lambda: Version.objects.filter(pk=bad.pk)._raw_delete("default"),
    ]
    good.content = '"changed"'
    attempts.append(good.save)
    attempts.append(lambda: Version.objects.bulk_update([good], ["content"]))
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert list(in_force()) == [good]
    assert Version.objects.get(pk=good.pk).data == "x"


@pytest.mark.parametrize(
    "model", [GatedKind, MinimumStep, Procedure, ProcedureStep, Version, StepDone, Closure]
)
def test_gate_rows_can_be_neither_changed_nor_removed(world: World, model: Any) -> None:
    closed(world, matter_of(world))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.update(created_at=timezone.now())
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        raw(f"DELETE FROM {model._meta.db_table}")
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            raw(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {model._meta.db_table} CASCADE")


def test_replacing_a_version_by_its_number_is_refused(world: World) -> None:
    version = closed(world, matter_of(world))
    row = Version(matter=version.matter, number=version.number, procedure=version.procedure, content='"z"')
    for write in WRITES.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            write(row)
    assert Version.objects.get(pk=version.pk).data == "x"


def test_a_procedure_with_fewer_steps_than_the_minimum_cannot_be_followed(world: World, write: Write) -> None:
    matter = matter_of(world)
    short = Procedure.objects.create(kind=matter.kind, organisation=world.organisation, name="Short")
    row = Version(matter=matter, number=1, procedure=short, content="1")
    for code in ("informed", "consulted"):
        with pytest.raises(IntegrityError, match="minimum"), transaction.atomic():
            write(row)
        ProcedureStep.objects.create(procedure=short, position=len(code), code=code)
    ProcedureStep.objects.create(procedure=short, position=99, code="answered")
    write(row)
    with pytest.raises(IntegrityError, match="no further steps"), transaction.atomic():
        ProcedureStep.objects.create(procedure=short, position=100, code="late")


def test_a_procedure_of_another_kind_or_organisation_cannot_be_followed(world: World, write: Write) -> None:
    matter = matter_of(world)
    theirs = Procedure.objects.create(
        kind=matter.kind, organisation=world.stranger.organisation, name="Theirs"
    )
    for position, code in enumerate(("informed", "consulted", "answered")):
        ProcedureStep.objects.create(procedure=theirs, position=position, code=code)
    for procedure in (standard("launch"), theirs):
        with pytest.raises(IntegrityError, match="own kind and organisation"), transaction.atomic():
            write(Version(matter=matter, number=1, procedure=procedure, content="1"))


def test_a_step_done_out_of_order_or_of_another_procedure_is_refused(world: World, write: Write) -> None:
    version, actor = proposed(world, matter_of(world)), steward(world)
    second = version.procedure.steps.all()[1]
    foreign = standard("launch").steps.get(code="affected_named")
    for step in (second, foreign):
        row = StepDone(version=version, step=step, done_at=timezone.now(), done_by=actor, evidence="x")
        with pytest.raises(IntegrityError, match="follows the steps before"), transaction.atomic():
            write(row)
    with pytest.raises(StepOutOfOrder):
        gates.complete_step(actor=actor, version=version, code="answered", evidence="x")


def test_a_new_version_in_force_ends_the_one_before(world: World) -> None:
    matter, actor = matter_of(world), steward(world)
    first, second = closed(world, matter), closed(world, matter)
    start = timezone.now()
    gates.activate(actor=actor, version=first, starts_at=start)
    gates.activate(actor=actor, version=second, starts_at=start + DAY)
    assert version_in_force(matter, start + DAY - timedelta(seconds=1)) == first
    assert version_in_force(matter, start + DAY) == second


def test_two_versions_of_a_matter_are_never_in_force_together(world: World, write: Write) -> None:
    matter, actor = matter_of(world), steward(world)
    first, second = closed(world, matter), closed(world, matter)
    start = timezone.now()
    gates.activate(actor=actor, version=first, starts_at=start)
    row = Activation(closure=second.closure, starts_at=start + DAY, activated_by=actor)
    with pytest.raises(IntegrityError, match="one version of a matter"), transaction.atomic():
        write(row)
    Activation.objects.filter(closure=first.closure).update(ends_at=start + DAY)
    write(row)
    for later in (None, start + 2 * DAY):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activation.objects.filter(closure=first.closure).update(ends_at=later)


def test_a_step_recorded_twice_at_once_is_done_once(own_database: str) -> None:
    world = make_world()
    version, actor = proposed(world, matter_of(world)), steward(world)
    barrier, outcomes = threading.Barrier(3), []

    def do() -> None:
        try:
            barrier.wait(10)
            gates.complete_step(actor=actor, version=version, code="informed", evidence="minutes")
            outcomes.append("done")
        except StepOutOfOrder:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["done", "refused", "refused"]


def test_of_two_activations_at_once_one_is_refused(own_database: str) -> None:
    world = make_world()
    matter, actor = matter_of(world), steward(world)
    closures = [closed(world, matter).closure for _ in range(4)]
    barrier, outcomes = threading.Barrier(4), []

    def activate(closure: Closure) -> None:
        barrier.wait()
        try:
            Activation.objects.create(closure=closure, starts_at=timezone.now(), activated_by=actor)
            outcomes.append("done")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=activate, args=(closure,)) for closure in closures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["done", "refused", "refused", "refused"]


def test_drafts_are_seen_by_those_who_negotiate_and_by_all_once_in_force(world: World) -> None:
    version = closed(world, matter_of(world))
    agent, representative = world.users["agent"], world.users["representative"]
    assert version not in Version.objects.visible_to(agent)
    assert version in Version.objects.visible_to(representative)
    gates.activate(actor=steward(world), version=version, starts_at=timezone.now())
    assert version in Version.objects.visible_to(agent)
