"""Edit a roster: begin its draft, its week board and the day view; parts of them for scripts."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from equipoise_web.core.access import allow
from equipoise_web.core.present import actor_of
from equipoise_web.scheduling.actions.drafts import begin_draft
from equipoise_web.scheduling.errors import AlreadyPublished
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.draft_steps import edits_of
from equipoise_web.scheduling.views.asked import note_reading
from equipoise_web.scheduling.views.draft_asked import (
    SEE_DRAFT,
    Place,
    day_asked,
    draft_asked,
    may_edit,
    place_of,
)
from equipoise_web.scheduling.views.draft_board import day_context, week_context
from equipoise_web.scheduling.views.draft_parts import parts
from equipoise_web.scheduling.views.tabs import roster_tabs


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """People by days of the open draft; a POST begins one, or joins the one that is open."""
    found, draft = draft_asked(request, roster)
    if request.method == "POST":
        return _begun(request, found)
    if draft is None:
        return _none(request, found)
    note_reading(request, found)
    place = Place(None, request.GET)
    context = week_context(request, draft, place)
    name = "_draft_week_rows" if "X-Fragment" in request.headers else "draft_week_board"
    response = render(request, f"scheduling/{name}.html", context)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@allow(*SEE_DRAFT)
@require_GET
def roster_edit_day(request: HttpRequest, roster: uuid.UUID, day: str) -> HttpResponse:
    """One day of the open draft on its time axis."""
    found, draft = draft_asked(request, roster)
    on = day_asked(found, day)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    note_reading(request, found)
    context = day_context(request, draft, on, Place(on, request.GET))
    name = "_draft_day_rows" if "X-Fragment" in request.headers else "draft_day_board"
    response = render(request, f"scheduling/{name}.html", context)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@allow(*SEE_DRAFT)
@require_GET
def roster_edit_rows(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """What was edited after ``since``: the rows as they stand, the strip, the figures, and who did what."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        raise Http404
    since = _number(request.GET.get("since", ""))
    note_reading(request, found)
    place = place_of(found, request.GET.get("back", ""))
    return parts(request, draft, place, since, list(edits_of(draft).filter(number__gt=since)))


def _begun(request: HttpRequest, roster: Roster) -> HttpResponse:
    try:
        begin_draft(actor=actor_of(request), roster=roster)
    except AlreadyPublished:
        messages.error(request, _("This roster is published: it changes by amendments alone."))
        return redirect("roster_board", roster=roster.uuid)
    return redirect("roster_edit", roster=roster.uuid)


def _none(request: HttpRequest, roster: Roster) -> HttpResponse:
    last = roster.drafts.select_related("ended_as").order_by("-pk").first()
    context = {
        "roster": roster,
        "publication": getattr(roster, "publication", None),
        "zone": roster.centre.timezone,
        "tabs": roster_tabs(roster, "roster_edit"),
        "may_edit": may_edit(request),
        "last": last,
    }
    return render(request, "scheduling/draft_begin.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
