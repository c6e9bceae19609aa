"""Take a version through its gate: each change is one action, and the database has the last word."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.actions import gates
from equipoise_web.core.changes import step_word
from equipoise_web.core.errors import NotClosed, StepOutOfOrder, StepsMissing
from equipoise_web.core.forms.changes import ActivateForm, StepForm
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.core.views.changes.pages import asked_for, show


@allow(*gates.STEWARDS, Role.REPRESENTATIVE)
@require_POST
def record_step(request: HttpRequest, version: uuid.UUID) -> HttpResponse:
    """Record that the next step was done, and what shows it."""
    found, form = asked_for(request, version), StepForm(request.POST)
    if not form.is_valid():
        return show(request, found, step=form)
    try:
        gates.complete_step(actor=actor_of(request), version=found.version, **form.cleaned_data)
    except StepOutOfOrder as error:
        following = step_word(error.following) if error.following else _("none")
        messages.error(
            request, _("Not recorded: the next step is another one: %(step)s.") % {"step": following}
        )
    else:
        messages.success(request, _("Recorded."))
    return redirect("change", version=version)


@allow(*gates.STEWARDS)
@require_POST
def close(request: HttpRequest, version: uuid.UUID) -> HttpResponse:
    """Close a version whose steps are all done."""
    found = asked_for(request, version)
    try:
        gates.close(actor=actor_of(request), version=found.version)
    except StepsMissing as error:
        missing = ", ".join(step_word(step) for step in error.steps)
        messages.error(request, _("Not closed. Still to be done: %(steps)s.") % {"steps": missing})
    except IntegrityError:
        messages.error(request, _("This version is closed already."))
    else:
        messages.success(request, _("Closed. It has no effect until it is put in force."))
    return redirect("change", version=version)


@allow(*gates.STEWARDS)
@require_POST
def activate(request: HttpRequest, version: uuid.UUID) -> HttpResponse:
    """Put a closed version in force from an instant on."""
    found, form = asked_for(request, version), ActivateForm(request.POST)
    if not form.is_valid():
        return show(request, found, activate=form)
    try:
        gates.activate(actor=actor_of(request), version=found.version, **form.cleaned_data)
    except NotClosed:
        messages.error(request, _("Not put in force: the version is not closed, steps are still to be done."))
    except InvalidInput as error:
        messages.error(
            request, _("Not put in force, it does not fit the others: %(reason)s") % {"reason": error.reason}
        )
    except IntegrityError:
        messages.error(
            request, _("Not put in force: before its closure, or another version follows at that time.")
        )
    else:
        messages.success(request, _("Put in force."))
    return redirect("change", version=version)
