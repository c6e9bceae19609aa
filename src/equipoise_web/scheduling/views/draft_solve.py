"""Ask for a search on a part of a draft."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.local_days import DAY, monday_of
from equipoise_web.core.models import Run
from equipoise_web.core.present import actor_of
from equipoise_web.core.templatetags.equipoise_times import day as day_words
from equipoise_web.scheduling.actions.alternatives import Scope, request_alternative
from equipoise_web.scheduling.draft_words import reason_of
from equipoise_web.scheduling.errors import DraftEnded
from equipoise_web.scheduling.forms.draft import new_key
from equipoise_web.scheduling.forms.solve import CHOSEN, EVERYBODY, TEAM, USUAL_S, SolveForm
from equipoise_web.scheduling.models import Draft, Roster
from equipoise_web.scheduling.queries.roster_people import Member, members_of, teams_of
from equipoise_web.scheduling.views.asked import standing_of_request
from equipoise_web.scheduling.views.draft_asked import (
    SEE_DRAFT,
    Place,
    back_of,
    draft_asked,
    people_choices,
    place_of,
    workers_named,
)
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_rows import weeks_of


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_solve(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The form; a POST leads to the job that searches."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    place = place_of(found, back_of(request, found))
    members = members_of(standing_of_request(request), found)
    form = _form(request, found, place, members)
    if form.is_bound and form.is_valid() and (run := _requested(request, draft, form, members)):
        return redirect("job", run=run.uuid)
    context = {**common(request, draft, place), "form": form, "locked": draft.locks.count()}
    return render(request, "scheduling/draft_solve.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, roster: Roster, place: Place, members: Sequence[Member]) -> SolveForm:
    people, days = people_choices(request, roster), _days(roster, place)
    known = {value for value, _name in people}
    named = [value for value in request.GET.getlist("person") if value in known]
    initial: dict[str, Any] = {
        "days": days[0][0], "who": CHOSEN if named else EVERYBODY, "people": named,
        "change": "0.5", "seconds": USUAL_S, "key": new_key(),
    }  # fmt: skip
    data = request.POST if request.method == "POST" else None
    return SolveForm(data, initial=initial, days=days, teams=teams_of(members), people=people)


def _days(roster: Roster, place: Place) -> list[tuple[str, str]]:
    """The day from which one comes, its week or the week shown, then the whole roster and its weeks."""
    first, last = roster.starts_on, roster.ends_on
    whole = (f"{first}/{last}", _("The whole roster"))
    weeks = {
        monday: (
            f"{max(monday, first)}/{min(monday + 6 * DAY, last)}",
            _("Week of %(day)s") % {"day": day_words(monday)},
        )
        for monday in weeks_of(first, last)
    }
    here = place.day or place.week
    chosen = [(f"{place.day}/{place.day}", day_words(place.day))] if place.day else []
    chosen += [weeks[monday_of(here)]] if here and monday_of(here) in weeks else []
    return list(dict.fromkeys([*chosen, whole, *weeks.values()]))


def _requested(request: HttpRequest, draft: Draft, form: SolveForm, members: Sequence[Member]) -> Run | None:
    """The run, or None after the form was told why there is none."""
    who, (first, last) = form.cleaned_data["who"], form.span
    if who == CHOSEN:
        names = form.cleaned_data["people"]
    else:
        names = [str(each.uuid) for each in members if who == EVERYBODY or who == f"{TEAM}{each.team}"]
    actor = actor_of(request)
    try:
        return request_alternative(
            actor=actor, draft=draft,
            scope=Scope(workers_named(request, draft.base, names), first, last), aims=form.aims,
            seconds=form.cleaned_data["seconds"], key=f"{actor.uuid}:{form.cleaned_data['key']}",
        )  # fmt: skip
    except InvalidInput as refused:
        form.add_error(refused.field if refused.field in form.fields else None, reason_of(refused))
    except DraftEnded:
        form.add_error(None, _("This draft was finished or dropped meanwhile."))
    return None
