"""Addresses of the interface; each carries the access rules of its operations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from ninja.openapi.views import default_home
from ninja.responses import Response

from equipoise_web.api.access import guarded
from equipoise_web.api.interface import api
from equipoise_web.core.access import signed_in

app_name = "api"


@signed_in
@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What there is, as OpenAPI 3.1."""
    return Response(api.get_openapi_schema())


@signed_in
def root(request: HttpRequest) -> HttpResponse:
    """Nothing: where the interface begins, for addresses made from it."""
    return default_home(request, api)


OWN = {"openapi-json", "api-root"}
urlpatterns: list[URLPattern] = [
    path("openapi.json", description, name="openapi"),
    *(guarded(each) for each in api.urls[0] if isinstance(each, URLPattern) and each.name not in OWN),
    path("", root, name="api-root"),
]
