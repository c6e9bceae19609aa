"""What the pages of the steps share: whose step it is, whether it is its turn, and the list of all steps."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from equipoise_web.core.models import Centre, Team
from equipoise_web.core.present import centre_of, person_of
from equipoise_web.service.models import CentreSettings
from equipoise_web.service.queries.centre import settings_of
from equipoise_web.service.views.shared import standing
from equipoise_web.setup.steps import BY_NAME, STEPS, Step, is_finished, may_take, stands, waits_for

METHODS = ("GET", "HEAD", "POST")
Find = Callable[[HttpRequest, uuid.UUID], Any]
ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])


def of_step(name: str, find: Find | None = None) -> Callable[[ViewT], ViewT]:
    """Give the view the centre, if the reader may take the step and it is its turn.

    Else he is refused, or led to the list of steps with the reason. ``find`` gives the row of the centre that
    the address names, if the reader sees it; the view gets it in the place of its identifier.
    """
    step = BY_NAME[name]

    def wrap(view: ViewT) -> ViewT:
        @wraps(view)
        def show(request: HttpRequest, **values: Any) -> HttpResponseBase:
            centre = centre_of(request)
            if centre is None:
                return render(request, "service/no_centre.html")
            if not may_take(person_of(request), centre, step):
                raise PermissionDenied
            rows = {key: _row(find(request, value), centre) for key, value in values.items()} if find else {}
            return _before(request, centre, step) or view(request, centre, **values | rows)

        return cast(ViewT, show)

    return wrap


def _row(found: Any, centre: Centre) -> Any:
    if found is None or found.centre_id != centre.pk:
        raise Http404
    return found


def _before(request: HttpRequest, centre: Centre, step: Step) -> HttpResponse | None:
    """Lead away from a step whose time is over or has not come."""
    if is_finished(centre):
        return redirect("setup")
    if earlier := waits_for(centre, step):
        messages.info(request, _("First comes: %(step)s.") % {"step": earlier.title})
        return redirect("setup")
    return None


def page(
    request: HttpRequest, centre: Centre, name: str, words: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page of a step, beside the list of all of them."""
    found = stands(centre)
    at = next(place for place, stand in enumerate(found) if stand.step.name == name)
    context = {
        "centre": centre,
        "zone": centre.timezone,
        "stands": found,
        "stand": found[at],
        "mine": [step for step in STEPS if may_take(person_of(request), centre, step)],
        "number": at + 1,
        "following": STEPS[at + 1] if found[at].is_done and at + 1 < len(STEPS) else None,
        **words,
    }
    return render(request, f"setup/{name}.html", context, status=422 if refused else 200)


def described(request: HttpRequest, centre: Centre) -> CentreSettings:
    """Opening hours and the like, in a step that comes after them."""
    settings = settings_of(standing(request), centre)
    assert settings is not None
    return settings


def team_names(request: HttpRequest, centre: Centre) -> list[str]:
    """The teams of the centre in the order in which they came."""
    return [team.name for team in teams(request, centre)]


def teams(request: HttpRequest, centre: Centre) -> list[Team]:
    """As ``team_names``, as rows."""
    return list(Team.objects.visible_to(standing(request)).filter(site__centre=centre).order_by("pk"))
