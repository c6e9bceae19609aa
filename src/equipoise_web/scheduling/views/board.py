"""The week board and the four-week board of a roster."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from equipoise_web.core.access import allow
from equipoise_web.core.local_days import monday_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.board import WEEKS, Board, board_of, days_shown
from equipoise_web.scheduling.queries.figures import figures_of
from equipoise_web.scheduling.queries.source import Stored
from equipoise_web.scheduling.views.asked import (
    SEE_BOARD,
    as_published,
    day_named,
    note_reading,
    query_of,
    roster_asked,
    standing_of_request,
    wanted_of,
)
from equipoise_web.scheduling.views.tabs import roster_tabs

# What a filter's form leaves as it is.
KEPT = ("view", "week", "coverage", "as")


@allow(*SEE_BOARD)
@require_GET
def roster_board(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """People by days of a roster."""
    found = roster_asked(request, roster)
    view = request.GET.get("view", "week")
    week = request.GET.get("week")
    days = days_shown(found, day_named(week) if week else None, view if view in WEEKS else "week")
    wanted, published = wanted_of(request), as_published(request, found)
    board = board_of(standing_of_request(request), Stored(found, published), days, wanted)
    note_reading(request, found)
    context = {
        **shared(request, found, published, "roster_board"),
        **_neighbours(request, found, days),
        "board": board,
        "figures": figures_of(found, board.marks),
        "view": view if view in WEEKS else "week",
        "wanted": wanted,
        "amended": _amended(board),
    }
    return render(request, "scheduling/board.html", context)


def shared(request: HttpRequest, roster: Roster, published: bool, page: str, day: str = "") -> dict[str, Any]:
    """What the board and the day have in common."""
    return {
        "roster": roster,
        "publication": getattr(roster, "publication", None),
        "zone": roster.centre.timezone,
        "may_publish": standing_of_request(request).holds(Role.PLANNER),
        "as_published": published,
        "switch_version": query_of(request, **{"as": "" if published else "published"}),
        "tabs": roster_tabs(roster, page, day),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
    }


def _neighbours(request: HttpRequest, roster: Roster, days: tuple[date, ...]) -> dict[str, Any]:
    """Addresses of the weeks before and after, and of the two views."""
    monday = monday_of(days[0])
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    return {
        "before": query_of(request, week=before.isoformat()) if before >= monday_of(roster.starts_on) else "",
        "after": query_of(request, week=after.isoformat()) if days[-1] < roster.ends_on else "",
        "week": monday.isoformat(),
        "choose_week": query_of(request, view=""),
        "choose_4weeks": query_of(request, view="4weeks"),
        "day": days[0].isoformat(),
    }


def _amended(board: Board) -> int:
    """How many cells amendments changed."""
    return sum(bool(cell.changed) for line in board.lines for cell in line.cells)
