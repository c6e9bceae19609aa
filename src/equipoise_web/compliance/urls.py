"""Addresses of the compliance app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.compliance.views import findings, packs

urlpatterns: list[URLPattern | URLResolver] = [
    path("roster/<uuid:roster>/findings", findings.roster_findings, name="roster_findings"),
    path("rules", findings.rules_findings, name="rules_findings"),
    path("rules/packs", packs.rules_packs, name="rules_packs"),
    path("rules/packs/<str:pack>/<str:rule>", packs.rules_rule, name="rules_rule"),
]
