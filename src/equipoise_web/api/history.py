"""Files of history: bring one in, look what it would do, apply it. The worker reads them, not the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile

from equipoise_web.api.access import needs
from equipoise_web.api.asking import centre_asked, of, standing_of
from equipoise_web.api.shapes import Page, Part, page
from equipoise_web.core.access import allow
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.service.actions import history_jobs as actions
from equipoise_web.service.models import HistoryImport
from equipoise_web.service.queries.imports import stage_of, visible_import

router = Router(tags=["history"])
RELATED = ("centre__organisation", "uploaded_by", "applied_by", "compare_run", "apply_run")


class ImportOut(Schema):
    """A file on its way. ``stage`` says where it stands; ``problem`` names row and field of an unusable one.

    ``difference`` counts intervals that the file adds, changes and leaves as they are.
    """

    id: UUID
    centre: UUID
    filename: str
    sha256: str
    stage: str
    uploaded_at: datetime
    compared_at: datetime | None
    applied_at: datetime | None
    difference: dict[str, Any]
    problem: dict[str, Any]
    compare_job: UUID | None
    apply_job: UUID | None


@router.get("/history", response=Page[ImportOut])
@needs("history:read", allow(Role.PLANNER, Role.AUDITOR))
def history_files(request: HttpRequest, part: Query[Part], centre: UUID | None = None) -> dict[str, Any]:
    """Files of history, the newest first."""
    rows = HistoryImport.objects.visible_to(standing_of(request)).defer("content").select_related(*RELATED)
    return page(of(rows, centre__uuid=centre).order_by("-created_at", "-pk"), part, _shown)


@router.post("/history", response={202: ImportOut})
@needs("history:write", allow(Role.PLANNER))
def upload_history(request: HttpRequest, centre: Form[UUID], file: File[UploadedFile]) -> Status[ImportOut]:
    """Keep a file and let the worker compare it; nothing else changes yet."""
    staged = actions.upload_history(
        actor=actor_of(request),
        centre=centre_asked(request, centre),
        filename=file.name or "",
        content=file.read(),
    )
    return _accepted(request, staged)


@router.get("/history/{uuid:staged}", response=ImportOut)
@needs("history:read", allow(Role.PLANNER, Role.AUDITOR))
def history_file(request: HttpRequest, staged: UUID) -> ImportOut:
    """One file: what it would do, or did."""
    return _shown(_seen(request, staged))


@router.post("/history/{uuid:staged}/apply", response={202: ImportOut})
@needs("history:write", allow(Role.PLANNER))
def apply_history(request: HttpRequest, staged: UUID) -> Status[ImportOut]:
    """Let the worker write what was compared; asking twice does it once."""
    return _ask(request, staged, actions.request_application)


@router.post("/history/{uuid:staged}/compare", response={202: ImportOut})
@needs("history:write", allow(Role.PLANNER))
def compare_history(request: HttpRequest, staged: UUID) -> Status[ImportOut]:
    """Let the worker compare a kept file once more."""
    return _ask(request, staged, actions.request_comparison)


def _ask(request: HttpRequest, staged: UUID, ask: Callable[..., HistoryImport]) -> Status[ImportOut]:
    return _accepted(request, ask(actor=actor_of(request), staged=_seen(request, staged)))


def _accepted(request: HttpRequest, staged: HistoryImport) -> Status[ImportOut]:
    return Status(202, _shown(_seen(request, staged.uuid)))


def _seen(request: HttpRequest, staged: UUID) -> HistoryImport:
    found = visible_import(standing_of(request), staged)
    if found is None:
        raise Http404
    return found


def _shown(row: HistoryImport) -> ImportOut:
    return ImportOut(
        id=row.uuid, centre=row.centre.uuid, filename=row.filename, sha256=row.sha256,
        stage=stage_of(row).value, uploaded_at=row.created_at, compared_at=row.compared_at,
        applied_at=row.applied_at, difference=row.difference, problem=row.problem,
        compare_job=row.compare_run.uuid if row.compare_run else None,
        apply_job=row.apply_run.uuid if row.apply_run else None,
    )  # fmt: skip
