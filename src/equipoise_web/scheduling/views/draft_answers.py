"""How a page answers an edit: back to where it was asked, with the verdict in words, or with the refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from equipoise_web.scheduling.forms.draft import new_key
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.queries.draft_findings import marks_of
from equipoise_web.scheduling.queries.draft_steps import steps_of
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.templatetags.drafts import days_in_words, shortage
from equipoise_web.scheduling.views.asked import standing_of_request
from equipoise_web.scheduling.views.draft_asked import back_of, place_of
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_doing import Done, Refusal
from equipoise_web.scheduling.views.draft_parts import parts

MOST_SAID = 6
Refused = Callable[[Refusal], HttpResponse]


def answer(
    request: HttpRequest, draft: Draft, outcome: Done | Refusal, refused: Refused | None = None
) -> HttpResponse:
    """A script gets parts of the board or the refusal alone; ``refused`` draws a form's own page again."""
    fragment = "X-Fragment" in request.headers
    if isinstance(outcome, Refusal):
        return refused(outcome) if refused else refusal_page(request, draft, outcome, alone=fragment)
    if fragment:
        return _parts(request, draft, outcome)
    for level, words in words_of(request, draft, outcome):
        messages.add_message(request, level, words)
    return redirect(back_of(request, draft.base))


def refusal_page(request: HttpRequest, draft: Draft, refusal: Refusal, *, alone: bool) -> HttpResponse:
    """Why nothing was kept, and how to go on: with a reason, on top of the others' edit, or not at all."""
    place = place_of(draft.base, back_of(request, draft.base))
    context = refusal_context(request, draft, refusal) | common(request, draft, place)
    name = "_draft_refused" if alone else "draft_refused"
    response = render(request, f"scheduling/{name}.html", context, status=refusal.status)
    patch_vary_headers(response, ["X-Fragment"])
    return response


def refusal_context(request: HttpRequest, draft: Draft, refusal: Refusal) -> dict[str, Any]:
    """What the panel of a refusal shows."""
    standing, zone = standing_of_request(request), draft.base.centre.timezone
    theirs = steps_of(standing, [refusal.edit], zone) if refusal.edit else []
    return {
        "refusal": refusal,
        "theirs": theirs,
        "again": request.get_full_path(),
        "key": new_key(),
        "zone": zone,
        "back": back_of(request, draft.base),
    }


def words_of(request: HttpRequest, draft: Draft, done: Done) -> Iterator[tuple[int, str]]:
    """The verdict as messages: what was kept, what it breaks with a reason, notes, short intervals."""
    zone, standing = draft.base.centre.timezone, standing_of_request(request)
    if done.edit is not None:
        (step,) = steps_of(standing, [done.edit], zone)
        who = ", ".join(f"{name} {days_in_words(days)}" for name, days in step.people[:MOST_SAID])
        yield (
            messages.SUCCESS,
            _("Kept: %(kind)s, %(who)s.") % {"kind": done.edit.get_kind_display(), "who": who or "–"},
        )
    notes = [
        (verdict.worker, mark, verdict.blocked)
        for verdict in done.verdicts
        for mark in marks_of(verdict.worker.pk, verdict.new)
    ]
    for worker, mark, _blocked in notes[:MOST_SAID]:
        level = messages.ERROR if mark.severity == "block" else messages.WARNING
        yield level, f"{worker}: {mark.sentence} ({mark.article})"
    if done.short:
        marks = queue_marks(standing, draft.base.centre)
        where = "; ".join(shortage(one, marks, zone) for one in done.short[:MOST_SAID])
        yield messages.WARNING, _("Short of people by this: %(where)s.") % {"where": where}


def _parts(request: HttpRequest, draft: Draft, done: Done) -> HttpResponse:
    seen = request.POST.get("seen", "0")
    since = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
    place = place_of(draft.base, request.POST.get("back", ""))
    edits = list(draft.edits.select_related("made_by").filter(number__gt=since).order_by("-number"))
    return parts(request, draft, place, since, edits, done)
