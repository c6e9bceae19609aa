"""Forms about one worker: each adds a row to the file, or changes one of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from equipoise_web.core.access import allow
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import readings
from equipoise_web.people.actions import records as actions
from equipoise_web.people.errors import Overlapping
from equipoise_web.people.forms import records as forms
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    LeaveAccount,
    Restriction,
    Skill,
    Worker,
)
from equipoise_web.people.queries.one import reaches
from equipoise_web.scheduling.views.asked import purpose_of, standing_of_request

METHODS = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Kind:
    """A kind of row with its form and its words; ``parameter`` names it in addresses."""

    model: Any
    form: Any
    parameter: str
    adding: Promise
    changing: Promise
    taken: Promise
    hint: Promise | str = ""


BESIDE = gettext_lazy("Another row holds in these days. End that one first, or choose other days.")
CONTRACTS = Kind(
    Contract, forms.ContractForm, "contract", gettext_lazy("Add a contract"),
    gettext_lazy("Change or end a contract"),
    gettext_lazy("Another contract holds in these days. End that one first, or choose other days."),
    gettext_lazy("A contract is ended by its last day. It stays on file."),
)  # fmt: skip
SKILLS = Kind(
    Skill, forms.SkillForm, "skill", gettext_lazy("Add a skill"), gettext_lazy("Change a skill"), BESIDE,
    gettext_lazy("Who learns or loses a level gets a further row; so it can be seen who could do what when."),
)  # fmt: skip
RESTRICTIONS = Kind(
    Restriction, forms.RestrictionForm, "restriction", gettext_lazy("Add a restriction"),
    gettext_lazy("Change a restriction"), BESIDE,
    gettext_lazy(
        "Plans keep these times free. No reason is written down anywhere, and nobody needs to give one."
    ),
)  # fmt: skip
FACTS = Kind(
    Fact, forms.FactForm, "fact", gettext_lazy("Add a fact"), gettext_lazy("Change a fact"), BESIDE,
    gettext_lazy("Rules ask for it; the check of a roster judges by it."),
)  # fmt: skip
HEALTH = Kind(
    HealthFact, forms.HealthFactForm, "health", gettext_lazy("Add a fact on health"),
    gettext_lazy("Change a fact on health"), BESIDE,
    gettext_lazy(
        "Only HR and the person can read this (GDPR, article 9). Planning sees what a roster must keep to, "
        "not why. Keep no more than a rule asks for."
    ),
)  # fmt: skip
LEAVE = Kind(
    LeaveAccount, forms.LeaveForm, "leave", gettext_lazy("Add a leave account"),
    gettext_lazy("Change a leave account"), gettext_lazy("There is an account of this year and kind."),
)  # fmt: skip
HOURS = Kind(
    HoursEntry, forms.HoursForm, "entry", gettext_lazy("Add to the hours account"),
    gettext_lazy("Add to the hours account"), gettext_lazy("The account has an opening balance."),
    gettext_lazy("Rows are never changed or removed. What was wrong is set right by a correction."),
)  # fmt: skip


def adding(kind: Kind) -> View:
    """The view that adds a row of a kind to the file of a worker."""

    @allow(*actions.EDITORS[kind.model])
    @require_http_methods(METHODS)
    def add(request: HttpRequest, worker: uuid.UUID) -> HttpResponse:
        standing = standing_of_request(request)
        found = get_object_or_404(Worker.objects.visible_to(standing), uuid=worker)
        return _edit(request, kind, found, None)

    return add


def changing(kind: Kind) -> View:
    """The view that changes a row of a kind."""

    @allow(*actions.EDITORS[kind.model])
    @require_http_methods(METHODS)
    def change(request: HttpRequest, **asked: uuid.UUID) -> HttpResponse:
        seen = kind.model.objects.visible_to(standing_of_request(request))
        row = get_object_or_404(
            seen.select_related("worker__person", "worker__centre"), uuid=asked[kind.parameter]
        )
        return _edit(request, kind, row.worker, row)

    return change


def _edit(request: HttpRequest, kind: Kind, worker: Worker, row: Any) -> HttpResponse:
    if not reaches(standing_of_request(request), worker, *actions.EDITORS[kind.model]):
        raise PermissionDenied
    removable = row is not None and isinstance(row, actions.REMOVABLE)
    if request.method == "POST" and removable and "remove" in request.POST:
        actions.remove(actor=actor_of(request), row=row)
        messages.success(request, _("It is off the file."))
        return redirect("worker", worker=worker.uuid)
    instance = row if row is not None else _blank(request, kind, worker)
    form = kind.form(request.POST or None, instance=instance, worker=worker)
    if request.method == "POST" and form.is_valid() and _saved(request, kind, form):
        return redirect("worker", worker=worker.uuid)
    readings.note(request, purpose_of(request), person=worker.person)
    words = {"kind": kind, "form": form, "worker": worker, "row": row, "removable": removable}
    return render(request, "people/record.html", words, status=422 if form.errors else 200)


def _saved(request: HttpRequest, kind: Kind, form: Any) -> bool:
    row = form.save(commit=False)
    try:
        actions.put(actor=actor_of(request), row=row, changed=form.changed_data)
    except Overlapping:
        form.add_error(None, str(kind.taken))
        return False
    messages.success(request, _("Saved."))
    return True


def _blank(request: HttpRequest, kind: Kind, worker: Worker) -> Any:
    row = kind.model(worker=worker)
    if kind.model is HoursEntry:
        row.by = actor_of(request)
    return row
