"""What the pages of demand and staffing share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from equipoise_web.core.access import Standing, demand
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.present import actor_of, centre_of, person_of
from equipoise_web.core.roles import Role

READERS = (Role.PLANNER, Role.TEAM_LEADER, Role.HR, Role.REPRESENTATIVE, Role.AUDITOR)
ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])


def standing(request: HttpRequest) -> Standing:
    """What the reader may be at this moment."""
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def may_plan(request: HttpRequest, centre: Centre) -> bool:
    """Whether the reader plans the whole centre."""
    person = person_of(request)
    try:
        return person is not None and bool(demand(person, Role.PLANNER, over=centre))
    except PermissionDenied:
        return False


def with_centre(view: ViewT) -> ViewT:
    """Give the view the centre that pages are about; without one a page says so."""

    @wraps(view)
    def show(request: HttpRequest, **values: Any) -> HttpResponseBase:
        centre = centre_of(request)
        if centre is None:
            return render(request, "service/no_centre.html")
        return view(request, centre, **values)

    return cast(ViewT, show)


def planner_of(request: HttpRequest, centre: Centre) -> Person:
    """Who acts, if it is a planner of the whole centre; PermissionDenied otherwise."""
    person = actor_of(request)
    demand(person, Role.PLANNER, over=centre)
    return person
