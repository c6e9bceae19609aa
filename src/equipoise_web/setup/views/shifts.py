"""Shifts and breaks: first proposed, then taken through their gate on evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.models import Centre, Version
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries.gates import steps_to_do
from equipoise_web.service.forms.centre import DAYS
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.setup.actions.gated import pass_gate, propose_shifts, proposed_shifts
from equipoise_web.setup.checks import shifts as check
from equipoise_web.setup.checks import shifts_in_words
from equipoise_web.setup.forms.shifts import GateForm, ShiftsForm, usual_shifts
from equipoise_web.setup.shifts import open_spans, refuse_shifts
from equipoise_web.setup.steps import FOUND
from equipoise_web.setup.views.shared import METHODS, described, of_step, page

WHOLE_DAY = (0, 1440)


@allow(*STEWARDS)
@require_http_methods(METHODS)
@of_step("shifts")
def setup_shifts(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The shifts as a form; saved they are a proposal, which has no effect before its gate."""
    form = ShiftsForm(request.POST or None, initial=usual_shifts(*_usual_day(request, centre)))
    done = FOUND["shifts"](centre)
    if request.method == "POST" and not done and form.is_valid() and _proposed(request, centre, form):
        messages.success(request, _("Proposed. Nothing may be rostered before the gate is passed."))
        return redirect("setup_shifts")
    return _page(request, centre, form, None)


@allow(*STEWARDS)
@require_POST
@of_step("shifts")
def setup_shifts_gate(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Record the steps that are left on their evidence, and put the proposal in force."""
    version = proposed_shifts(centre)
    if version is None:
        return redirect("setup_shifts")
    gate = GateForm(request.POST, codes=_codes(version))
    if gate.is_valid():
        pass_gate(actor=actor_of(request), version=version, evidence=gate.cleaned_data)
        messages.success(request, _("The shift system is in force."))
        return redirect("setup_shifts")
    return _page(request, centre, ShiftsForm(initial=usual_shifts(*_usual_day(request, centre))), gate)


def _page(request: HttpRequest, centre: Centre, form: ShiftsForm, gate: GateForm | None) -> HttpResponse:
    version = proposed_shifts(centre)
    words: dict[str, Any] = {
        "form": form,
        "check": check(centre) if FOUND["shifts"](centre) else "",
        "version": version,
        "proposal": shifts_in_words(centre, version.data) if version else "",
        "gate": gate or (GateForm(codes=_codes(version)) if version else None),
    }
    refused = bool(form.errors or (gate and gate.errors))
    return page(request, centre, "shifts", words, refused=refused)


def _codes(version: Version) -> tuple[str, ...]:
    """The steps that are left, in their order."""
    return tuple(steps_to_do(version).values_list("code", flat=True))


def _proposed(request: HttpRequest, centre: Centre, form: ShiftsForm) -> bool:
    content = form.content()
    try:
        refuse_shifts(content)
    except InvalidInput as error:
        show_refusal(form, error)
        return False
    propose_shifts(actor=actor_of(request), centre=centre, content=content)
    return True


def _usual_day(request: HttpRequest, centre: Centre) -> tuple[int, int]:
    """The longest opening of a weekday, in minutes since midnight."""
    opening = described(request, centre).opening
    spans = [span for day in DAYS for span in open_spans(opening, day)]
    return max(spans, key=lambda span: span[1] - span[0], default=WHOLE_DAY)
