"""The core app: organisation, access, gates, audit and jobs."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "equipoise_web.core"
    label = "core"

    def ready(self) -> None:
        from equipoise_web.core import checks  # noqa: F401 - registers the system checks
        from equipoise_web.core.triggers import migrate

        pre_migrate.connect(migrate.drop_before, sender=self)
        post_migrate.connect(migrate.create_after, sender=self)
        autodiscover_modules("visibility", "guards", "jobs", "needs")
        from equipoise_web.core import home  # noqa: F401 - finds the core's own part of each home
        from equipoise_web.core.accounts import trail  # noqa: F401 - hears of second factors
        from equipoise_web.core.jobs import housekeeping  # noqa: F401 - registers the core's own kinds
