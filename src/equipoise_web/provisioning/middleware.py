"""Requests of a directory: whom its key speaks for, and refusals that it can read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from equipoise_web.core.middleware.tokens import sign_in
from equipoise_web.provisioning.answers import REFUSALS, TYPE, refusal
from equipoise_web.provisioning.represent import AREA


class ProvisioningKeys:
    """Below ``/scim/v2/`` a key made for provisioning is asked; no session and no other key opens it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(f"/{AREA}"):
            return self.get_response(request)
        known = sign_in(request, provisioning=True)
        response = _readable(self.get_response(request)) if known else refusal(401, REFUSALS[401])
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ("Authorization",))
        return response


def _readable(response: HttpResponse) -> HttpResponse:
    """The same refusal as SCIM writes it, where it came as a page."""
    if response.status_code not in REFUSALS or response.headers.get("Content-Type") == TYPE:
        return response
    said = refusal(response.status_code, REFUSALS[response.status_code])
    if "Allow" in response.headers:
        said["Allow"] = response["Allow"]
    return said
