"""Breaches that stand by a dispensation: giving one, and settling what is owed for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from equipoise_web.api.access import needs
from equipoise_web.api.asking import of, one, standing_of
from equipoise_web.api.shapes import Day, Line, Page, Part, Prose, page
from equipoise_web.compliance.actions import dispensations as actions
from equipoise_web.compliance.models import Finding
from equipoise_web.compliance.queries.dispensation_list import dispensations_of, state_of
from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.local_days import local_date
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.views.asked import purpose_of

router = Router(tags=["rosters"])


class DispensationOut(Schema):
    """One finding that stands: who let it, why, what allows it, and what is owed for it.

    Of a finding private to the worker ``rule`` is empty, but for the worker and HR.
    ``state`` is open, overdue, settled or nothing (owed). ``clause`` is an article or ``none: emergency``.
    """

    id: UUID
    finding: UUID
    roster: UUID
    worker: UUID
    rule: str
    article: str
    severity: str
    starts_at: datetime
    ends_at: datetime
    measured: float | None
    limit: float | None
    unit: str
    cause: str
    reason: str
    clause: str
    compensation: str
    due_on: date | None
    granted_by: UUID
    role: str
    granted_at: datetime
    state: str
    settled_on: date | None
    how: str | None


class GroundsIn(Schema):
    """On what grounds a finding stands.

    ``clause`` is an article, or ``none: emergency``. Without ``compensation`` only if the article says so.
    """

    cause: Literal["absence", "demand", "failure", "danger", "worker", "other"]
    reason: Prose
    clause: Line
    compensation: Prose | None = None
    due_on: Day | None = None


class SettledIn(Schema):
    """When and how the compensation was given."""

    settled_on: Day
    how: Prose


class Chosen(Part):
    """Of which roster."""

    roster: UUID | None = None


@router.get("/dispensations", response=Page[DispensationOut])
@needs("rosters:read", signed_in)
def dispensations(request: HttpRequest, part: Query[Chosen]) -> dict[str, Any]:
    """Those that the caller sees, the latest first."""
    rows = of(_seen(request), roster__uuid=part.roster)
    found = page(rows, part, lambda row: row)
    for centre in {row.roster.centre for row in found["items"]}:
        readings.note(request, purpose_of(request), centre=centre)
    return {**found, "items": [_out(row) for row in found["items"]]}


@router.get("/dispensations/{uuid:dispensation}", response=DispensationOut)
@needs("rosters:read", signed_in)
def dispensation(request: HttpRequest, dispensation: UUID) -> DispensationOut:
    """One in full."""
    row = one(_seen(request), dispensation)
    readings.note(request, purpose_of(request), person=row.worker.person)
    return _out(row)


@router.post("/findings/{uuid:finding}/dispensation", response=DispensationOut)
@needs("rosters:write", allow(Role.PLANNER))
def give_dispensation(request: HttpRequest, finding: UUID, asked: GroundsIn) -> DispensationOut:
    """Let one finding that must be fixed stand; the representatives and the worker are told."""
    found = one(Finding.objects.visible_to(standing_of(request)), finding)
    grounds = actions.Grounds(asked.cause, asked.reason, asked.clause, asked.compensation or "", asked.due_on)
    given = actions.grant(actor=actor_of(request), finding=found, grounds=grounds)
    return _out(one(_seen(request), given.uuid))


@router.post("/dispensations/{uuid:dispensation}/settlement", response=DispensationOut)
@needs("rosters:write", allow(Role.PLANNER, Role.HR))
def settle_dispensation(request: HttpRequest, dispensation: UUID, asked: SettledIn) -> DispensationOut:
    """Record that what was owed was given."""
    row = one(_seen(request), dispensation)
    actions.settle(actor=actor_of(request), dispensation=row, settled_on=asked.settled_on, how=asked.how)
    return _out(one(_seen(request), dispensation))


def _seen(request: HttpRequest) -> Any:
    return dispensations_of(standing_of(request), None).select_related("finding")


def _out(row: Any) -> DispensationOut:
    settlement = getattr(row, "settlement", None)
    return DispensationOut(
        id=row.uuid, finding=row.finding.uuid, roster=row.roster.uuid, worker=row.worker.uuid,
        rule=row.shown_rule, article=row.shown_article, severity=row.severity,
        starts_at=row.starts_at, ends_at=row.ends_at,
        measured=row.measured, limit=row.limit, unit=row.unit, cause=row.cause, reason=row.reason,
        clause=row.clause, compensation=row.compensation, due_on=row.due_on,
        granted_by=row.granted_by.uuid, role=row.role, granted_at=row.granted_at,
        state=state_of(row, local_date(timezone.now(), row.roster.centre.timezone)),
        settled_on=settlement.settled_on if settlement else None,
        how=settlement.how if settlement else None,
    )  # fmt: skip
