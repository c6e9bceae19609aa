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
from equipoise_web.core.jobs import queue
from equipoise_web.core.jobs.schedule import tick
from equipoise_web.core.models import Run

logger = logging.getLogger(__name__)


@dataclass
class Lease:
    """One claim as its computation sees it; the keeper renews it and carries word both ways."""

    run: Run
    length: timedelta
    cancelled: bool = False
    lost: bool = False
    _told: str = "null"
    _shown: str = "null"
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, progress: Any) -> None:
        self._told = canonical(progress)

    def renew(self) -> None:
        """Keep the claim."""
        self._unless_lost(lambda: queue.beat(self.run, self.length))

    def exchange(self) -> None:
        """Show what was told since the last time, and hear whether to stop."""
        self._unless_lost(self._exchange)

    def _exchange(self) -> None:
        told = self._told
        if told != self._shown:
            queue.show(self.run, told)
            self._shown = told
        self.cancelled = queue.is_cancelled(self.run)

    def _unless_lost(self, work: Callable[[], Any]) -> None:
        with self._lock:  # computation and keeper both call
            try:
                if not self.lost:
                    work()
            except queue.Fenced:
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
            Duty("heartbeat", lease.total_seconds() / 4, lambda: self._for_lease(Lease.renew)),
            Duty("progress", 1.0, lambda: self._for_lease(Lease.exchange)),
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

    def _for_lease(self, work: Callable[[Lease], None]) -> None:
        lease = self.lease
        if lease is not None:
            work(lease)

    def _do(self, duty: Duty) -> None:
        try:
            duty.work()
        except Exception:
            logger.exception("%s failed; it will be tried again", duty.name)
            connection.close()
        duty.next_s = time.monotonic() + duty.every_s
