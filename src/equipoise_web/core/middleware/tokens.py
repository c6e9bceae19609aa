"""Requests of programs: who a token speaks for, and refusals that a program can read."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers

from equipoise_web.core.actions.tokens import authenticate
from equipoise_web.core.models import ApiToken, User
from equipoise_web.core.scopes import PROVISIONING

AREA = "/api/"
SCHEME = "bearer "
# What answers outside the interface itself, such as the access layer, leaves as a page.
REFUSALS = {
    400: ("request.bad", "The request cannot be read."),
    401: ("access.unknown", "No token that is in force, and no session."),
    403: ("access.refused", "Not allowed, or a session's change without its CSRF token."),
    404: ("not_found", "There is nothing here, or nothing that you may see."),
    405: ("method.not_allowed", "This address does not know the method."),
    413: ("request.too_large", "The request is too large."),
    500: ("server.error", "Something failed here. It is in the server's log."),
}


class Tokens:
    """Signs in the person of ``Authorization: Bearer …`` below ``/api/``, and nowhere else.

    The rights are the person's. A request with a token needs no CSRF token, since no browser sends one by
    itself; a request with a session does.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(AREA):
            return self.get_response(request)
        known = sign_in(request) if "Authorization" in request.headers else request.user.is_authenticated
        response = _readable(self.get_response(request)) if known else _unknown()
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ("Authorization", "Cookie"))
        return response


def refusal(status: int, code: str, detail: str, **fields: object) -> JsonResponse:
    """A refusal as every one of the interface looks."""
    return JsonResponse({"code": code, "detail": detail, "fields": fields}, status=status)


def sign_in(request: HttpRequest, *, provisioning: bool = False) -> bool:
    """Put the token and its person's login on the request; False where either opens nothing here.

    A token made for provisioning opens nothing but that, and no other token opens it.
    """
    sent = request.headers.get("Authorization", "")
    if not sent.lower().startswith(SCHEME):
        return False
    token = authenticate(sent[len(SCHEME) :].strip())
    if token is None or (PROVISIONING in json.loads(token.scopes)) is not provisioning:
        return False
    user = _login_of(token)
    if user is None:
        return False
    request.user, request.token = user, token  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    return True


def _login_of(token: ApiToken) -> User | None:
    """The login that may still sign in; a token dies with it."""
    return User.objects.get_queryset().filter(person=token.person_id, is_active=True).first()


def _unknown() -> HttpResponse:
    response = refusal(401, *REFUSALS[401])
    response["WWW-Authenticate"] = 'Bearer realm="equipoise"'
    return response


def _readable(response: HttpResponse) -> HttpResponse:
    """The same refusal as JSON, where it came as a page."""
    if response.status_code not in REFUSALS or response.headers["Content-Type"].startswith(
        "application/json"
    ):
        return response
    said = refusal(response.status_code, *REFUSALS[response.status_code])
    if "Allow" in response.headers:
        said["Allow"] = response["Allow"]
    return said
