"""The steps of a draft: undo, redo, the list of edits, drop, finish."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions import drafts as actions
from equipoise_web.scheduling.draft_words import reason_of
from equipoise_web.scheduling.errors import DraftEnded, EditedMeanwhile
from equipoise_web.scheduling.forms.draft import AskedForm
from equipoise_web.scheduling.models import Edit
from equipoise_web.scheduling.queries.draft_steps import edits_of, steps_of
from equipoise_web.scheduling.views.asked import note_reading, query_of, standing_of_request
from equipoise_web.scheduling.views.draft_answers import answer
from equipoise_web.scheduling.views.draft_asked import SEE_DRAFT, Place, draft_asked, edit_address
from equipoise_web.scheduling.views.draft_board import common
from equipoise_web.scheduling.views.draft_doing import Done, answered

A_PAGE = 50


@allow(Role.PLANNER)
@require_POST
def roster_edit_undo(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Take one's own last edit back."""
    return _step(request, roster, actions.undo)


@allow(Role.PLANNER)
@require_POST
def roster_edit_redo(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Make again what one undid last."""
    return _step(request, roster, actions.redo)


@allow(*SEE_DRAFT)
@require_GET
def roster_edit_steps(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Who edited whom, when, how and why."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    page = Paginator(edits_of(draft), A_PAGE).get_page(request.GET.get("page"))
    note_reading(request, found)
    context = {
        **common(request, draft, Place(None, request.GET)),
        "steps": steps_of(standing_of_request(request), page.object_list, found.centre.timezone),
        "earlier": query_of(request, page=str(page.number + 1)) if page.has_next() else "",
        "later": query_of(request, page=str(page.number - 1)) if page.has_previous() else "",
    }
    return render(request, "scheduling/draft_steps.html", context)


@allow(*SEE_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def roster_edit_drop(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """The question, and the answer that gives the draft up."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    if request.method != "POST":
        return render(request, "scheduling/draft_drop.html", common(request, draft, Place(None, request.GET)))
    try:
        actions.drop_draft(actor=actor_of(request), draft=draft)
        messages.success(request, _("The draft is dropped. Its edits stay on record."))
    except DraftEnded:
        messages.error(request, _("This draft was finished or dropped meanwhile."))
    return redirect("roster_board", roster=found.uuid)


@allow(Role.PLANNER)
@require_POST
def roster_edit_finish(request: HttpRequest, roster: uuid.UUID) -> HttpResponse:
    """Ask for the new roster; leads to the job that checks and simulates it."""
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect("roster_edit", roster=found.uuid)
    try:
        run = actions.finish_draft(actor=actor_of(request), draft=draft)
    except InvalidInput as refused:
        messages.error(request, reason_of(refused))
    except DraftEnded:
        messages.error(request, _("This draft was finished or dropped meanwhile."))
    else:
        return redirect("job", run=run.uuid)
    return redirect("roster_edit", roster=found.uuid)


def _step(request: HttpRequest, roster: uuid.UUID, action: Callable[..., Edit]) -> HttpResponse:
    found, draft = draft_asked(request, roster)
    if draft is None:
        return redirect(edit_address(found))
    form = AskedForm(request.POST)
    key = form.cleaned_data.get("key") if form.is_valid() else None

    def taken() -> Done:
        return Done(action(actor=actor_of(request), draft=draft, key=key), (), ())

    outcome = answered(request, draft, lambda: _said(taken))
    return answer(request, draft, outcome)


def _said(taken: Callable[[], Done]) -> Done:
    try:
        return taken()
    except EditedMeanwhile as refused:
        raise InvalidInput("a later edit changed what it did", field="edits") from refused
