"""The scheduling app: rosters, the time people can and cannot work, publication and amendments."""

from __future__ import annotations

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "equipoise_web.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from equipoise_web.scheduling import sentences, topics  # noqa: F401 - each registers its own
