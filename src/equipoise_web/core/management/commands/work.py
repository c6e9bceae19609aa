"""``work``: the job worker process."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from equipoise_web.core.jobs.worker import Worker
from equipoise_web.core.startup import refuse_unless_sound


class Command(BaseCommand):
    help = "Run jobs until stopped; any number of these may run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lease", type=float, default=settings.JOB_LEASE_S, help="seconds a claim lasts")

    def handle(self, *_: Any, **options: Any) -> None:
        refuse_unless_sound()
        Worker(lease=timedelta(seconds=options["lease"])).serve()
