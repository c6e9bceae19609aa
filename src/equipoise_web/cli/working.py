"""A worker that gives its memory back, and that does not outlive the server that started it."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
from datetime import timedelta

from django.conf import settings

from equipoise_web.core.jobs.worker import Worker

# How long a job may go on after the stop was asked; a run cut off is taken over when its lease ends.
GRACE_S = 10.0


class FrugalWorker(Worker):
    """Ends by itself between two jobs once it has grown; its supervisor starts a fresh one."""

    def __init__(self, *, lease: timedelta, largest_mb: int) -> None:
        super().__init__(lease=lease)
        self._largest_mb = largest_mb

    def work_once(self) -> bool:
        worked = super().work_once()
        if worked and peak_mb() > self._largest_mb:
            self._stop.set()
        return worked


def peak_mb() -> float:
    """The most memory that this process ever held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def work(*, supervised: bool) -> None:
    """Run jobs until SIGTERM or SIGINT; a supervised worker also until its supervisor is gone."""
    lease = timedelta(seconds=settings.JOB_LEASE_S)
    if supervised:
        threading.Thread(target=_end_with_supervisor, name="supervisor", daemon=True).start()
        FrugalWorker(lease=lease, largest_mb=settings.WORKER_LARGEST_MB).serve()
    else:
        Worker(lease=lease).serve()


def _end_with_supervisor() -> None:
    """Wait for the end of standard input: the supervisor holds its other side, however it dies."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(GRACE_S)
    os._exit(1)
