"""History: what is there, and a file on its way in. Files are read by the worker, never here."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.jobs import job_of
from equipoise_web.core.roles import Role
from equipoise_web.service.actions import history_jobs as actions
from equipoise_web.service.csv_files import sample_lines
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.service.forms.history import UploadForm
from equipoise_web.service.models import HistoryImport
from equipoise_web.service.queries.history import histories_of, imports_of
from equipoise_web.service.queries.imports import Stage, stage_of, staged_of, visible_import
from equipoise_web.service.queries.queues import promised_queues
from equipoise_web.service.reasons import reason_in_words
from equipoise_web.service.views.shared import READERS, may_plan, planner_of, standing, with_centre

_MOVING = frozenset({Stage.COMPARING, Stage.APPLYING})


@allow(*READERS)
@require_GET
@with_centre
def history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What is known of each queue, and the files that told us."""
    return _history_page(request, centre, UploadForm())


@allow(Role.PLANNER)
@require_POST
@with_centre
def upload(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Keep a file and let it be compared."""
    person, form = planner_of(request, centre), UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            staged = actions.upload_history(
                actor=person, centre=centre, filename=file.name or "", content=file.read()
            )
        except InvalidInput as error:
            show_refusal(form, InvalidInput(error.reason, field="file"))
        else:
            return redirect("history_import", staged=staged.uuid)
    return _history_page(request, centre, form)


@allow(Role.PLANNER, Role.AUDITOR)
@require_GET
def history_import(request: HttpRequest, staged: uuid.UUID) -> HttpResponse:
    """One file: being compared, what it would do, or what it did."""
    file = _visible(request, staged)
    found = staged_of(file)
    words = {
        "staged": found,
        "stage": found.stage.value,
        "reason": reason_in_words(file.problem["reason"]) if file.problem else "",
        "job": job_of(found.run, standing(request)) if found.run else None,
        "live": f"run:{found.run.uuid}" if found.run and found.stage in _MOVING else "",
        "zone": file.centre.timezone,
        "may_plan": may_plan(request, file.centre),
    }
    fragment = "X-Fragment" in request.headers
    response = render(request, f"service/history/{'_' if fragment else ''}import.html", words)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["X-Fragment"])
    return response


@allow(Role.PLANNER)
@require_POST
def history_apply(request: HttpRequest, staged: uuid.UUID) -> HttpResponse:
    """Write what was compared."""
    return _ask(request, staged, actions.request_application)


@allow(Role.PLANNER)
@require_POST
def history_compare(request: HttpRequest, staged: uuid.UUID) -> HttpResponse:
    """Compare a kept file once more."""
    return _ask(request, staged, actions.request_comparison)


@allow(*READERS)
@require_GET
@with_centre
def history_sample(request: HttpRequest, centre: Centre) -> HttpResponseBase:
    """A file of three intervals, to be filled in."""
    names = [each.queue.name for each in promised_queues(standing(request), centre)]
    lines = sample_lines(names[0] if names else "service")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="history-sample.csv"'
    return response


def _history_page(request: HttpRequest, centre: Centre, form: UploadForm) -> HttpResponse:
    imports = [(file, stage_of(file).value) for file in imports_of(standing(request), centre)]
    words: dict[str, Any] = {
        "centre": centre,
        "histories": histories_of(standing(request), centre),
        "imports": imports,
        "form": form,
        "may_plan": may_plan(request, centre),
    }
    return render(request, "service/history/history.html", words, status=422 if form.errors else 200)


def _ask(request: HttpRequest, staged: uuid.UUID, ask: Callable[..., HistoryImport]) -> HttpResponse:
    try:
        ask(actor=actor_of(request), staged=_visible(request, staged))
    except InvalidInput as error:
        messages.error(request, reason_in_words(error.reason))
    return redirect("history_import", staged=staged)


def _visible(request: HttpRequest, staged: uuid.UUID) -> HistoryImport:
    file = visible_import(standing(request), staged)
    if file is None:
        raise Http404
    return file
