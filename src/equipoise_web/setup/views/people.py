"""People: files compared row by row, applied as shown or not at all. The step of HR."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.people.actions import imports as actions
from equipoise_web.people.errors import ImportEnded, ImportOutdated, ImportRefused
from equipoise_web.people.files.changes import NEW, REFUSED
from equipoise_web.people.files.reasons import Refusal, in_words, sentence
from equipoise_web.people.forms.workers import FilesForm
from equipoise_web.people.models import ImportDraft
from equipoise_web.scheduling.views.asked import purpose_of
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.checks import people as check
from equipoise_web.setup.steps import FOUND
from equipoise_web.setup.views.shared import METHODS, of_step, page, team_names

SHOWN = 50


@allow(Role.HR)
@require_http_methods(METHODS)
@of_step("people")
def setup_people(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Bring in files, and see what each row would do."""
    form = FilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _drop_open(request, centre)
            actions.keep(actor=actor_of(request), centre=centre, files=form.contents())
        except Refusal as refusal:
            form.add_error("file", sentence(refusal))
        else:
            return redirect("setup_people")
    readings.note(request, purpose_of(request), centre=centre)
    words = {
        "form": form,
        "check": check(standing(request), centre) if FOUND["people"](centre) else "",
        "teams": team_names(request, centre),
        "queues": list(centre.queues.filter(active=True).values_list("name", flat=True)),
        **_about(_open_draft(request, centre)),
    }
    response = page(request, centre, "people", words, refused=bool(form.errors))
    response["Cache-Control"] = "no-store"
    return response


def _draft(request: HttpRequest, incoming: uuid.UUID) -> ImportDraft | None:
    rows = ImportDraft.objects.visible_to(standing(request)).select_related("centre")
    return rows.filter(uuid=incoming).first()


@allow(Role.HR)
@require_POST
@of_step("people", _draft)
def setup_people_apply(request: HttpRequest, centre: Centre, incoming: ImportDraft) -> HttpResponse:
    """Write what was shown, or drop it."""
    act = actions.drop if request.POST.get("what") == "drop" else actions.apply
    try:
        act(actor=actor_of(request), draft=incoming)
    except ImportRefused:
        messages.error(request, _("Nothing was applied: rows are refused."))
    except ImportOutdated:
        messages.error(request, _("Nothing was applied: rows changed meanwhile. This is the new comparison."))
    except ImportEnded:
        messages.info(request, _("This import has ended already."))
    else:
        text = _("Dropped. Nothing was changed.") if act is actions.drop else _("Applied, as it was shown.")
        messages.success(request, text)
    return redirect("setup_people")


def _open_draft(request: HttpRequest, centre: Centre) -> ImportDraft | None:
    drafts = ImportDraft.objects.visible_to(standing(request)).filter(
        centre=centre, applied_at__isnull=True, dropped_at__isnull=True
    )
    return drafts.select_related("made_by").order_by("-created_at", "-pk").first()


def _drop_open(request: HttpRequest, centre: Centre) -> None:
    """A file that takes the place of one's own earlier one: what that said is not kept."""
    draft = _open_draft(request, centre)
    if draft is not None and draft.made_by == actor_of(request):
        actions.drop(actor=actor_of(request), draft=draft)


def _about(draft: ImportDraft | None) -> dict[str, Any]:
    if draft is None:
        return {"draft": None}
    refused = [row for row in draft.difference if row["action"] == REFUSED]
    others = [row for row in draft.difference if row["action"] != REFUSED]
    told = [
        row | {"why": in_words(row["refusal"]["code"], row["refusal"]["values"])} for row in refused[:SHOWN]
    ]
    people = {row["worker"] for row in draft.difference if row["worker"] and row["table"] == "workers"}
    return {
        "draft": draft,
        "rows": len(draft.difference),
        "people": len(people),
        "refused": told,
        "refused_count": len(refused),
        "others": others[:SHOWN],
        "others_count": len(others),
        "new_count": draft.counts.get(NEW, 0),
        "something": bool(draft.counts.get("new") or draft.counts.get("changed")),
    }
