"""Alternatives of a draft: side by side, and one of them person by person, accepted whole or in part."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.scheduling.actions.alternatives import Cell, changes_of
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.models import Alternative, Draft, EditKind
from equipoise_web.scheduling.queries.alternatives import compared, differences, draft_before
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.views.asked import note_reading, standing_of_request
from equipoise_web.scheduling.views.draft_answers import answer, refusal_context
from equipoise_web.scheduling.views.draft_asked import (
    SEE_DRAFT,
    Place,
    back_of,
    draft_asked,
    place_of,
    workers_named,
)
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_doing import Refusal, attempt

MOST_CELLS = 20_000


@allow(*SEE_DRAFT)
@require_GET
def roster_edit_alternatives(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The newest alternatives beside the draft: customers, people, money, in that order."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    columns = compared(standing_of_request(request), draft)
    context = {
        **common(request, draft, Place(None, request.GET)),
        "columns": columns,
        "before": draft_before(columns[-1].alternative) if columns else None,
    }
    return render(request, "scheduling/draft_alternatives.html", context)


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_alternative(request: HttpRequest, roster: uuid.UUID, alternative: uuid.UUID) -> HttpResponse:
    """What differs, person by person; a POST makes the days ticked one edit."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    seen = Alternative.objects.visible_to(standing_of_request(request)).filter(draft=draft)
    one = get_object_or_404(seen.select_related("made_by"), uuid=alternative)
    if request.method != "POST":
        note_reading(request, found)
        return _page(request, draft, one)

    def work() -> Sequence[Change]:
        return changes_of(draft, one, _ticked(request, draft))

    outcome = attempt(request, draft, EditKind.SOLVE, work)
    return answer(request, draft, outcome, lambda refusal: _page(request, draft, one, refusal))


def _ticked(request: HttpRequest, draft: Draft) -> list[Cell]:
    """Workers and days of ``cell``; those of one person where ``only`` names one."""
    only = request.POST.get("only", "")
    named = [cell.partition("@")[::2] for cell in request.POST.getlist("cell")[:MOST_CELLS]]
    named = [(worker, day) for worker, day in named if only in ("", worker)]
    workers = {
        str(each.uuid): each.pk
        for each in workers_named(request, draft.base, [worker for worker, _ in named])
    }
    try:
        return [(workers[worker.lower()], date.fromisoformat(day)) for worker, day in named]
    except ValueError as wrong:
        raise InvalidInput("no day is ticked", field="days") from wrong


def _page(
    request: HttpRequest, draft: Draft, one: Alternative, refusal: Refusal | None = None
) -> HttpResponse:
    standing = standing_of_request(request)
    context = {
        **common(request, draft, place_of(draft.base, back_of(request, draft.base))),
        "alternative": one,
        "people": differences(standing, draft, one),
        "marks": queue_marks(standing, draft.base.centre),
        "moved_on": draft.touched.filter(number__gt=one.seen, worker__in=one.days.values("worker")).exists(),
    }
    if refusal is not None:
        context |= refusal_context(request, draft, refusal)
    status = refusal.status if refusal else 200
    return render(request, "scheduling/draft_alternative.html", context, status=status)
