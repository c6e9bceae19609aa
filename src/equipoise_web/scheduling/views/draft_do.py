"""Edits of the board itself: move, resize and remove shifts, by pointer or keys; also only tried."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.drafting.commands import Item, move, remove, resize
from equipoise_web.scheduling.models import Draft, EditKind, Roster
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.views.asked import standing_of_request
from equipoise_web.scheduling.views.draft_answers import answer
from equipoise_web.scheduling.views.draft_asked import draft_asked, workers_named
from equipoise_web.scheduling.views.draft_doing import Done, attempt, tried

KINDS = {"move": EditKind.MOVE, "resize": EditKind.RESIZE, "remove": EditKind.REMOVE}
MOST_ITEMS, LONGEST = 200, 60 * 24 * 60  # items of one edit; minutes by which a shift is moved


@allow(Role.PLANNER)
@require_POST
def roster_edit_do(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """One edit of the items named; with ``try`` what the checker and the requirement would say of it."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)

    def work() -> Sequence[Change]:
        return asked_changes(request, found, draft)

    if "try" in request.POST:
        outcome = tried(request, draft, _whole(request, "seen", 10**9), work)
        if isinstance(outcome, Done):
            marks = queue_marks(standing_of_request(request), found.centre)
            context = {"done": outcome, "marks": marks, "zone": found.centre.timezone}
            return render(request, "scheduling/_draft_verdict.html", context)
        return answer(request, draft, outcome)
    kind = KINDS.get(request.POST.get("do", ""), EditKind.CHANGE)
    return answer(request, draft, attempt(request, draft, kind, work))


def asked_changes(request: HttpRequest, roster: Roster, draft: Draft) -> Sequence[Change]:
    """The changes; InvalidInput where something else than an edit was sent."""
    items, do = _items(request, roster), request.POST.get("do", "")
    if do == "move":
        to = request.POST.get("to", "")
        worker = workers_named(request, roster, [to])[0] if to else None
        return move(draft, items, timedelta(minutes=_whole(request, "by", LONGEST)), worker)
    if do == "resize" and len(items) == 1:
        return resize(draft, items[0], _instant(request.POST.get("start")), _instant(request.POST.get("end")))
    if do == "remove":
        return remove(draft, items)
    raise InvalidInput("nothing changes", field="do")


def _items(request: HttpRequest, roster: Roster) -> list[Item]:
    named = [item.partition("@")[::2] for item in request.POST.getlist("item")[:MOST_ITEMS]]
    workers = {
        str(each.uuid): each for each in workers_named(request, roster, [worker for worker, _ in named])
    }
    return [Item(workers[worker.lower()], _instant(at)) for worker, at in dict.fromkeys(named)]


def _instant(text: str | None) -> datetime:
    if not text or not (text.isascii() and text.isdigit() and len(text) < 12):
        raise InvalidInput("this shift is not there any more", field="items")
    return datetime.fromtimestamp(int(text), UTC)


def _whole(request: HttpRequest, name: str, most: int) -> int:
    text = request.POST.get(name, "0")
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 11):
        return 0
    return max(-most, min(most, int(text)))
