"""Files of a roster, one's own month, and hours for payroll."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from ninja import Query, Router

from equipoise.errors import InvalidInput
from equipoise_web.api.access import needs
from equipoise_web.api.answers.payroll import PayrollHours, Period
from equipoise_web.api.asking import centre_asked
from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.languages import language_of
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.forms.payroll import PeriodForm
from equipoise_web.scheduling.payroll.rows import Row
from equipoise_web.scheduling.payroll.writing import as_csv, as_document
from equipoise_web.scheduling.views.asked import SEE_BOARD
from equipoise_web.scheduling.views.outputs import (
    PDF,
    XLSX,
    as_file,
    own_pdf_answer,
    wall_pdf_answer,
    wall_xlsx_answer,
)
from equipoise_web.scheduling.views.payroll import CSV, SEE_PAYROLL, taken_rows

router = Router(tags=["outputs"])


def _file(kind: str) -> dict[str, Any]:
    """The description of an answer that is a file."""
    schema = {"type": "string", "format": "binary"}
    return {
        "responses": {
            200: {"description": "The file", "content": {kind.partition(";")[0]: {"schema": schema}}}
        }
    }


@router.get("/rosters/{uuid:roster}/wall.xlsx", openapi_extra=_file(XLSX))
@needs("rosters:read", allow(*SEE_BOARD))
def roster_as_xlsx(request: HttpRequest, roster: UUID, paper: str = "a3") -> HttpResponse:
    """The roster as a workbook for wall and desk, on ``a3`` or ``a4``, in the caller's language."""
    with translation.override(language_of(request.user)):
        return wall_xlsx_answer(request, roster)


@router.get("/rosters/{uuid:roster}/wall.pdf", openapi_extra=_file(PDF))
@needs("rosters:read", allow(*SEE_BOARD))
def roster_as_pdf(request: HttpRequest, roster: UUID, paper: str = "a3", week: str = "") -> HttpResponse:
    """The roster, or the week of a day in it, as tagged PDF (PDF/UA-1)."""
    with translation.override(language_of(request.user)):
        return wall_pdf_answer(request, roster)


@router.get("/me/roster.pdf", openapi_extra=_file(PDF))
@needs("me:read", signed_in)
def my_roster_as_pdf(request: HttpRequest, month: str = "") -> HttpResponse:
    """The own month (``2027-02``, by default this one) as tagged PDF (PDF/UA-1)."""
    with translation.override(language_of(request.user)):
        answer = own_pdf_answer(request)
    if answer is None:
        raise Http404("no published roster names the caller")
    return answer


@router.get("/payroll-hours", response=PayrollHours)
@needs("payroll:read", allow(*SEE_PAYROLL))
def payroll_hours(request: HttpRequest, period: Query[Period]) -> dict[str, Any]:
    """Hours by kind of each worker and day, from published rosters with their amendments."""
    centre, rows = _rows(request, period, "json")
    return as_document(centre, period.first, period.last, rows, timezone.now())


@router.get("/payroll-hours.csv", openapi_extra=_file(CSV))
@needs("payroll:read", allow(*SEE_PAYROLL))
def payroll_hours_as_csv(request: HttpRequest, period: Query[Period]) -> HttpResponse:
    """The same as CSV, in the profile of the reference page on payroll hours."""
    centre, rows = _rows(request, period, "csv")
    return as_file(as_csv(centre, rows), CSV, f"payroll-hours-{period.first}-{period.last}.csv")


def _rows(request: HttpRequest, period: Period, form: str) -> tuple[Centre, list[Row]]:
    centre = centre_asked(request, period.centre)
    asked = PeriodForm({"first": period.first, "last": period.last})
    if not asked.is_valid():
        raise InvalidInput("a period of at most 100 days, in order", field=next(iter(asked.errors)))
    return centre, taken_rows(request, centre, period.first, period.last, form)
