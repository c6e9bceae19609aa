"""Ask for a plan, and follow the job that makes it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Header, Query, Router, Schema, Status

from equipoise_web.api.access import needs
from equipoise_web.api.asking import centre_asked, one, standing_of
from equipoise_web.api.errors import KeyReused
from equipoise_web.api.shapes import Day, Page, Part, page
from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.actions import jobs as job_actions
from equipoise_web.core.models import Person, Run
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.jobs import error_code
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions import plans

router = Router(tags=["plans"])
Key = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")]


class PlanIn(Schema):
    """A plan of whole weeks. Give ``seconds`` or ``work``: only ``work`` promises the same roster again."""

    centre: UUID
    start: Day
    weeks: int = Field(ge=1, le=52)
    seconds: float | None = Field(None, gt=0, le=14400)
    work: int | None = Field(None, ge=1, le=plans.LARGEST)
    seed: int = Field(1, ge=0, le=plans.LARGEST)


class JobOut(Schema):
    """A job. ``progress`` has ``step``, ``objective`` and ``bound`` of a plan that is being made.

    ``state`` is queued, running, done, failed, cancelled or outdated; ``result`` of a plan names its
    ``roster``; ``error`` is the code of what failed.
    """

    id: UUID
    kind: str
    state: str
    stopping: bool
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempts: int
    progress: Any
    result: Any
    error: str


@router.post("/plans", response={202: JobOut})
@needs("plans:write", allow(Role.PLANNER))
def request_plan(
    request: HttpRequest, asked: PlanIn, idempotency_key: Annotated[Key | None, Header()] = None
) -> Status[JobOut]:
    """Queue a plan. With an ``Idempotency-Key`` asking twice makes one job."""
    actor = actor_of(request)
    values = asked.dict(exclude={"centre"})
    with transaction.atomic():
        run = plans.request_plan(
            actor=actor,
            centre=centre_asked(request, asked.centre),
            key=_key(actor, idempotency_key),
            **values,
        )
        _refuse_other(run, asked)
    return Status(202, _job(run))


@router.get("/jobs", response=Page[JobOut])
@needs("plans:read", signed_in)
def jobs(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """The jobs that the caller sees, the newest first."""
    rows = Run.objects.visible_to(standing_of(request)).order_by("-created_at", "-pk")
    return page(rows, part, _job)


@router.get("/jobs/{uuid:run}", response=JobOut)
@needs("plans:read", signed_in)
def job(request: HttpRequest, run: UUID) -> JobOut:
    """One job, with its progress while it lasts."""
    return _job(one(Run.objects.visible_to(standing_of(request)), run))


@router.post("/jobs/{uuid:run}/cancel", response={202: JobOut})
@needs("plans:write", signed_in)
def cancel_job(request: HttpRequest, run: UUID) -> Status[JobOut]:
    """Ask a job to stop; one that has ended stays as it is."""
    seen = Run.objects.visible_to(standing_of(request)).select_related("organisation")
    job_actions.cancel(actor=actor_of(request), run=one(seen, run))
    return Status(202, _job(one(seen, run)))


def _key(actor: Person, sent: str | None) -> str | None:
    """One's own key: nobody finds another's job by guessing."""
    return f"{actor.uuid}:{sent}" if sent else None


def _refuse_other(run: Run, asked: PlanIn) -> None:
    """The job of a key is the one that was asked for, or the key is used for two things."""
    made, wanted = json.loads(run.arguments), asked.dict()
    wanted |= {"centre": str(asked.centre), "start": asked.start.isoformat()}
    if {name: made[name] for name in wanted} != wanted:
        raise KeyReused("this Idempotency-Key was sent before, with another request")


def _job(run: Run) -> JobOut:
    return JobOut(
        id=run.uuid, kind=run.kind, state=run.state, stopping=run.cancel_asked, asked_at=run.created_at,
        started_at=run.started_at, finished_at=run.finished_at, attempts=run.attempts,
        progress=json.loads(run.progress), result=json.loads(run.result), error=error_code(run.error),
    )  # fmt: skip
