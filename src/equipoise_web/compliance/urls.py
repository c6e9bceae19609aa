"""Addresses of the compliance app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from equipoise_web.compliance.views import dispensations, findings, ilo, memory, packs, proposals, reviews

urlpatterns: list[URLPattern | URLResolver] = [
    path("roster/<uuid:roster>/findings", findings.roster_findings, name="roster_findings"),
    path("rules", findings.rules_findings, name="rules_findings"),
    path("rules/packs", packs.rules_packs, name="rules_packs"),
    path("rules/propose", proposals.rules_propose, name="rules_propose"),
    path("rules/overlay", proposals.rules_overlay, name="rules_overlay"),
    path("rules/versions/<uuid:rules>", proposals.rules_version, name="rules_version"),
    path("rules/memory", memory.rules_memory, name="rules_memory"),
    path("rules/memory/<str:pack>/<str:rule>", memory.rules_confirm, name="rules_confirm"),
    path("rules/confirmations/<uuid:confirmation>/withdraw", memory.rules_withdraw, name="rules_withdraw"),
    path("rules/reviews", reviews.rules_reviews, name="rules_reviews"),
    path("rules/reviews/<str:pack>", reviews.rules_review, name="rules_review"),
    path("rules/packs/<str:pack>/<str:rule>", packs.rules_rule, name="rules_rule"),
    path("rules/dispensations", dispensations.rules_dispensations, name="rules_dispensations"),
    path("rules/dispensations/<uuid:dispensation>", dispensations.dispensation, name="dispensation"),
    path("rules/findings/<uuid:finding>/stand", dispensations.dispensation_new, name="dispensation_new"),
    path("rules/ilo", ilo.rules_ilo, name="rules_ilo"),
    path("rules/ilo/<int:year>/<str:category>", ilo.rules_ilo_record, name="rules_ilo_record"),
    path("rules/ilo/<int:year>/<str:category>/remark", ilo.rules_ilo_remark, name="rules_ilo_remark"),
]
