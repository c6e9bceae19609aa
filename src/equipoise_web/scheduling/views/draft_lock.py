"""Lock days of people, so that no search changes them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.alternatives import lock_days
from equipoise_web.scheduling.draft_words import reason_of
from equipoise_web.scheduling.errors import DraftEnded
from equipoise_web.scheduling.views.asked import day_named
from equipoise_web.scheduling.views.draft_asked import back_of, draft_asked, place_of, workers_named
from equipoise_web.scheduling.views.draft_parts import parts

MOST_CELLS = 200


@allow(Role.PLANNER)
@require_POST
def roster_edit_lock(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """``do`` is lock or unlock, or turns the first of the cells around and the others with it."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    named = [cell.partition("@")[::2] for cell in request.POST.getlist("cell")[:MOST_CELLS]]
    workers = {
        str(each.uuid): each for each in workers_named(request, found, [worker for worker, _ in named])
    }
    cells = [(workers[worker.lower()], day_named(day)) for worker, day in dict.fromkeys(named)]
    do = request.POST.get("do", "")
    if do not in ("lock", "unlock") and cells:
        there = draft.locks.filter(worker=cells[0][0], day=cells[0][1]).exists()
        do = "unlock" if there else "lock"
    try:
        lock_days(actor=actor_of(request), draft=draft, cells=cells, locked=do == "lock")
    except InvalidInput as refused:
        messages.error(request, reason_of(refused))
    except DraftEnded:
        messages.error(request, _("This draft was finished or dropped meanwhile."))
        return redirect("roster_edit", roster=found.uuid)
    if "X-Fragment" in request.headers:
        seen = request.POST.get("seen", "0")
        since = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        place = place_of(found, request.POST.get("back", ""))
        edits = list(draft.edits.select_related("made_by").filter(number__gt=since).order_by("-number"))
        return parts(request, draft, place, since, edits, also=frozenset(worker.pk for worker, _ in cells))
    return redirect(back_of(request, found))
