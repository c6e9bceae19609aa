"""Register a system, tell workers of it, and record what it observes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from equipoise_web.core.access import demand, standing_of_person
from equipoise_web.core.actions import gates
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import GatedKind, Matter, Organisation, Person, Procedure, Version
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.core.roles import READ_ONLY
from equipoise_web.monitoring.description import Description
from equipoise_web.monitoring.errors import NotNoticed
from equipoise_web.monitoring.models import Channel, Notice, Observation, Receipt, System
from equipoise_web.monitoring.queries.told import TELLERS, undelivered


@transaction.atomic
def register_system(
    *, actor: Person, organisation: Organisation, code: str, procedure: Procedure, description: Description
) -> Version:
    """Put a system in the register with its first description, which then has its gate to pass."""
    demand(actor, *gates.STEWARDS, over=organisation)
    kind = GatedKind.objects.get(code="monitoring_system")
    matter = Matter.objects.create(kind=kind, organisation=organisation, name=code)
    system = System.objects.create(code=code, matter=matter)
    record(actor, "system.registered", system, organisation=organisation, code=code)
    return gates.propose(actor=actor, matter=matter, procedure=procedure, content=description.data())


@transaction.atomic
def give_notice(
    *, actor: Person, system: System, version: Version, workers: Iterable[Person], channel: Channel
) -> list[Notice]:
    """Record that a description was delivered to workers; whoever had it by this channel is passed over."""
    people = list(workers)
    _demand_all(actor, people)
    told = set(
        Notice.objects.filter(version=version, channel=channel, worker__in=people).values_list(
            "worker", flat=True
        )
    )
    now = timezone.now()
    made = [
        Notice(system=system, version=version, worker=worker, channel=channel, delivered_at=now)
        for worker in people
        if worker.pk not in told
    ]
    Notice.objects.bulk_create(made)
    if made:
        record(actor, "notice.delivered", system, version=version, channel=channel.value, workers=len(made))
    return made


def _demand_all(actor: Person, workers: list[Person]) -> None:
    """As ``demand`` over each worker, in one question."""
    standing = standing_of_person(actor, timezone.now()).without(READ_ONLY)
    scope = Person.objects.filter(standing.members(*TELLERS), pk__in=[worker.pk for worker in workers])
    beyond = {worker.pk for worker in workers} - set(scope.values_list("pk", flat=True))
    if beyond:
        raise PermissionDenied(f"{actor.uuid} tells nobody beyond the own scope: {len(beyond)} people")


@transaction.atomic
def deliver_own(*, actor: Person) -> list[Notice]:
    """Record that the descriptions in force are shown to the actor in the application, each once."""
    made = []
    for system, version in undelivered(actor):
        notice, new = Notice.objects.get_or_create(
            worker=actor, version=version, channel=Channel.APPLICATION,
            defaults={"system": system, "delivered_at": timezone.now()},
        )  # fmt: skip
        if new:
            record(actor, "notice.delivered", system, version=version, channel=notice.channel, workers=1)
            made.append(notice)
    return made


@transaction.atomic
def confirm_receipt(*, actor: Person, notice: Notice) -> Receipt:
    """A worker confirms the own notice; a second time changes nothing."""
    demand_own(actor, notice)
    receipt, new = Receipt.objects.get_or_create(notice=notice, defaults={"received_at": timezone.now()})
    if new:
        record(actor, "notice.received", notice)
    return receipt


def demand_own(actor: Person, notice: Notice) -> None:
    """Only the worker himself confirms.

    Raises
    ------
    NotNoticed
        The notice went to somebody else.
    """
    if notice.worker_id != actor.pk:
        raise NotNoticed(notice.system, actor)


@transaction.atomic
def observe(*, system: System, worker: Person, observed_at: datetime, kind: str, value: Any) -> Observation:
    """Record what a system observed about a worker.

    Raises
    ------
    NotNoticed
        No description was in force then, or the worker had not been told of it before.
    """
    version = version_in_force(system.matter, observed_at)
    notice = (
        Notice.objects.filter(system=system, version=version, worker=worker, delivered_at__lt=observed_at)
        .order_by("delivered_at")
        .first()
        if version
        else None
    )
    if notice is None:
        raise NotNoticed(system, worker)
    return Observation.objects.create(
        notice=notice,
        system=system,
        worker=worker,
        observed_at=observed_at,
        kind=kind,
        value=canonical(value),
    )
