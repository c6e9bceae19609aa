"""Edits of several people at once: a week copied, cells pasted, the breaks of a day placed again."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise_web.core.access import allow
from equipoise_web.core.local_days import monday_of
from equipoise_web.core.templatetags.equipoise_times import day as day_words
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.breaks import rearranged
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.drafting.commands import copy_week
from equipoise_web.scheduling.drafting.pasting import Wrong, days_from, fits, pasted, read_grid
from equipoise_web.scheduling.forms.draft import BreaksForm, PasteForm, WeekForm
from equipoise_web.scheduling.models import Draft, EditKind, Roster
from equipoise_web.scheduling.queries.queue_marks import queue_marks
from equipoise_web.scheduling.views.asked import standing_of_request
from equipoise_web.scheduling.views.draft_answers import answer, refusal_context
from equipoise_web.scheduling.views.draft_asked import (
    SEE_DRAFT,
    back_of,
    draft_asked,
    people_choices,
    place_of,
    workers_named,
)
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_doing import Refusal, attempt
from equipoise_web.scheduling.views.draft_rows import weeks_of
from equipoise_web.service.models import Queue

Asks = Callable[[Any, list[Worker]], Sequence[Change]]


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_week(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Copy the week of some people to another week."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    weeks = [(each.isoformat(), day_words(each)) for each in weeks_of(found.starts_on, found.ends_on)]
    page = Many(request, draft, "draft_week", EditKind.COPY)
    form = WeekForm(
        page.data, initial=page.initial | {"monday": _monday(request, found)}, people=page.people, weeks=weeks
    )

    def ask(said: dict[str, Any], workers: list[Worker]) -> Sequence[Change]:
        return copy_week(draft, workers, date.fromisoformat(said["monday"]), date.fromisoformat(said["to"]))

    return page.answered(form, ask)


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_breaks(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Place the breaks of a day again where they cost customers least."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    page = Many(request, draft, "draft_breaks", EditKind.BREAKS)
    day = place_of(found, back_of(request, found)).day or found.starts_on
    form = BreaksForm(page.data, initial=page.initial | {"day": day}, people=page.people)

    def ask(said: dict[str, Any], workers: list[Worker]) -> Sequence[Change]:
        return rearranged(draft, workers, said["day"])

    return page.answered(form, ask, inside="day")


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_paste(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Put cells of a spreadsheet on people and days; a cell that makes no sense keeps all of them out."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    page = Many(request, draft, "draft_paste", EditKind.PASTE)
    place = place_of(found, back_of(request, found))
    first = place.day or place.week or found.starts_on
    form = PasteForm(page.data, initial=page.initial | {"first": first}, people=page.people)
    if not (form.is_bound and form.is_valid()):
        return page.answered(form, lambda _said, _workers: ())
    queues = _queues_by_name(request, found)
    grid, wrong = read_grid(form.cleaned_data["cells"], queues)
    days = days_from(form.cleaned_data["first"], found.ends_on) if _inside(found, form, "first") else []
    # The order in which people were chosen is that of the lines.
    workers = workers_named(request, found, request.POST.getlist("people"))
    for each in (wrong or fits(grid, workers, days)) if days else ():
        form.add_error("cells", _why(each))
    return page.answered(form, lambda _said, _workers: pasted(draft, grid, workers, days))


class Many:
    """A form about several people and the edit that it asks for."""

    def __init__(self, request: HttpRequest, draft: Draft, template: str, kind: EditKind) -> None:
        self.request, self.draft, self.template, self.kind = request, draft, template, kind
        self.people = people_choices(request, draft.base)
        self.data = request.POST if request.method == "POST" else None
        known = {value for value, _name in self.people}
        named = [value for value in request.GET.getlist("person") if value in known]
        self.initial: dict[str, Any] = {"people": named or [value for value, _name in self.people]}

    def answered(self, form: forms.Form, ask: Asks, inside: str = "") -> HttpResponse:
        """The form, or what came of it."""
        if inside and form.is_bound and form.is_valid():
            _inside(self.draft.base, form, inside)
        if not form.is_bound or not form.is_valid():
            return self._page(form, status=422 if form.is_bound else 200)
        said = form.cleaned_data
        workers = workers_named(self.request, self.draft.base, said["people"])
        outcome = attempt(self.request, self.draft, self.kind, lambda: ask(said, workers))
        return answer(self.request, self.draft, outcome, lambda refusal: self._page(form, refusal))

    def _page(self, form: forms.Form, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
        place = place_of(self.draft.base, back_of(self.request, self.draft.base))
        context = {**common(self.request, self.draft, place), "form": form}
        if refusal is not None:
            context |= refusal_context(self.request, self.draft, refusal)
            status = refusal.status
        return render(self.request, f"scheduling/{self.template}.html", context, status=status)


def _inside(roster: Roster, form: forms.Form, field: str) -> bool:
    """Whether a day of a form is one of the roster; else the form says so."""
    inside = roster.starts_on <= form.cleaned_data[field] <= roster.ends_on
    if not inside:
        form.add_error(field, _("The roster does not have this day."))
    return inside


def _monday(request: HttpRequest, roster: Roster) -> str:
    place = place_of(roster, back_of(request, roster))
    return monday_of(place.day or place.week or roster.starts_on).isoformat()


def _queues_by_name(request: HttpRequest, roster: Roster) -> dict[str, Queue]:
    """Queues by their two letters and by their names."""
    standing = standing_of_request(request)
    marks = queue_marks(standing, roster.centre)
    rows = Queue.objects.visible_to(standing).in_bulk(list(marks))
    found = {mark.name.casefold(): rows[pk] for pk, mark in marks.items()}
    return found | {mark.letters.casefold(): rows[pk] for pk, mark in marks.items()}


def _why(wrong: Wrong) -> str:
    values = {"row": wrong.row, "column": wrong.column, "text": wrong.text}
    sentences = {
        "format": _("Line %(row)s, column %(column)s: “%(text)s” is not a time span such as 09:00-17:00."),
        "time": _("Line %(row)s, column %(column)s: “%(text)s” has a time that does not exist."),
        "queue": _("Line %(row)s, column %(column)s: “%(text)s” names a queue that is not in use here."),
        "person": _("Line %(row)s: there are fewer people chosen than lines."),
        "day": _("Line %(row)s, column %(column)s: the roster has no such day."),
        "skill": _("Line %(row)s, column %(column)s: this person has not learnt %(text)s."),
    }
    return sentences[wrong.why] % values
