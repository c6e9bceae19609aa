"""Choices in the top bar: the acting role, the centre and the language."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from equipoise_web.core import navigation, present
from equipoise_web.core.access import own_login, public
from equipoise_web.core.actions import acting
from equipoise_web.core.roles import Role


@own_login
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Go on in another role that the person holds, beginning at that role's first page."""
    person, chosen = present.person_of(request), request.POST.get("role", "")
    if person is None or chosen not in Role.values:
        raise PermissionDenied
    acting.act_as(person, Role(chosen))
    request.session[present.ROLE_KEY] = chosen
    places = navigation.rail(request, Role(chosen))
    return redirect(places[0].address if places else "/")


@own_login
@require_POST
def choose_centre(request: HttpRequest) -> HttpResponse:
    """Go on with another centre that the person's roles reach."""
    chosen = request.POST.get("centre", "")
    if chosen not in {str(centre.uuid) for centre in present.centres_of(request)}:
        raise PermissionDenied
    request.session[present.CENTRE_KEY] = chosen
    return redirect(back(request))


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Go on in another language: kept in a cookie, and for a person in his settings."""
    chosen = request.POST.get("language", "")
    response = redirect(back(request))
    if chosen in dict(settings.LANGUAGES):
        person = present.person_of(request)
        if person is not None:
            acting.read_in(person, chosen)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        )
    return response


def back(request: HttpRequest) -> str:
    """The page that the form names, if it is one of ours; else the beginning."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else "/"
