"""Addresses of the web application; each view declares who may use it."""

from __future__ import annotations

from django.urls import path

from equipoise_web.core.views import health

urlpatterns = [path("healthz", health, name="health")]
