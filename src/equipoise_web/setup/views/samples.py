"""Sample files to download, made for the centre as it is described so far."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.roles import Role
from equipoise_web.people.files.writing import csv_text
from equipoise_web.setup.samples import Row, sample_history, sample_people
from equipoise_web.setup.steps import today_at
from equipoise_web.setup.views.shared import of_step


@allow(Role.PLANNER)
@require_safe
@of_step("history")
def setup_sample_history(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Eight weeks of contacts."""
    return _file(sample_history(centre, today_at(centre)), "history.csv")


@allow(Role.HR)
@require_safe
@of_step("people")
def setup_sample_people(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Twelve people with contracts and skills."""
    return _file(sample_people(centre), "workers.csv")


def _file(rows: Iterable[Row], name: str) -> HttpResponse:
    header, *others = rows
    text = csv_text(header, others)
    response = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
