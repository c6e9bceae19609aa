"""People as files: bringing in, first as a comparison, and taking out."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from equipoise_web.core.access import allow, demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.present import actor_of, centre_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.people.actions import imports as actions
from equipoise_web.people.errors import ImportEnded, ImportOutdated, ImportRefused
from equipoise_web.people.files.changes import ACTIONS, REFUSED
from equipoise_web.people.files.reasons import TABLES as TITLES
from equipoise_web.people.files.reasons import Refusal, in_words, sentence
from equipoise_web.people.files.tables import TABLES
from equipoise_web.people.files.writing import csv_text, workbook
from equipoise_web.people.forms.workers import FilesForm
from equipoise_web.people.jobs import KEEP_DAYS
from equipoise_web.people.models import ImportDraft
from equipoise_web.people.queries.export import Exported, exported, exported_names
from equipoise_web.scheduling.views.asked import purpose_of, query_of, standing_of_request

A_PAGE = 100
EXPORTERS = (Role.HR, Role.PLANNER)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(*EXPORTERS)
@require_safe
def people_files(request: HttpRequest) -> HttpResponse:
    """Files in and out, and the imports of the centre."""
    centre = centre_of(request)
    if centre is None:
        return render(request, "service/no_centre.html")
    return _files(request, centre, FilesForm())


@allow(Role.HR)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: HttpRequest) -> HttpResponse:
    """Compare files with what stands; nothing else changes."""
    centre = centre_of(request)
    if centre is None or request.method != "POST":
        return redirect("people_files")
    form = FilesForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            draft = actions.keep(actor=actor_of(request), centre=centre, files=form.contents())
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect("people_import_draft", incoming=draft.uuid)
    return _files(request, centre, form)


@allow(Role.HR)
@require_safe
def people_import_draft(request: HttpRequest, incoming: uuid.UUID) -> HttpResponse:
    """What files would do, row by row."""
    draft = _draft(request, incoming)
    readings.note(request, purpose_of(request), centre=draft.centre)
    action = request.GET.get("show", "")
    rows = [row for row in draft.difference if row["action"] == action or action not in ACTIONS]
    rows.sort(key=lambda row: ACTIONS.index(row["action"]))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    words = {
        "draft": draft,
        "open": draft.applied_at is None and draft.dropped_at is None,
        "refused": draft.counts.get(REFUSED, 0),
        "something": any(draft.counts.get(name) for name in ACTIONS[1:3]),
        "page": page,
        "rows": [_told(row) for row in page.object_list],
        "choices": list(_choices(request, draft, action)),
        "before": query_of(request, page=str(page.number - 1)) if page.has_previous() else "",
        "after": query_of(request, page=str(page.number + 1)) if page.has_next() else "",
        "zone": draft.centre.timezone,
    }
    response = render(request, "people/import.html", words)
    response["Cache-Control"] = "no-store"
    return response


@allow(Role.HR)
@require_POST
def people_import_apply(request: HttpRequest, incoming: uuid.UUID) -> HttpResponse:
    """Write what was shown."""
    draft = _draft(request, incoming)
    try:
        actions.apply(actor=actor_of(request), draft=draft)
    except ImportRefused:
        messages.error(request, _("Nothing was applied: rows are refused."))
    except ImportOutdated:
        messages.error(
            request,
            _("Nothing was applied: rows changed meanwhile. This is the comparison with what stands now."),
        )
    except ImportEnded:
        messages.info(request, _("This import has ended already."))
    else:
        messages.success(request, _("Applied, as it was shown."))
    return redirect("people_import_draft", incoming=draft.uuid)


@allow(Role.HR)
@require_POST
def people_import_drop(request: HttpRequest, incoming: uuid.UUID) -> HttpResponse:
    """Forget what files said."""
    try:
        actions.drop(actor=actor_of(request), draft=_draft(request, incoming))
    except ImportEnded:
        messages.info(request, _("This import has ended already."))
    else:
        messages.success(request, _("Dropped. Nothing was changed."))
    return redirect("people_files")


@allow(*EXPORTERS)
@require_safe
def people_export_xlsx(request: HttpRequest) -> HttpResponse:
    """All tables as one workbook."""
    centre = _centre(request)
    tables = _exported(request, centre)
    content = workbook((table.name, table.columns, table.rows) for table in tables)
    return _file(content, XLSX, "people.xlsx")


@allow(*EXPORTERS)
@require_safe
def people_export_csv(request: HttpRequest) -> HttpResponse:
    """One table as CSV, by default the people."""
    asked = request.GET.get("table", TABLES[0].name)
    centre = _centre(request)
    table = next((each for each in _exported(request, centre) if each.name == asked), None)
    if table is None:
        raise Http404(asked)
    content = csv_text(table.columns, table.rows).encode()
    return _file(content, "text/csv; charset=utf-8", f"{table.name}.csv")


def _exported(request: HttpRequest, centre: Centre) -> list[Exported]:
    """The tables, with a note of who took them."""
    readings.note(request, purpose_of(request), centre=centre)
    tables = exported(standing_of_request(request), centre)
    with transaction.atomic():
        record(actor_of(request), "people.exported", centre, tables=[table.name for table in tables])
    return tables


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _files(request: HttpRequest, centre: Centre, form: FilesForm) -> HttpResponse:
    standing = standing_of_request(request)
    imports = ImportDraft.objects.visible_to(standing).filter(centre=centre).select_related("made_by")
    words = {
        "form": form,
        "may_import": _is_hr_of(actor_of(request), centre),
        "imports": imports.defer("content", "difference").order_by("-created_at")[:20],
        "tables": [(table, TITLES[table.name]) for table in TABLES],
        "exports": [(name, TITLES[name]) for name in exported_names(standing)],
        "may_payroll": standing.holds(Role.HR),
        "kept_days": KEEP_DAYS,
        "zone": centre.timezone,
    }
    return render(request, "people/files.html", words, status=422 if form.errors else 200)


def _is_hr_of(person: Person, centre: Centre) -> bool:
    try:
        return bool(demand(person, Role.HR, over=centre))
    except PermissionDenied:
        return False


def _draft(request: HttpRequest, incoming: uuid.UUID) -> ImportDraft:
    rows = ImportDraft.objects.visible_to(standing_of_request(request))
    return get_object_or_404(rows.select_related("centre", "made_by"), uuid=incoming)


def _centre(request: HttpRequest) -> Centre:
    centre = centre_of(request)
    if centre is None:
        raise Http404
    return centre


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the difference with its reason in words."""
    why = row["refusal"]
    return row | {"why": in_words(why["code"], why["values"]) if why else "", "title": TITLES[row["table"]]}


def _choices(request: HttpRequest, draft: ImportDraft, action: str) -> Iterator[tuple[str, int, str, bool]]:
    for name in ACTIONS:
        if number := draft.counts.get(name, 0):
            yield name, number, query_of(request, show=name, page=""), name == action
