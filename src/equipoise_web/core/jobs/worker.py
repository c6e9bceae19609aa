"""The worker process: claim, compute without a transaction, commit."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import threading
from datetime import timedelta
from typing import Any

from django.db import close_old_connections

from equipoise.errors import EquipoiseError
from equipoise_web.core.jobs import queue
from equipoise_web.core.jobs.keeper import Keeper, Lease
from equipoise_web.core.jobs.kinds import Cancelled, kind_named
from equipoise_web.core.jobs.refusals import as_error
from equipoise_web.core.models import Run

logger = logging.getLogger(__name__)
FENCED = "run %s was fenced off: another worker has it, or it ended"


class Worker:
    """Runs jobs one after another until told to stop; the job at hand is finished first."""

    def __init__(self, *, lease: timedelta, poll_s: float = 0.5) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._length, self._poll_s = lease, poll_s
        self._stop = threading.Event()
        self._keeper = Keeper(lease)

    def serve(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stopping)
        self._keeper.start()
        try:
            while not self._stop.is_set():
                close_old_connections()
                if not self.work_once():
                    self._stop.wait(self._poll_s)
        finally:
            self._keeper.end()

    def work_once(self) -> bool:
        """Do the next run, if there is one."""
        run = queue.claim(self.name, self._length)
        if run is None:
            return False
        lease = self._keeper.lease = Lease(run, self._length)
        try:
            self._work(run, lease)
        finally:
            self._keeper.lease = None
        return True

    def _work(self, run: Run, lease: Lease) -> None:
        try:
            queue.begin(run)
            result = kind_named(run.kind).compute(json.loads(run.arguments), lease)
            lease.exchange()  # what was told last is shown as well
            queue.commit(run, result)
        except queue.Fenced:
            logger.warning(FENCED, run.uuid)
        except queue.InputChanged:
            logger.warning("run %s is outdated: its inputs changed", run.uuid)
        except Cancelled:
            if lease.lost:  # the computation noticed before its result could be refused
                logger.warning(FENCED, run.uuid)
            queue.end_cancelled(run)
        except EquipoiseError as refusal:
            logger.warning("run %s was refused: %s", run.uuid, refusal)
            queue.refuse(run, as_error(refusal))
        except Exception as problem:
            logger.exception("run %s failed", run.uuid)
            queue.fail(run, f"{type(problem).__name__}: {problem}")

    def _stopping(self, *_: Any) -> None:
        self._stop.set()
