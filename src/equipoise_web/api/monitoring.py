"""The register of monitoring systems, notices to workers, and what a system recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator, JsonValue, StringConstraints

from equipoise_web.api.access import needs
from equipoise_web.api.asking import one, standing_of
from equipoise_web.api.shapes import Instant, Page, Part, page
from equipoise_web.core.access import allow, demand, signed_in
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Person, Version
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.monitoring import actions
from equipoise_web.monitoring.models import Channel, System
from equipoise_web.monitoring.queries.register import Entry, entry_of, register
from equipoise_web.monitoring.queries.told import TELLERS

router = Router(tags=["monitoring"])
# Who may let a system record the people in his scope; the database asks for the notice besides.
RECORDERS = (Role.HR, Role.TEAM_LEADER)
Kind = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]


def _canonical(value: Any) -> Any:
    """A value that can be kept: no infinity or NaN, no half of a character."""
    canonical(value).encode()
    return value


class SystemOut(Schema):
    """A system as the register has it; ``description`` is what workers are told, ``version`` its wording.

    ``in_force`` is whether it may record anybody at all; ``told`` of ``people`` had a notice.
    """

    id: UUID
    code: str
    version: UUID | None
    in_force: bool
    description: dict[str, Any] | None
    told: int
    people: int


class NoticesIn(Schema):
    """People were told of a description, by default of the one in force."""

    people: list[UUID] = Field(min_length=1, max_length=500)
    channel: Channel
    version: UUID | None = None


class NoticesOut(Schema):
    """How many notices were kept; whoever had one by this channel is not counted again."""

    delivered: int


class ObservationIn(Schema):
    """What a system recorded about a person; refused without a notice before it."""

    person: UUID
    observed_at: Instant
    kind: Kind
    value: Annotated[JsonValue, AfterValidator(_canonical)]


class ObservationOut(Schema):
    id: UUID
    observed_at: datetime


@router.get("/monitoring/systems", response=Page[SystemOut])
@needs("monitoring:read", signed_in)
def systems(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """Every system of the organisation, by title."""
    return page(register(standing_of(request)), part, _system)


@router.post("/monitoring/systems/{uuid:system}/notices", response={201: NoticesOut})
@needs("monitoring:write", allow(*TELLERS))
def give_notice(request: HttpRequest, system: UUID, asked: NoticesIn) -> Status[NoticesOut]:
    """Keep that people in one's scope were told what a system records."""
    row = _seen(request, system)
    seen = Person.objects.visible_to(standing_of(request))
    people = [one(seen, person) for person in dict.fromkeys(asked.people)]
    made = actions.give_notice(
        actor=actor_of(request), system=row, version=_version(request, row, asked.version), workers=people,
        channel=asked.channel,
    )  # fmt: skip
    return Status(201, NoticesOut(delivered=len(made)))


@router.post("/monitoring/systems/{uuid:system}/observations", response={201: ObservationOut})
@needs("monitoring:write", allow(*RECORDERS))
def record_observation(request: HttpRequest, system: UUID, asked: ObservationIn) -> Status[ObservationOut]:
    """Keep what a system recorded about a person in one's scope, who was told of it before."""
    actor, row = actor_of(request), _seen(request, system)
    worker = one(Person.objects.visible_to(standing_of(request)), asked.person)
    with transaction.atomic():
        demand(actor, *RECORDERS, over=worker)
        made = actions.observe(
            system=row, worker=worker, observed_at=asked.observed_at, kind=asked.kind, value=asked.value
        )
        record(actor, "observation.recorded", made, system=row, worker=worker, kind=asked.kind)
    return Status(201, ObservationOut(id=made.uuid, observed_at=made.observed_at))


def _seen(request: HttpRequest, system: UUID) -> System:
    return one(System.objects.visible_to(standing_of(request)).select_related("matter__organisation"), system)


def _version(request: HttpRequest, system: System, asked: UUID | None) -> Version:
    """The description that was asked for, or the one in force."""
    if asked is not None:
        return one(Version.objects.visible_to(standing_of(request)).filter(matter=system.matter_id), asked)
    current = entry_of(standing_of(request), system).current
    if current is None:
        raise Http404
    return current.version


def _system(entry: Entry) -> SystemOut:
    shown = entry.shown
    return SystemOut(
        id=entry.system.uuid, code=entry.system.code, version=shown.version.uuid if shown else None,
        in_force=entry.current is not None, description=shown.version.data if shown else None,
        told=entry.told, people=entry.people,
    )  # fmt: skip
