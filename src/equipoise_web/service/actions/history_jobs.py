"""Let the worker compare or apply a file of history; the web server itself never reads one."""

from __future__ import annotations

from django.db import transaction

from equipoise.errors import InvalidInput
from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.jobs.queue import enqueue
from equipoise_web.core.models import Centre, Person, Run, RunState
from equipoise_web.core.roles import Role
from equipoise_web.service.actions.history import keep_file
from equipoise_web.service.jobs import APPLY, COMPARE
from equipoise_web.service.models import HistoryImport

ACTIVE = (RunState.QUEUED, RunState.RUNNING)


@transaction.atomic
def upload_history(*, actor: Person, centre: Centre, filename: str, content: bytes) -> HistoryImport:
    """Keep a file and queue its comparison; InvalidInput where name or size is wrong."""
    staged = keep_file(actor=actor, centre=centre, filename=filename, content=content)
    return request_comparison(actor=actor, staged=staged)


@transaction.atomic
def request_comparison(*, actor: Person, staged: HistoryImport) -> HistoryImport:
    """Queue the comparison of a kept file, also once more after the history changed."""
    staged = _locked(actor, staged)
    if staged.problem or staged.applied_at:
        raise InvalidInput("this file is not there to be compared any more", file=staged.filename)
    if not _is_active(staged.compare_run):
        staged.compare_run = _enqueue(COMPARE, actor, staged, staged.compare_run)
        staged.save(update_fields=["compare_run"])
    return staged


@transaction.atomic
def request_application(*, actor: Person, staged: HistoryImport) -> HistoryImport:
    """Queue the application of a compared file; asking twice makes one run.

    Raises
    ------
    InvalidInput
        The file is not compared, or cannot be used.
    """
    staged = _locked(actor, staged)
    if staged.compared_at is None or staged.problem:
        raise InvalidInput("only a compared file can be applied", file=staged.filename)
    if staged.applied_at is None and not _is_active(staged.apply_run):
        staged.apply_run = _enqueue(APPLY, actor, staged, staged.apply_run)
        staged.save(update_fields=["apply_run"])
        record(actor, "history.application_asked", staged, centre=staged.centre, sha256=staged.sha256)
    return staged


def _locked(actor: Person, staged: HistoryImport) -> HistoryImport:
    demand(actor, Role.PLANNER, over=staged.centre)
    rows = HistoryImport.objects.select_for_update(of=("self",)).defer("content")
    return rows.select_related("centre__organisation", "compare_run", "apply_run").get(pk=staged.pk)


def _is_active(run: Run | None) -> bool:
    return run is not None and run.state in ACTIVE


def _enqueue(kind: str, actor: Person, staged: HistoryImport, before: Run | None) -> Run:
    """A run of its own for each asking; the key tells two askings at once apart from one after another."""
    return enqueue(
        kind,
        {"staged": str(staged.uuid)},
        key=f"{kind}:{staged.uuid}:{before.pk if before else 0}",
        organisation=staged.centre.organisation,
        requested_by=actor,
    )
