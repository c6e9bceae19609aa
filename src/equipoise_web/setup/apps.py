"""The setup app: pages that lead through the description of a first centre. It has no rows of its own."""

from __future__ import annotations

from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "equipoise_web.setup"
    label = "setup"
