"""No record about a worker without a notice of that system, to that worker, before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.gate_world import complete_steps, matter_of, proposed, standard, steward
from tests.web.ways import WRITES, raw
from tests.web.world import DAY, World

from equipoise.errors import InvalidInput
from equipoise_web.core.actions import gates
from equipoise_web.core.models import AuditEntry, Matter, Version
from equipoise_web.monitoring import actions
from equipoise_web.monitoring.description import Description
from equipoise_web.monitoring.errors import NotNoticed
from equipoise_web.monitoring.models import Channel, Notice, Observation, Receipt, System

DESCRIPTION = Description(
    title={"en": "Call recording"},
    purpose={"en": "Coaching"},
    recorded={"en": "Sound of calls"},
    legal_basis={"en": "Agreement of 2026"},
    read_by={"en": "The coach"},
    consequences={"en": "None"},
    retention_days=28,
)


def registered(world: World, code: str = "recording") -> tuple[System, Version]:
    version = actions.register_system(
        actor=steward(world),
        organisation=world.organisation,
        code=code,
        procedure=standard("monitoring_system"),
        description=DESCRIPTION,
    )
    return System.objects.get(code=code), version


def put_in_force(world: World, version: Version) -> None:
    complete_steps(world, version)
    gates.close(actor=steward(world), version=version)
    gates.activate(actor=steward(world), version=version, starts_at=timezone.now())


def noticed(world: World, code: str = "recording") -> tuple[System, Version, Notice]:
    """A system in force, of which the mate has been told."""
    system, version = registered(world, code)
    put_in_force(world, version)
    (notice,) = actions.give_notice(
        actor=steward(world), system=system, version=version, workers=[world.mate], channel=Channel.EMAIL
    )
    return system, version, notice


def row(notice: Notice | None, system: System, worker: Any, observed_at: Any = None) -> Observation:
    return Observation(
        notice=notice,
        system=system,
        worker=worker,
        observed_at=observed_at or timezone.now(),
        kind="call",
        value="1",
    )


@pytest.fixture(params=sorted(WRITES))
def write(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    return WRITES[request.param]


Write = Callable[[Any], None]


def test_equipoise_is_the_first_system_and_has_its_gate_to_pass(world: World) -> None:
    system = System.objects.order_by("pk").first()
    assert system is not None
    assert system.code == "equipoise"
    version = system.matter.versions.get()
    assert version.is_intact()
    assert set(Description.from_data(version.data).title) == {"en", "nl"}
    with pytest.raises(NotNoticed):
        actions.observe(system=system, worker=world.mate, observed_at=timezone.now(), kind="sign_in", value=1)
    for user in world.users.values():
        assert system in System.objects.visible_to(user)


def test_an_observation_after_notice_and_gate_is_recorded(world: World, write: Write) -> None:
    system, _, notice = noticed(world)
    write(row(notice, system, world.mate))
    made = actions.observe(
        system=system, worker=world.mate, observed_at=timezone.now(), kind="call", value={"s": 3}
    )
    assert made.notice == notice
    assert Observation.objects.count() == 2


def test_an_observation_without_any_notice_is_refused(world: World, write: Write) -> None:
    system, _, _ = noticed(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(row(None, system, world.mate))


def test_a_notice_to_somebody_else_does_not_do(world: World, write: Write) -> None:
    system, _, notice = noticed(world)
    with pytest.raises(IntegrityError, match="to this worker"), transaction.atomic():
        write(row(notice, system, world.person("agent")))


def test_a_notice_of_another_system_does_not_do(world: World, write: Write) -> None:
    _, _, notice = noticed(world)
    other, _, _ = noticed(world, "screens")
    with pytest.raises(IntegrityError, match="of this system"), transaction.atomic():
        write(row(notice, other, world.mate))


@pytest.mark.parametrize("before", [timedelta(), timedelta(microseconds=1)])
def test_a_notice_that_does_not_precede_does_not_do(world: World, write: Write, before: timedelta) -> None:
    system, _, notice = noticed(world)
    with pytest.raises(IntegrityError, match="before it"), transaction.atomic():
        write(row(notice, system, world.mate, notice.delivered_at - before))


def test_a_notice_of_a_description_that_is_not_in_force_does_not_do(world: World, write: Write) -> None:
    system, version = registered(world)
    (notice,) = actions.give_notice(
        actor=steward(world), system=system, version=version, workers=[world.mate], channel=Channel.LETTER
    )
    with pytest.raises(IntegrityError, match="in force"), transaction.atomic():
        write(row(notice, system, world.mate))
    put_in_force(world, version)
    write(row(notice, system, world.mate))


def test_a_new_description_in_force_asks_a_new_notice(world: World) -> None:
    system, _, notice = noticed(world)
    wider = replace(DESCRIPTION, recorded={"en": "Sound and screens"})
    second = gates.propose(
        actor=steward(world),
        matter=system.matter,
        procedure=standard("monitoring_system"),
        content=wider.data(),
    )
    put_in_force(world, second)
    with pytest.raises(IntegrityError, match="in force"), transaction.atomic():
        row(notice, system, world.mate).save()
    with pytest.raises(NotNoticed):
        actions.observe(system=system, worker=world.mate, observed_at=timezone.now(), kind="call", value=1)


def test_no_update_turns_an_observation_into_another(world: World) -> None:
    system, _, notice = noticed(world)
    made = actions.observe(system=system, worker=world.mate, observed_at=timezone.now(), kind="call", value=1)
    rows = Observation.objects.filter(pk=made.pk)
    made.worker = world.south
    attempts: list[Callable[[], Any]] = [
        lambda: rows.update(worker=world.south),
        lambda: rows.update(observed_at=timezone.now() - DAY),
        lambda: rows.update(value="2"),
        lambda: Observation.objects.bulk_update([made], ["worker"]),
        lambda: raw("UPDATE monitoring_observation SET worker_id = %s", world.south.pk),
        lambda: Notice.objects.filter(pk=notice.pk).update(worker=world.south),
        lambda: raw("DELETE FROM monitoring_notice"),
        made.save,
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert rows.get().worker == world.mate


def test_an_observation_kept_too_long_can_be_removed(world: World) -> None:
    system, _, _ = noticed(world)
    actions.observe(system=system, worker=world.mate, observed_at=timezone.now(), kind="call", value=1)
    Observation.objects.all().delete()
    assert not Observation.objects.exists()


def test_a_notice_delivers_a_description_of_its_own_system_and_organisation(
    world: World, write: Write
) -> None:
    system, _ = registered(world)
    _, other = registered(world, "screens")
    for version, worker in ((other, world.mate), (system.matter.versions.get(), world.stranger)):
        made = Notice(
            system=system, version=version, worker=worker, channel=Channel.EMAIL, delivered_at=timezone.now()
        )
        with pytest.raises(IntegrityError, match="description of its system"), transaction.atomic():
            write(made)


def test_a_system_outside_the_gate_cannot_be_registered(world: World, write: Write) -> None:
    with pytest.raises(IntegrityError, match="gated matter"), transaction.atomic():
        write(System(code="hidden", matter=matter_of(world)))
    registered(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        System.objects.filter(code="recording").update(
            matter=proposed(world, matter_of(world, name="b")).matter
        )


def test_notice_is_given_once_and_a_receipt_is_asked_not_required(world: World) -> None:
    system, version, notice = noticed(world)
    again = actions.give_notice(
        actor=steward(world), system=system, version=version, workers=[world.mate], channel=Channel.EMAIL
    )
    assert again == []
    assert not Receipt.objects.exists()
    with pytest.raises(NotNoticed):
        actions.confirm_receipt(actor=world.south, notice=notice)
    assert actions.confirm_receipt(actor=world.mate, notice=notice) == actions.confirm_receipt(
        actor=world.mate, notice=notice
    )
    found = AuditEntry.objects.values_list("action", flat=True)
    assert list(found).count("notice.received") == 1
    assert list(found).count("notice.delivered") == 1


def test_registering_and_telling_ask_a_role(world: World) -> None:
    system, version = registered(world)
    for role in ("agent", "auditor", "administrator", "representative", "evaluator"):
        with pytest.raises(PermissionDenied):
            actions.give_notice(
                actor=world.person(role),
                system=system,
                version=version,
                workers=[world.mate],
                channel=Channel.EMAIL,
            )
    with pytest.raises(PermissionDenied):
        actions.register_system(
            actor=world.person("agent"),
            organisation=world.organisation,
            code="x",
            procedure=standard("monitoring_system"),
            description=DESCRIPTION,
        )
    assert Matter.objects.filter(name="x").count() == 0


def test_an_observation_is_seen_by_its_worker_and_leader_alone(world: World) -> None:
    system, _, _ = noticed(world)
    made = actions.observe(system=system, worker=world.mate, observed_at=timezone.now(), kind="call", value=1)
    seen = {role for role, user in world.users.items() if made in Observation.objects.visible_to(user)}
    assert seen == {"team_leader"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"retention_days": 0}, "retention_days"),
        ({"retention_days": True}, "retention_days"),
        ({"purpose": {"nl": "alleen Nederlands"}}, "purpose"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_description_that_leaves_something_out_is_refused(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as problem:
        Description.from_data(DESCRIPTION.data() | change)
    assert problem.value.field == field
