"""The provisioning app: a directory adds, changes and deactivates people."""

from __future__ import annotations

from django.apps import AppConfig


class ProvisioningConfig(AppConfig):
    name = "equipoise_web.provisioning"
    label = "provisioning"
