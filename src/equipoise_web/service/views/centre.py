"""The centre: how it is described, and by a planner how it should be."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.navigation import address_of
from equipoise_web.core.roles import Role
from equipoise_web.service.actions.settings import describe_centre
from equipoise_web.service.errors import IntervalFixed
from equipoise_web.service.forms.centre import NAMES, CentreForm, initial_of
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.service.queries import centre as query
from equipoise_web.service.queries.queues import promised_queues
from equipoise_web.service.views.shared import may_plan, planner_of, standing, with_centre


@allow(*Role)
@require_GET
@with_centre
def centre_page(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Opening hours, queues, rules, shifts and places of the current centre."""
    viewer = standing(request)
    settings = query.settings_of(viewer, centre)
    teams, people = query.teams_of(viewer, centre)
    words = {
        "centre": centre,
        "settings": settings,
        "opening": query.opening_of(settings) if settings else None,
        "queues": [each for each in promised_queues(viewer, centre) if each.queue.active],
        "packs": query.packs_of(centre),
        "packs_address": address_of("rules_packs"),
        "shifts": query.shift_system_of(viewer, centre),
        "changes_address": address_of("changes"),
        "teams": teams,
        "people": people,
        "may_plan": may_plan(request, centre),
    }
    return render(request, "service/centre/centre.html", words)


@allow(Role.PLANNER)
@require_http_methods(["GET", "POST"])
@with_centre
def centre_edit(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Opening hours, interval and shrinkage as a form."""
    planner_of(request, centre)
    settings = query.settings_of(standing(request), centre)
    form = CentreForm(request.POST or None, initial=initial_of(settings) if settings else {})
    if request.method == "POST" and form.is_valid() and _save(request, centre, form):
        messages.success(
            request, _("The description of the centre is saved. Plans made before stay as they are.")
        )
        return redirect("centre")
    status = 422 if form.errors else 200
    return render(request, "service/centre/edit.html", {"form": form, "centre": centre}, status=status)


def _save(request: HttpRequest, centre: Centre, form: CentreForm) -> bool:
    try:
        describe_centre(actor=planner_of(request, centre), centre=centre, values=form.values())
    except InvalidInput as error:
        show_refusal(form, error, NAMES)
    except IntervalFixed:
        form.add_error(
            "interval_minutes",
            _(
                "The interval stays: history is stored in it, "
                "and rows of two lengths would count contacts twice."
            ),
        )
    else:
        return True
    return False
