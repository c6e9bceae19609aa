"""Addresses of the web application; each view declares who may use it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

APPS = ("core", "people", "service", "scheduling", "compliance", "monitoring", "setup")
urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"equipoise_web.{app}.urls")) for app in APPS),
    path("api/v1/", include("equipoise_web.api.urls")),
    path("scim/v2/", include("equipoise_web.provisioning.urls")),
]
