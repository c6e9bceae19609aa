"""Addresses of the monitoring app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.monitoring.views import mine, proposals, register

urlpatterns: list[URLPattern | URLResolver] = [
    path("monitoring", register.monitoring_register, name="monitoring_register"),
    path("monitoring/new", proposals.new, name="monitoring_new"),
    path("monitoring/<uuid:system>", register.system_page, name="monitoring_system"),
    path("monitoring/<uuid:system>/propose", proposals.propose, name="monitoring_propose"),
    path("monitoring/<uuid:system>/notice", register.tell, name="monitoring_tell"),
    path("me/rights", mine.rights, name="my_rights"),
    path("me/recorded", mine.recorded, name="my_recorded"),
    path("me/recorded/<uuid:notice>/confirm", mine.confirm, name="my_recorded_confirm"),
    path("me/access", mine.looked, name="my_access"),
    path("me/data", mine.data, name="my_data"),
]
