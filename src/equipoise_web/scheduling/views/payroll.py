"""Hours for payroll: the period, and the files."""

from __future__ import annotations

import json
from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from equipoise_web.core.access import allow
from equipoise_web.core.audit.record import record
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre, Purpose
from equipoise_web.core.present import actor_of, centre_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.forms.payroll import PeriodForm, month_before
from equipoise_web.scheduling.payroll.profile import COLUMNS, PROFILE
from equipoise_web.scheduling.payroll.rows import Row, payroll_rows
from equipoise_web.scheduling.payroll.writing import as_csv, as_document
from equipoise_web.scheduling.views.asked import standing_of_request
from equipoise_web.scheduling.views.outputs import as_file

# Hours for pay are asked for by who answers for pay: planning knows them from its own pages.
SEE_PAYROLL = (Role.HR,)
CSV, JSON = "text/csv; charset=utf-8", "application/json"


@allow(*SEE_PAYROLL)
@require_safe
def payroll(request: HttpRequest) -> HttpResponse:
    """The period, by default the month before."""
    centre = centre_of(request)
    if centre is None:
        return render(request, "service/no_centre.html")
    return _page(
        request, centre, PeriodForm(initial=month_before(local_date(timezone.now(), centre.timezone)))
    )


@allow(*SEE_PAYROLL)
@require_safe
def payroll_csv(request: HttpRequest) -> HttpResponse:
    """The period as CSV."""
    centre, form = centre_of(request), PeriodForm(request.GET)
    if centre is None or not form.is_valid():
        return _page(request, centre, form)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    content = as_csv(centre, taken_rows(request, centre, first, last, "csv"))
    return as_file(content, CSV, f"payroll-hours-{first}-{last}.csv")


@allow(*SEE_PAYROLL)
@require_safe
def payroll_json(request: HttpRequest) -> HttpResponse:
    """The period as JSON."""
    centre, form = centre_of(request), PeriodForm(request.GET)
    if centre is None or not form.is_valid():
        return _page(request, centre, form)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    rows = taken_rows(request, centre, first, last, "json")
    content = json.dumps(as_document(centre, first, last, rows, timezone.now()), ensure_ascii=False)
    return as_file(content, JSON, f"payroll-hours-{first}-{last}.json")


def taken_rows(request: HttpRequest, centre: Centre, first: date, last: date, form: str) -> list[Row]:
    """The rows, with a note and an audit entry of who took them."""
    readings.note(request, Purpose.PAYROLL, centre=centre)
    rows = payroll_rows(standing_of_request(request), centre, first, last)
    with transaction.atomic():
        record(
            actor_of(request), "payroll.exported", centre, first=first, last=last, form=form, rows=len(rows),
            profile=PROFILE,
        )  # fmt: skip
    return rows


def _page(request: HttpRequest, centre: Centre | None, form: PeriodForm) -> HttpResponse:
    words = {"form": form, "centre": centre, "profile": PROFILE, "columns": COLUMNS}
    return render(request, "scheduling/payroll.html", words, status=422 if form.errors else 200)
