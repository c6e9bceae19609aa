"""What is gated, where it stands, and one version with its steps."""

from __future__ import annotations

import json
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from equipoise_web.core.access import signed_in
from equipoise_web.core.actions.gates import STEWARDS
from equipoise_web.core.forms.changes import ActivateForm, StepForm, coming_minute
from equipoise_web.core.present import person_of
from equipoise_web.core.queries.changes import Change, change, changes
from equipoise_web.core.roles import Role


@signed_in
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every version that one may see, by where it stands."""
    found = changes(request.standing)  # type: ignore[attr-defined]
    return render(request, "core/changes/register.html", {"changes": found, "zone": zone_of(request)})


@signed_in
@require_safe
def dossier(request: HttpRequest, version: uuid.UUID) -> HttpResponse:
    """One version: its steps and evidence, its content, and what may be done next."""
    return show(request, asked_for(request, version))


def show(
    request: HttpRequest, found: Change, *, step: StepForm | None = None, activate: ActivateForm | None = None
) -> HttpResponse:
    """The page of a version, with a form that was refused where there is one."""
    standing = request.standing  # type: ignore[attr-defined]
    steward = standing.holds(*STEWARDS)
    following = found.next_step
    context = {
        "change": found,
        "content": json.dumps(found.version.data, ensure_ascii=False, indent=2, sort_keys=True),
        "zone": zone_of(request),
        "may_record": following is not None and (steward or standing.holds(Role.REPRESENTATIVE)),
        "may_steer": steward,
        "step_form": step or StepForm(initial={"code": following.code if following else ""}),
        "activate_form": activate or ActivateForm(initial={"starts_at": coming_minute()}),
    }
    status = 400 if step or activate else 200
    return render(request, "core/changes/dossier.html", context, status=status)


def asked_for(request: HttpRequest, version: uuid.UUID) -> Change:
    """The version of an address; 404 where it may not be seen."""
    found = change(request.standing, version)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def zone_of(request: HttpRequest) -> str:
    person = person_of(request)
    return person.timezone if person else "UTC"
