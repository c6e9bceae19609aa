"""The compliance app: rule packs in force and what the independent checker found."""

from __future__ import annotations

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "equipoise_web.compliance"
    label = "compliance"
