"""What the pages of an editable board show: its week or its day, whole or the rows of some people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from equipoise_web.core.local_days import DAY, monday_of, span_of_days
from equipoise_web.core.present import person_of
from equipoise_web.scheduling.forms.draft import new_key
from equipoise_web.scheduling.models import Draft, Roster
from equipoise_web.scheduling.queries.alternatives import locks_of
from equipoise_web.scheduling.queries.axis import Axis
from equipoise_web.scheduling.queries.board import WEEKS, board_of, days_shown
from equipoise_web.scheduling.queries.coverage import Coverage
from equipoise_web.scheduling.queries.day import DayBoard, day_of
from equipoise_web.scheduling.queries.draft_figures import cover_by_day, figures_of_draft
from equipoise_web.scheduling.queries.draft_source import Drafted
from equipoise_web.scheduling.queries.draft_steps import state_of
from equipoise_web.scheduling.queries.queue_marks import QueueMark
from equipoise_web.scheduling.queries.roster_people import Wanted
from equipoise_web.scheduling.queries.strip import finding_in_words, known_coverage, strip_of
from equipoise_web.scheduling.views.asked import (
    query_with,
    standing_of_request,
    wanted_from,
)
from equipoise_web.scheduling.views.draft_asked import Place, edit_address, may_edit
from equipoise_web.scheduling.views.tabs import roster_tabs

A_SCREEN = 100
KEPT = ("view", "week", "coverage")
USUAL_STEP, FINEST = 15, 5


def common(request: HttpRequest, draft: Draft, place: Place) -> dict[str, Any]:
    """What every page of a draft knows."""
    roster = draft.base
    back = edit_address(roster, place.day, f"?{place.query.urlencode()}" if place.query else "")
    return {
        "roster": roster,
        "draft": draft,
        "zone": roster.centre.timezone,
        "state": state_of(draft, person_of(request)),
        "may_edit": may_edit(request),
        "key": new_key(),
        "back": back,
        "tabs": roster_tabs(roster, "roster_edit", place.day.isoformat() if place.day else ""),
        "edits": edit_address(roster),
    }


def week_context(
    request: HttpRequest, draft: Draft, place: Place, workers: frozenset[int] | None = None
) -> dict[str, Any]:
    """The week; only ``workers`` where some are named, else a screenful of people."""
    query, standing, roster = place.query, standing_of_request(request), draft.base
    view = query.get("view", "week")
    view = view if view in WEEKS else "week"
    days = days_shown(roster, place.week, view)
    source = Drafted(draft)
    board = board_of(standing, source, days, _wanted(query, workers))
    chosen = _queue(query, board.queues)
    since, until = span_of_days(days[0], days[-1], roster.centre.timezone)
    coverage = source.coverage(since, until)
    rows = source.rows(standing, since - DAY, until)
    return {
        **common(request, draft, place),
        **_screenful(query, board.lines, workers),
        **_weeks(roster, query, days),
        "board": board,
        "view": view,
        "wanted": wanted_from(query),
        "kept": [(name, query[name]) for name in KEPT if query.get(name)],
        "figures": figures_of_draft(rows, coverage, board.marks, since, until),
        "chosen": chosen,
        "choices": _choices(query, board.queues, chosen),
        "locks": locks_of(standing, draft),
        "by_day": cover_by_day(coverage, chosen.pk if chosen else None, days, roster.centre.timezone),
    }


def day_context(
    request: HttpRequest, draft: Draft, day: date, place: Place, workers: frozenset[int] | None = None
) -> dict[str, Any]:
    """The day; only ``workers`` where some are named."""
    query, standing, roster = place.query, standing_of_request(request), draft.base
    zone = roster.centre.timezone
    source = Drafted(draft)
    board = day_of(standing, source, day, _wanted(query, workers), _drawn(request, day, zone))
    chosen = _queue(query, tuple(board.queues.values()))
    since, until = span_of_days(day, day, zone)
    rows = source.rows(standing, since - DAY, until)
    return {
        **common(request, draft, place),
        **_screenful(query, board.lines, workers),
        **_strip(board, chosen, zone),
        "board": board,
        "wanted": wanted_from(query),
        "kept": [(name, query[name]) for name in KEPT if query.get(name)],
        "figures": figures_of_draft(rows, board.coverage, board.marks, since, until),
        "chosen": chosen,
        "choices": _choices(query, tuple(board.queues[pk] for pk in board.coverage.queues), chosen),
        "locks": locks_of(standing, draft),
        "step": step_minutes(board.coverage),
        "axis_starts": int(board.axis.starts_at.timestamp()) if board.axis else 0,
        "week": monday_of(day).isoformat(),
        "before": _address(roster, day - DAY, query),
        "after": _address(roster, day + DAY, query),
    }


def step_minutes(coverage: Coverage) -> int:
    """By how much a shift moves: a quarter of an hour, or the centre's shorter interval."""
    minutes = int(coverage.step.total_seconds() // 60)
    return max(FINEST, min(USUAL_STEP, minutes))


def _wanted(query: QueryDict, workers: frozenset[int] | None) -> Wanted:
    return wanted_from(query) if workers is None else Wanted(workers=workers)


def _screenful(query: QueryDict, lines: Sequence[Any], workers: frozenset[int] | None) -> dict[str, Any]:
    """As many rows as are drawn at once, from ``from`` on, and the query for those after them."""
    if workers is not None:
        return {"lines": lines, "more": ""}
    text = query.get("from", "")
    first = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    following = first + A_SCREEN
    more = query_with(query, **{"from": str(following)}) if len(lines) > following else ""
    return {"lines": lines[first:following], "more": more}


def _drawn(request: HttpRequest, day: date, zone: str) -> Axis | None:
    """The axis of the page that asks for a part of itself: ``start-hours``."""
    start, _, hours = (request.POST.get("axis") or request.GET.get("axis") or "").partition("-")
    if not (start.isdigit() and hours.isdigit() and len(start) < 12 and 0 < len(hours) < 3):
        return None
    since, until = span_of_days(day - DAY, day + DAY, zone)
    begins = datetime.fromtimestamp(int(start), UTC)
    return Axis(begins, int(hours)) if since <= begins < until and 0 < int(hours) <= 25 else None


def _queue(query: QueryDict, queues: tuple[QueueMark, ...]) -> QueueMark | None:
    asked = query.get("coverage", "")
    return next((queue for queue in queues if str(queue.uuid) == asked), None)


def _choices(
    query: QueryDict, queues: tuple[QueueMark, ...], chosen: QueueMark | None
) -> list[tuple[QueueMark | None, str, bool]]:
    return [
        (queue, query_with(query, coverage=str(queue.uuid) if queue else ""), queue == chosen)
        for queue in (None, *queues)
    ]


def _strip(board: DayBoard, chosen: QueueMark | None, zone: str) -> dict[str, Any]:
    intervals = known_coverage(board.coverage, chosen)
    if board.axis is None or not intervals:
        return {"strip": None}
    strip = strip_of(intervals, board.coverage.step, board.axis, None)
    clock = f"{strip.shortest.starts_at.astimezone(ZoneInfo(zone)):%H:%M}" if strip.shortest else ""
    return {
        "strip": strip,
        "said": finding_in_words(strip, clock, board.queues, chosen),
        "table": [
            (each, [own[place] for own in board.coverage.queues.values()])
            for place, each in enumerate(board.coverage.total)
        ],
        "table_queues": [board.queues[queue] for queue in board.coverage.queues],
    }


def _weeks(roster: Roster, query: QueryDict, days: tuple[date, ...]) -> dict[str, Any]:
    monday = monday_of(days[0])
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    return {
        "before": query_with(query, week=before.isoformat()) if before >= monday_of(roster.starts_on) else "",
        "after": query_with(query, week=after.isoformat()) if days[-1] < roster.ends_on else "",
        "week": monday.isoformat(),
        "choose_week": query_with(query, view=""),
        "choose_4weeks": query_with(query, view="4weeks"),
        "day": days[0].isoformat(),
    }


def _address(roster: Roster, day: date, query: QueryDict) -> str:
    inside = roster.starts_on <= day <= roster.ends_on
    return edit_address(roster, day, query_with(query, **{"from": ""})) if inside else ""
