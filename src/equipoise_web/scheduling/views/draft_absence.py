"""Somebody is absent: their shifts leave the draft, and the cheapest lawful replacements are proposed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.sickness import say_absent
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.drafting.judged_offers import Judged, cheapest
from equipoise_web.scheduling.drafting.lost import Lost, lost_shifts
from equipoise_web.scheduling.drafting.replacing import EXTEND, MOVE, QUEUE, TAKE, Offer, offers
from equipoise_web.scheduling.forms.draft import AskedForm
from equipoise_web.scheduling.models import Draft, EditKind
from equipoise_web.scheduling.queries.draft_findings import marks_of
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.queries.roster_findings import Mark
from equipoise_web.scheduling.views.asked import note_reading, standing_of_request
from equipoise_web.scheduling.views.draft_answers import refusal_context, refusal_page, words_of
from equipoise_web.scheduling.views.draft_asked import (
    SEE_DRAFT,
    back_of,
    day_asked,
    draft_asked,
    place_of,
    worker_asked,
)
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_doing import Done, Refusal, answered, attempt

AT_ONCE = 3


@dataclass(frozen=True)
class Row:
    """An offer as the page shows it."""

    offer: Offer
    word: str
    key: str
    noted: list[Mark]
    notices: list[Mark]


@allow(Role.PLANNER)
@require_POST
def roster_edit_absent(request: HttpRequest, roster: uuid.UUID, day: str, worker: uuid.UUID) -> HttpResponse:
    """From this day until ``until``; leads to who can stand in."""
    found, draft = draft_asked(request, roster)
    on, who = day_asked(found, day), worker_asked(request, found, worker)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    form = AskedForm(request.POST)

    def made() -> Done:
        if not form.is_valid():
            raise InvalidInput("nothing changes", field="key")
        said = form.cleaned_data
        step, verdicts = say_absent(
            actor=actor_of(request), draft=draft, worker=who, first=on, last=_until(request, on),
            seen=said["seen"], key=said["key"],
        )  # fmt: skip
        return Done(step, verdicts, ())

    outcome = answered(request, draft, made)
    if isinstance(outcome, Refusal):
        return refusal_page(request, draft, outcome, alone="X-Fragment" in request.headers)
    messages.success(request, _("%(who)s is absent; the shifts left the draft.") % {"who": who})
    back = back_of(request, found)
    address = reverse("roster_edit_replacements", args=[found.uuid, on.isoformat(), who.uuid])
    return redirect(f"{address}?{_query(back)}")


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_replacements(
    request: HttpRequest, roster: uuid.UUID, day: str, worker: uuid.UUID
) -> HttpResponse:
    """The shifts lost from this day on, each with the cheapest lawful ways to cover it; a POST takes one."""
    found, draft = draft_asked(request, roster)
    on, who = day_asked(found, day), worker_asked(request, found, worker)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    lost = [one for one in lost_shifts(draft, who) if one.day >= on]
    if request.method != "POST":
        note_reading(request, found)
        return _page(request, draft, who, lost)

    def work() -> Sequence[Change]:
        return [_chosen(request, draft, who, lost).change]

    outcome = attempt(request, draft, EditKind.REPLACE, work)
    if isinstance(outcome, Refusal):
        return _page(request, draft, who, lost, outcome)
    for level, words in words_of(request, draft, outcome):
        messages.add_message(request, level, words)
    left = [one for one in lost_shifts(draft, who) if one.day >= on and not one.covered]
    back = back_of(request, found)
    return redirect(f"{request.path}?{_query(back)}" if left else back)


def _until(request: HttpRequest, first: date) -> date:
    text = request.POST.get("until", "")
    try:
        return date.fromisoformat(text) if text else first
    except ValueError as wrong:
        raise InvalidInput("the roster does not have this day", field="until") from wrong


def _query(back: str) -> str:
    return urlencode({"back": back})


def _chosen(request: HttpRequest, draft: Draft, who: Worker, lost: Sequence[Lost]) -> Offer:
    """The offer that the form names, worked out again on the draft as it stands."""
    shift = next((one for one in lost if str(one.key) == request.POST.get("lost")), None)
    known = offers(draft, shift, who) if shift else []
    named = request.POST.get("offer", "")
    offer = next((one for one in known if _key(one) == named), None)
    if offer is None:
        raise InvalidInput("this shift is not there any more", field="items")
    return offer


def _key(offer: Offer) -> str:
    pieces = offer.change.pieces
    start, end = int(pieces[0].starts_at.timestamp()), int(pieces[-1].ends_at.timestamp())
    return f"{offer.worker.uuid}:{offer.kind}:{start}-{end}"


def _page(
    request: HttpRequest,
    draft: Draft,
    who: Worker,
    lost: Sequence[Lost],
    refusal: Refusal | None = None,
) -> HttpResponse:
    shown = list(lost)[:AT_ONCE]
    context = {
        **common(request, draft, place_of(draft.base, back_of(request, draft.base))),
        "worker": who,
        "shifts": [(one, [] if one.covered else _rows(draft, who, one)) for one in shown],
        "next": lost[AT_ONCE] if len(lost) > AT_ONCE else None,
        "marks": queue_marks(standing_of_request(request), draft.base.centre),
        "back": back_of(request, draft.base),
    }
    if refusal is not None:
        context |= refusal_context(request, draft, refusal)
    status = refusal.status if refusal else 200
    return render(request, "scheduling/draft_replacements.html", context, status=status)


def _rows(draft: Draft, who: Worker, lost: Lost) -> list[Row]:
    return [_row(one) for one in cheapest(draft, offers(draft, lost, who))]


def _row(judged: Judged) -> Row:
    offer = judged.offer
    words = {
        TAKE: _("Takes the shift"),
        EXTEND: _("Makes the own shift longer"),
        QUEUE: _("Changes queue, where there are people to spare"),
        MOVE: _("Moves from a time with people to spare"),
    }
    pk = offer.worker.pk
    return Row(
        offer, words[offer.kind], _key(offer), marks_of(pk, judged.noted), marks_of(pk, judged.notices)
    )
