"""A thread beside the computation that keeps the lease, the schedule and the audit going."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from equipoise_web.core.audit.seal import seal
from equipoise_web.core.canonical import canonical
from equipoise_web.core.jobs.queue import Fenced, beat
from equipoise_web.core.jobs.schedule import tick
from equipoise_web.core.models import Run

logger = logging.getLogger(__name__)


@dataclass
class Lease:
    """One claim as its computation sees it; the keeper renews it."""

    run: Run
    length: timedelta
    cancelled: bool = False
    lost: bool = False
    progress: str = "null"

    def tell(self, progress: Any) -> None:
        self.progress = canonical(progress)

    def renew(self) -> None:
        try:
            self.cancelled = beat(self.run, self.length, self.progress)
        except Fenced:
            self.lost = True


@dataclass
class Duty:
    """Something to do again and again."""

    name: str
    every_s: float
    work: Callable[[], Any]
    next_s: float = field(default_factory=time.monotonic)


class Keeper(threading.Thread):
    """Does each duty when its time comes. One that fails is logged and tried again."""

    def __init__(self, lease: timedelta) -> None:
        super().__init__(name="keeper", daemon=True)
        self.lease: Lease | None = None
        self._ended = threading.Event()
        self._duties = (
            Duty("heartbeat", lease.total_seconds() / 4, self._renew),
            Duty("schedule", 5.0, tick),
            Duty("audit", settings.AUDIT_SEAL_EVERY_S, seal),
        )

    def run(self) -> None:
        while not self._ended.wait(0.2):
            for duty in self._duties:
                if time.monotonic() >= duty.next_s:
                    self._do(duty)
        connection.close()

    def end(self) -> None:
        self._ended.set()
        self.join(10)

    def _renew(self) -> None:
        lease = self.lease
        if lease is not None and not lease.lost:
            lease.renew()

    def _do(self, duty: Duty) -> None:
        try:
            duty.work()
        except Exception:
            logger.exception("%s failed; it will be tried again", duty.name)
            connection.close()
        duty.next_s = time.monotonic() + duty.every_s
