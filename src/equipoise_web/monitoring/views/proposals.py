"""Propose a description of a system, new or known. A proposal has no effect before its gate."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise_web.core.access import allow
from equipoise_web.core.actions import gates
from equipoise_web.core.models import Person
from equipoise_web.core.present import person_of
from equipoise_web.monitoring.actions import register_system
from equipoise_web.monitoring.forms import DescriptionForm, SystemForm
from equipoise_web.monitoring.models import System
from equipoise_web.monitoring.queries.register import entry_of, procedures
from equipoise_web.monitoring.views.register import may_propose

METHODS = ("GET", "HEAD", "POST")


@allow(*gates.STEWARDS)
@require_http_methods(METHODS)
def propose(request: HttpRequest, system: uuid.UUID) -> HttpResponse:
    """The next description of a known system."""
    actor = _steward(request)
    row = get_object_or_404(System.objects.visible_to(request.standing), uuid=system)  # type: ignore[attr-defined]
    entry = entry_of(request.standing, row)  # type: ignore[attr-defined]
    initial = DescriptionForm.initial_of(entry.shown.version.data) if entry.shown else {}
    form = DescriptionForm(request.POST or None, initial=initial, procedures=_procedures(request))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, {"entry": entry})
    gates.propose(
        actor=actor, matter=row.matter, procedure=form.procedure_chosen(), content=form.description().data()
    )
    messages.success(request, _("The description is proposed. Nothing changes before its gate is passed."))
    return redirect("monitoring_system", row.uuid)


@allow(*gates.STEWARDS)
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """A system that the register does not have yet."""
    actor = _steward(request)
    form = SystemForm(request.POST or None, procedures=_procedures(request))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, {})
    version = register_system(
        actor=actor, organisation=actor.organisation, code=form.cleaned_data["code"],
        procedure=form.procedure_chosen(), description=form.description(),
    )  # fmt: skip
    messages.success(
        request, _("The system is in the register. It may record nothing before its gate is passed.")
    )
    return redirect("monitoring_system", version.matter.system.uuid)


def _steward(request: HttpRequest) -> Person:
    """The actor, if the whole organisation is in the scope: a gate is not a team's affair."""
    person = person_of(request)
    if person is None or not may_propose(request.standing):  # type: ignore[attr-defined]
        raise PermissionDenied
    return person


def _procedures(request: HttpRequest):  # type: ignore[no-untyped-def]
    return procedures(request.standing)  # type: ignore[attr-defined]


def _form(request: HttpRequest, form: DescriptionForm, more: dict[str, object]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "monitoring/propose.html", {"form": form, **more}, status=status)
