"""Addresses of the people app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.people.views import directory

urlpatterns: list[URLPattern | URLResolver] = [
    path("people", directory.people, name="people"),
    path("people/<uuid:worker>", directory.worker, name="worker"),
]
