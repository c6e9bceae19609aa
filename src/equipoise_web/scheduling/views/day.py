"""One day of a roster, with its coverage; the coverage as a file; one person in full."""

from __future__ import annotations

import csv
import uuid
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from equipoise_web.core.access import allow
from equipoise_web.core.local_days import monday_of, span_of_days
from equipoise_web.core.queries import readings
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.coverage import coverage_of
from equipoise_web.scheduling.queries.day import DayBoard, day_of
from equipoise_web.scheduling.queries.figures import figures_of
from equipoise_web.scheduling.queries.inspector import Details, details_of
from equipoise_web.scheduling.queries.queue_marks import QueueMark, queue_marks
from equipoise_web.scheduling.queries.roster_people import members_of
from equipoise_web.scheduling.queries.source import Stored
from equipoise_web.scheduling.queries.strip import finding_in_words, known_coverage, strip_of
from equipoise_web.scheduling.views.asked import (
    SEE_BOARD,
    as_published,
    day_named,
    note_reading,
    opening,
    purpose_of,
    query_of,
    roster_asked,
    standing_of_request,
    wanted_of,
)
from equipoise_web.scheduling.views.board import shared
from equipoise_web.service.csv_files import inert

COLUMNS = ("queue", "start", "end", "scheduled", "required", "difference", "expected_share")


@allow(*SEE_BOARD)
@require_GET
def roster_day(request: HttpRequest, roster: uuid.UUID, day: str) -> HttpResponse:
    """The day; with ``?person=`` the details of one, alone where a script asks for that part."""
    found, on = _roster_and_day(request, roster, day)
    published = as_published(request, found)
    details = _details(request, found, on, published)
    context = {"details": details, "roster": found, "zone": found.centre.timezone}
    if "X-Fragment" in request.headers:
        response = render(request, "scheduling/_details.html", context)
    else:
        response = render(request, "scheduling/day.html", context | _page(request, found, on, published))
        note_reading(request, found)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@allow(*SEE_BOARD)
@require_GET
def roster_coverage_csv(request: HttpRequest, roster: uuid.UUID, day: str) -> HttpResponse:
    """Every interval of every queue on a day as a file."""
    found, on = _roster_and_day(request, roster, day)
    since, until = span_of_days(on, on, found.centre.timezone)
    queues = queue_marks(standing_of_request(request), found.centre)
    coverage = coverage_of(found, since, until, published=as_published(request, found))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="coverage-{found.number}-{on}.csv"'
    table = csv.writer(response)
    table.writerow(COLUMNS)
    zone = ZoneInfo(found.centre.timezone)
    for queue, intervals in coverage.queues.items():
        for each in intervals:
            table.writerow(
                (inert(queues[queue].name), each.starts_at.astimezone(zone).isoformat(),
                 each.ends_at.astimezone(zone).isoformat(), round(each.scheduled, 4), each.required,
                 each.difference, each.expected)
            )  # fmt: skip
    return response


def _roster_and_day(request: HttpRequest, roster: uuid.UUID, day: str) -> tuple[Roster, date]:
    found, on = roster_asked(request, roster), day_named(day)
    if not found.starts_on <= on <= found.ends_on:
        raise Http404(day)
    return found, on


def _page(request: HttpRequest, roster: Roster, day: date, published: bool) -> dict[str, Any]:
    wanted = wanted_of(request)
    board = day_of(standing_of_request(request), Stored(roster, published), day, wanted)
    chosen = _chosen(request, board)
    return {
        **shared(request, roster, published, "roster_day", board.day.isoformat()),
        **_strip(board, chosen, roster.centre.timezone),
        **_neighbours(request, roster, board.day),
        "board": board,
        "chosen": chosen,
        "choices": _choices(request, board, chosen),
        "figures": figures_of(roster, board.marks),
        "wanted": wanted,
        "query": query_of(request, person=""),
        "opens": opening(query_of(request, person="")),
        "week": monday_of(board.day).isoformat(),
    }


def _strip(board: DayBoard, chosen: QueueMark | None, zone: str) -> dict[str, Any]:
    intervals = known_coverage(board.coverage, chosen)
    if board.axis is None or not intervals:
        return {"strip": None}
    strip = strip_of(intervals, board.coverage.step, board.axis, chosen.share if chosen else None)
    clock = f"{strip.shortest.starts_at.astimezone(ZoneInfo(zone)):%H:%M}" if strip.shortest else ""
    table = [
        (each, [own[place] for own in board.coverage.queues.values()])
        for place, each in enumerate(board.coverage.total)
    ]
    return {
        "strip": strip,
        "said": finding_in_words(strip, clock, board.queues, chosen),
        "table": table,
        "table_queues": [board.queues[queue] for queue in board.coverage.queues],
    }


def _chosen(request: HttpRequest, board: DayBoard) -> QueueMark | None:
    """The queue whose coverage is asked for; None for all."""
    asked = request.GET.get("coverage", "")
    return next((queue for queue in board.queues.values() if str(queue.uuid) == asked), None)


def _choices(
    request: HttpRequest, board: DayBoard, chosen: QueueMark | None
) -> list[tuple[QueueMark | None, str, bool]]:
    """The queues to choose from, with address and whether it is the current one."""
    options = [None, *(board.queues[queue] for queue in board.coverage.queues)]
    return [
        (queue, query_of(request, coverage=str(queue.uuid) if queue else ""), queue == chosen)
        for queue in options
    ]


def _neighbours(request: HttpRequest, roster: Roster, day: date) -> dict[str, Any]:
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return {
        "before": before.isoformat() if before >= roster.starts_on else "",
        "after": after.isoformat() if after <= roster.ends_on else "",
    }


def _details(request: HttpRequest, roster: Roster, day: date, published: bool) -> Details | None:
    """The person asked for, if the viewer may see that person; looking is noted."""
    asked = request.GET.get("person", "")
    if not asked:
        return None
    standing = standing_of_request(request)
    member = next((each for each in members_of(standing, roster) if str(each.uuid) == asked), None)
    if member is None:
        raise Http404(asked)
    queues = queue_marks(standing, roster.centre)
    found = details_of(standing, Stored(roster, published), day, member, queues)
    readings.note(request, purpose_of(request), person=found.person)
    return found
