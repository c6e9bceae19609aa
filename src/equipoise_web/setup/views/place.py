"""Organisation, centre and teams, and who plans: the administrator's step."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from equipoise_web.core.access import allow
from equipoise_web.core.errors import AddressTaken
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.core.views.access.invite import invite
from equipoise_web.core.views.access.page import LINK
from equipoise_web.setup.actions.place import add_planner, describe_place, zone_is_fixed
from equipoise_web.setup.errors import PlaceNameTaken, ZoneFixed
from equipoise_web.setup.forms.place import PlaceForm, PlannerForm, initial_of
from equipoise_web.setup.steps import planners_of
from equipoise_web.setup.views.shared import METHODS, of_step, page, team_names, teams


@allow(Role.ADMINISTRATOR)
@require_http_methods(METHODS)
@of_step("place")
def setup_place(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Names, time zone and teams."""
    form = PlaceForm(request.POST or None, initial=initial_of(centre, team_names(request, centre)))
    if request.method == "POST" and form.is_valid() and _named(request, centre, form):
        messages.success(request, _("Saved."))
        return redirect("setup_place")
    return _page(request, centre, form, _planner_form(request))


@allow(Role.ADMINISTRATOR)
@require_POST
@of_step("place")
def setup_planner(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Add who plans, with an invitation."""
    form = PlannerForm(request.POST)
    team = next(iter(teams(request, centre)), None)
    if team is None:
        form.add_error(None, _("The centre has no team yet: name one above first."))
    elif form.is_valid():
        try:
            with transaction.atomic():
                person = add_planner(actor=actor_of(request), centre=centre, team=team, **form.cleaned_data)
        except AddressTaken:
            form.add_error("email", _("Another login has this address."))
        else:
            messages.success(request, _("%(name)s plans the centre now.") % {"name": person.name})
            invite(request, actor_of(request), person)
            return redirect("setup_place")
    return _page(request, centre, _place_form(request, centre), form)


def _place_form(request: HttpRequest, centre: Centre) -> PlaceForm:
    return PlaceForm(initial=initial_of(centre, team_names(request, centre)))


def _planner_form(request: HttpRequest) -> PlannerForm:
    return PlannerForm(initial={"locale": actor_of(request).locale})


def _page(request: HttpRequest, centre: Centre, form: PlaceForm, planner: PlannerForm) -> HttpResponse:
    words = {
        "form": form,
        "planner": planner,
        "planners": planners_of(centre),
        "zone_fixed": zone_is_fixed(centre),
        "link": (request.session.pop(LINK, None) or {}).get("link"),
    }
    return page(request, centre, "place", words, refused=bool(form.errors or planner.errors))


def _named(request: HttpRequest, centre: Centre, form: PlaceForm) -> bool:
    said = form.cleaned_data
    try:
        describe_place(
            actor=actor_of(request), centre=centre, organisation=said["organisation"], name=said["centre"],
            timezone=said["timezone"], teams=said["teams"],
        )  # fmt: skip
    except PlaceNameTaken as taken:
        form.add_error(taken.field, _("Another one has this name."))
    except ZoneFixed:
        form.add_error("timezone", _("The time zone stays: history is stored by it."))
    else:
        return True
    return False
