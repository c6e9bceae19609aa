"""The compliance app: rule packs in force and what the independent checker found."""

from __future__ import annotations

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "equipoise_web.compliance"
    label = "compliance"

    def ready(self) -> None:
        from equipoise_web.compliance import (  # noqa: F401 - fits is asked before rules are put in force
            fits,
            sentences,
            standing_needs,
            standing_visibility,
        )
