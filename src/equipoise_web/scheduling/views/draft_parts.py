"""Parts of an editable board, drawn again after an edit: rows, strip, figures, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from equipoise_web.core.present import person_of
from equipoise_web.scheduling.models import Draft, Edit
from equipoise_web.scheduling.queries.draft_steps import steps_of
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.views.asked import standing_of_request
from equipoise_web.scheduling.views.draft_asked import Place
from equipoise_web.scheduling.views.draft_board import day_context, week_context
from equipoise_web.scheduling.views.draft_doing import Done


def parts(
    request: HttpRequest,
    draft: Draft,
    place: Place,
    since: int,
    edits: Sequence[Edit],
    done: Done | None = None,
    also: frozenset[int] = frozenset(),
) -> HttpResponse:
    """The rows of everybody edited after ``since`` and of some others, with all that depends on them."""
    touched = frozenset(draft.touched.filter(number__gt=since).values_list("worker_id", flat=True)) | also
    if place.day is not None:
        context = day_context(request, draft, place.day, place, touched)
    else:
        context = week_context(request, draft, place, touched)
    context |= said(request, draft, edits, done)
    response = render(request, "scheduling/_draft_parts.html", {**context, "place": place})
    response["Cache-Control"] = "no-store"
    return response


def said(request: HttpRequest, draft: Draft, edits: Sequence[Edit], done: Done | None) -> dict[str, Any]:
    """What the edits were, and what the checker and the requirement say of one's own."""
    standing, viewer = standing_of_request(request), person_of(request)
    steps = steps_of(standing, edits, draft.base.centre.timezone)
    return {
        "theirs": [step for step in reversed(steps) if step.edit.made_by_id != (viewer.pk if viewer else 0)],
        "done": done,
        "marks": queue_marks(standing, draft.base.centre),
    }
