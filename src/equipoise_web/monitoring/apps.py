"""The monitoring app: which systems observe work, who was told, and what was observed."""

from __future__ import annotations

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "equipoise_web.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from equipoise_web.monitoring import home  # noqa: F401 - registers what waits and the count beside it
