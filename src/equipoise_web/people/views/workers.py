"""A worker as such: adding one, and name, number and birth date."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise_web.core.access import Standing, allow
from equipoise_web.core.errors import AddressTaken
from equipoise_web.core.models import Centre, Team
from equipoise_web.core.present import actor_of, centre_of
from equipoise_web.core.queries import readings
from equipoise_web.core.queries.places import places_reached
from equipoise_web.core.roles import Role
from equipoise_web.people.actions.records import add_worker, change_worker
from equipoise_web.people.errors import NumberTaken
from equipoise_web.people.forms.workers import NewWorkerForm, WorkerForm
from equipoise_web.people.models import Worker
from equipoise_web.people.queries.one import reaches
from equipoise_web.scheduling.views.asked import purpose_of, standing_of_request

METHODS = ["GET", "HEAD", "POST"]


@allow(Role.HR)
@require_http_methods(METHODS)
def worker_new(request: HttpRequest) -> HttpResponse:
    """Add somebody who is rostered."""
    centre, standing = centre_of(request), standing_of_request(request)
    if centre is None:
        return render(request, "service/no_centre.html")
    teams = _teams(standing, centre)
    gives = standing.holds(Role.ADMINISTRATOR)
    form = NewWorkerForm(request.POST or None, teams=teams.values(), gives_logins=gives)
    if request.method == "POST" and form.is_valid() and (added := _added(request, form, teams)):
        messages.success(request, _("Added. Without a contract and a skill the person is not planned yet."))
        return redirect("worker", worker=added.uuid)
    return render(request, "people/new.html", {"form": form}, status=422 if form.errors else 200)


@allow(Role.HR)
@require_http_methods(METHODS)
def worker_about(request: HttpRequest, worker: uuid.UUID) -> HttpResponse:
    """Name, number and birth date."""
    standing = standing_of_request(request)
    found = get_object_or_404(Worker.objects.visible_to(standing).select_related("person"), uuid=worker)
    if not reaches(standing, found, Role.HR):
        raise PermissionDenied
    known = {"name": found.person.name, "number": found.number, "birth_date": found.birth_date}
    form = WorkerForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            change_worker(actor=actor_of(request), worker=found, **form.cleaned_data)
        except NumberTaken:
            form.add_error("number", _("Another worker of the centre has this number."))
        else:
            messages.success(request, _("Saved."))
            return redirect("worker", worker=found.uuid)
    readings.note(request, purpose_of(request), person=found.person)
    words = {"form": form, "worker": found, "name": known["name"]}
    return render(request, "people/about.html", words, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: NewWorkerForm, teams: dict[str, Team]) -> Worker | None:
    data = dict(form.cleaned_data)
    team = teams[data.pop("team")]
    try:
        return add_worker(actor=actor_of(request), team=team, **data)
    except NumberTaken:
        form.add_error("number", _("Another worker of the centre has this number."))
    except AddressTaken:
        form.add_error("email", _("Another login has this address."))
    except PermissionDenied:
        form.add_error("team", _("In this team you cannot do that."))
    return None


def _teams(standing: Standing, centre: Centre) -> dict[str, Team]:
    """Teams of the centre that lie in the reader's HR work."""
    return {
        str(team.uuid): team
        for team in places_reached(standing, Role.HR).teams
        if team.site.centre_id == centre.pk
    }
