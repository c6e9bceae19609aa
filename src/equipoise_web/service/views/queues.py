"""Queues: the list, and one as a form."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.roles import Role
from equipoise_web.service.actions import queues as actions
from equipoise_web.service.description import values_of
from equipoise_web.service.errors import NameFixed, NameTaken
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.service.forms.queue import QueueForm
from equipoise_web.service.models import Queue
from equipoise_web.service.queries.queues import promised_queues, visible_queue
from equipoise_web.service.views.shared import READERS, may_plan, planner_of, standing, with_centre


@allow(*READERS)
@require_GET
@with_centre
def queues(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The queues of the current centre with what customers may expect."""
    found = promised_queues(standing(request), centre)
    words = {"queues": found, "centre": centre, "may_plan": may_plan(request, centre)}
    return render(request, "service/queues/list.html", words)


@allow(Role.PLANNER)
@require_http_methods(["GET", "POST"])
@with_centre
def queue_new(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A new queue."""
    planner_of(request, centre)
    form = QueueForm(request.POST or None, initial=values_of(Queue()))
    if request.method == "POST" and form.is_valid() and _save(request, centre, None, form):
        messages.success(request, _("Queue %(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("demand_queues")
    return _form_page(request, centre, None, form)


@allow(Role.PLANNER)
@require_http_methods(["GET", "POST"])
def queue_edit(request: HttpRequest, queue: uuid.UUID) -> HttpResponse:
    """One queue."""
    found = _visible(request, queue)
    planner_of(request, found.centre)
    form = QueueForm(request.POST or None, initial=values_of(found))
    if request.method == "POST" and form.is_valid() and _save(request, found.centre, found, form):
        messages.success(
            request,
            _("Queue %(name)s is saved. Plans made before stay as they are.")
            % {"name": form.cleaned_data["name"]},
        )
        return redirect("demand_queues")
    return _form_page(request, found.centre, found, form)


@allow(Role.PLANNER)
@require_POST
def queue_active(request: HttpRequest, queue: uuid.UUID) -> HttpResponse:
    """Plan for a queue again (``active`` is ``yes``), or no longer."""
    found = _visible(request, queue)
    active = request.POST.get("active") == "yes"
    actions.set_active(actor=planner_of(request, found.centre), queue=found, active=active)
    text = (
        _("Queue %(name)s is in use again.")
        if active
        else _("Queue %(name)s is out of use: the next plans leave it out.")
    )
    messages.success(request, text % {"name": found.name})
    return redirect("demand_queues")


def _visible(request: HttpRequest, queue: uuid.UUID) -> Queue:
    found = visible_queue(standing(request), queue)
    if found is None:
        raise Http404
    return found


def _save(request: HttpRequest, centre: Centre, queue: Queue | None, form: QueueForm) -> bool:
    person, values = planner_of(request, centre), form.values()
    try:
        if queue is None:
            actions.add_queue(actor=person, centre=centre, values=values)
        else:
            actions.change_queue(actor=person, queue=queue, values=values)
    except InvalidInput as error:
        show_refusal(form, error)
    except NameTaken:
        form.add_error("name", _("Another queue of the centre has this name."))
    except NameFixed:
        form.add_error(
            "name", _("The name stays: the queue has history, and files and rosters call it by this name.")
        )
    else:
        return True
    return False


def _form_page(request: HttpRequest, centre: Centre, queue: Queue | None, form: QueueForm) -> HttpResponse:
    words = {"form": form, "centre": centre, "queue": queue}
    return render(request, "service/queues/form.html", words, status=422 if form.errors else 200)
