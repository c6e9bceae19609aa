"""Queues with what customers may expect: one form for each, until there are enough."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from equipoise.errors import InvalidInput
from equipoise_web.core.access import allow
from equipoise_web.core.models import Centre
from equipoise_web.core.present import actor_of
from equipoise_web.core.roles import Role
from equipoise_web.service.actions import queues as actions
from equipoise_web.service.errors import NameFixed, NameTaken
from equipoise_web.service.forms.fields import show_refusal
from equipoise_web.service.models import Queue
from equipoise_web.service.queries.queues import promised_queues, visible_queue
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.forms.queue import FirstQueueForm, initial_of
from equipoise_web.setup.views.shared import METHODS, of_step, page


@allow(Role.PLANNER)
@require_http_methods(METHODS)
@of_step("queues")
def setup_queues(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The queues so far, and a form for one more."""
    return _one(request, centre, None)


@allow(Role.PLANNER)
@require_http_methods(METHODS)
@of_step("queues", lambda request, queue: visible_queue(standing(request), queue))
def setup_queue(request: HttpRequest, centre: Centre, queue: Queue) -> HttpResponse:
    """The queues so far, and one of them as a form."""
    return _one(request, centre, queue)


def _one(request: HttpRequest, centre: Centre, queue: Queue | None) -> HttpResponse:
    form = FirstQueueForm(request.POST or None, initial=initial_of(queue))
    if request.method == "POST" and form.is_valid() and _save(request, centre, queue, form):
        text = _("Queue %(name)s is saved.") if queue else _("Queue %(name)s is added.")
        messages.success(request, text % {"name": form.cleaned_data["name"]})
        return redirect("setup_queues")
    words = {"form": form, "queue": queue, "queues": promised_queues(standing(request), centre)}
    return page(request, centre, "queues", words, refused=bool(form.errors))


def _save(request: HttpRequest, centre: Centre, queue: Queue | None, form: FirstQueueForm) -> bool:
    actor, values = actor_of(request), form.values()
    try:
        if queue is None:
            actions.add_queue(actor=actor, centre=centre, values=values)
        else:
            actions.change_queue(actor=actor, queue=queue, values=values)
    except InvalidInput as error:
        show_refusal(form, error)
    except NameTaken:
        form.add_error("name", _("Another queue of the centre has this name."))
    except NameFixed:
        form.add_error("name", _("The name stays: the queue has history."))
    else:
        return True
    return False
