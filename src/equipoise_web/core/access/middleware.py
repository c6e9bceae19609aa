"""Default deny: no view runs unless its declared rule admits the user."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from equipoise_web.core.access.routes import SAFE, rule_of
from equipoise_web.core.access.standing import standing_of
from equipoise_web.core.roles import READ_ONLY

logger = logging.getLogger(__name__)


class DefaultDeny:
    """Refuses with 403 what no rule admits, and leaves the standing on the request.

    A page asked by a visitor leads to the sign-in page instead, and from there back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        rule = rule_of(view)
        if rule is None:
            logger.error("refused %s: its view declares no access rule", request.path)
            raise PermissionDenied
        if rule.public:
            return None
        standing = standing_of(request.user)
        if not rule.admits(standing, request.method or "", signed_in=request.user.is_authenticated):
            if _is_page_for_a_visitor(request):
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            raise PermissionDenied
        safe = request.method in SAFE
        request.standing = standing if safe else standing.without(READ_ONLY)  # type: ignore[attr-defined]
        return None


def _is_page_for_a_visitor(request: HttpRequest) -> bool:
    """A whole page, asked by somebody who is not signed in: no interface, no fragment, no change."""
    whole = "HX-Request" not in request.headers and not request.path.startswith("/api/")
    return whole and request.method in {"GET", "HEAD"} and not request.user.is_authenticated
