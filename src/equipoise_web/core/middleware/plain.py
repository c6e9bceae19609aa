"""Addresses that no row can be found by are refused before anybody looks."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = ("%00", "\x00")


class Plain:
    """Refuses a query with the character NUL: PostgreSQL keeps none, and fails where one is asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(nul in request.META.get("QUERY_STRING", "") for nul in NUL):
            raise BadRequest("a query has no NUL")
        return self.get_response(request)
