"""A roster to print and to take along."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from equipoise_web.core.access import allow, signed_in
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import readings
from equipoise_web.scheduling.outputs.pdf import own_pdf, wall_pdf
from equipoise_web.scheduling.outputs.wall import Wall, wall_of
from equipoise_web.scheduling.outputs.workbook import PAPERS, wall_workbook
from equipoise_web.scheduling.queries.my_roster import my_roster
from equipoise_web.scheduling.views.asked import (
    SEE_BOARD,
    as_published,
    day_named,
    purpose_of,
    roster_asked,
    standing_of_request,
)
from equipoise_web.scheduling.views.my_roster import month_named

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@allow(*SEE_BOARD)
@require_safe
def roster_wall_xlsx(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The roster as a workbook; ``paper`` is a3 or a4, ``as=published`` the version as published."""
    return wall_xlsx_answer(request, roster)


@allow(*SEE_BOARD)
@require_safe
def roster_wall_pdf(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The roster as tagged PDF; ``week`` is a day of the one week to print, by default all weeks."""
    return wall_pdf_answer(request, roster)


@signed_in
@require_safe
def my_roster_pdf(request: HttpRequest) -> HttpResponse:
    """One's own month (``month``, such as 2027-02, by default this one) as tagged PDF."""
    return own_pdf_answer(request) or render(request, "scheduling/me/none.html", status=404)


def wall_xlsx_answer(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The workbook for page and program alike."""
    wall = _wall(request, roster, week="")
    return as_file(wall_workbook(wall, _paper(request, "a3")), XLSX, f"roster-{wall.roster.number}.xlsx")


def wall_pdf_answer(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The PDF for page and program alike."""
    wall = _wall(request, roster, week=request.GET.get("week", ""))
    return as_file(wall_pdf(wall, _paper(request, "a3")), PDF, f"roster-{wall.roster.number}.pdf")


def own_pdf_answer(request: HttpRequest) -> HttpResponse | None:
    """One's own month for page and program alike; None for somebody without a published roster."""
    asked = request.GET.get("month", "")
    month = month_named(asked) if asked else None
    own = my_roster(standing_of_request(request), timezone.now(), month=month)
    if own is None or not own.published:
        return None
    return as_file(own_pdf(own, actor_of(request).name), PDF, f"roster-{own.month:%Y-%m}.pdf")


def as_file(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A download that no cache keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _wall(request: HttpRequest, roster: uuid.UUID, week: str) -> Wall:
    """What is printed, with a note that somebody took the roster of all people of the centre."""
    found = roster_asked(request, roster)
    monday = day_named(week) if week else None
    if monday is not None and not found.starts_on <= monday <= found.ends_on:
        raise Http404(week)
    readings.note(request, purpose_of(request), centre=found.centre)
    published = as_published(request, found)
    return wall_of(standing_of_request(request), found, published=published, week=monday)


def _paper(request: HttpRequest, usual: str) -> str:
    asked = request.GET.get("paper", usual)
    if asked not in PAPERS:
        raise Http404(asked)
    return asked
