"""What is gated: versions, their steps, closure, and putting them in force."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from equipoise_web.api.access import needs
from equipoise_web.api.asking import standing_of
from equipoise_web.api.shapes import Instant, Page, Part, Prose, page
from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.actions import gates as actions
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.changes import Change, change, changes
from equipoise_web.core.roles import Role

router = Router(tags=["gates"])
Code = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]


class StepOut(Schema):
    """A step of the procedure; without ``done_at`` it is still to be done."""

    code: str
    done_at: datetime | None
    done_by: UUID | None
    evidence: str | None


class VersionOut(Schema):
    """One wording of a gated matter.

    ``state`` is draft, superseded, closed, coming, in_force or ended; ``sha256`` is of the content.
    """

    id: UUID
    kind: str
    matter: str
    number: int
    state: str
    sha256: str
    content: Any
    steps: list[StepOut]
    closed_at: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None


class StepIn(Schema):
    """The next step was done, and this shows it."""

    code: Code
    evidence: Prose


class ForceIn(Schema):
    """From when a closed version is in force; not before its closure."""

    starts_at: Instant


@router.get("/versions", response=Page[VersionOut])
@needs("gates:read", signed_in)
def versions(request: HttpRequest, part: Query[Part]) -> dict[str, Any]:
    """The versions that the caller sees, the newest first."""
    return page(changes(standing_of(request)), part, _version)


@router.get("/versions/{uuid:version}", response=VersionOut)
@needs("gates:read", signed_in)
def version(request: HttpRequest, version: UUID) -> VersionOut:
    """One version with its steps and evidence."""
    return _version(_seen(request, version))


@router.post("/versions/{uuid:version}/steps", response=VersionOut)
@needs("gates:write", allow(*actions.STEWARDS, Role.REPRESENTATIVE))
def record_step(request: HttpRequest, version: UUID, asked: StepIn) -> VersionOut:
    """Record that the next step was done."""
    row = _seen(request, version).version
    actions.complete_step(actor=actor_of(request), version=row, code=asked.code, evidence=asked.evidence)
    return _version(_seen(request, version))


@router.post("/versions/{uuid:version}/close", response=VersionOut)
@needs("gates:write", allow(*actions.STEWARDS))
def close_version(request: HttpRequest, version: UUID) -> VersionOut:
    """Close a version whose steps are all done."""
    actions.close(actor=actor_of(request), version=_seen(request, version).version)
    return _version(_seen(request, version))


@router.post("/versions/{uuid:version}/activate", response=VersionOut)
@needs("gates:write", allow(*actions.STEWARDS))
def put_in_force(request: HttpRequest, version: UUID, asked: ForceIn) -> VersionOut:
    """Put a closed version in force from an instant on; the one before it ends then."""
    row = _seen(request, version).version
    actions.activate(actor=actor_of(request), version=row, starts_at=asked.starts_at)
    return _version(_seen(request, version))


def _seen(request: HttpRequest, version: UUID) -> Change:
    found = change(standing_of(request), version)
    if found is None:
        raise Http404
    return found


def _version(found: Change) -> VersionOut:
    row, activation = found.version, found.activation
    return VersionOut(
        id=row.uuid, kind=row.matter.kind.code, matter=row.matter.name, number=row.number,
        state=found.state, sha256=row.content_hash, content=row.data, closed_at=found.closed_at,
        starts_at=activation.starts_at if activation else None,
        ends_at=activation.ends_at if activation else None,
        steps=[
            StepOut(
                code=step.code,
                done_at=step.done.done_at if step.done else None,
                done_by=step.done.done_by.uuid if step.done else None,
                evidence=step.done.evidence if step.done else None,
            )
            for step in found.steps
        ],
    )  # fmt: skip
