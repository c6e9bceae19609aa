"""Keeps a child process running: restarted when it ends, stopped with its parent."""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from collections.abc import Sequence

logger = logging.getLogger(__name__)

LONGEST_WAIT_S = 60.0
# A child that ran this long was sound: its end does not count as one more failure in a row.
SOUND_AFTER_S = 60.0


class Supervisor(threading.Thread):
    """Starts a command again whenever it ends; after a failure it waits, twice as long each time in a row.

    The child's standard input is a pipe that nobody writes to: its end tells the child that the parent died.
    """

    def __init__(self, command: Sequence[str], *, first_wait_s: float = 1.0, grace_s: float = 15.0) -> None:
        super().__init__(name="supervisor", daemon=True)
        self.child: subprocess.Popen[bytes] | None = None
        self._command, self._first_wait_s, self._grace_s = tuple(command), first_wait_s, grace_s
        self._ended, self._lock = threading.Event(), threading.Lock()

    def run(self) -> None:
        failures = 0
        while child := self._begin():
            began = time.monotonic()
            code = child.wait()
            if child.stdin:
                child.stdin.close()
            if self._ended.is_set():
                return
            lasted = time.monotonic() - began
            sound = lasted > SOUND_AFTER_S or (code == 0 and lasted > self._first_wait_s)
            failures = 0 if sound else failures + 1
            self._wait(code, failures)

    def stop(self) -> None:
        """End the child, by force after the grace period, and start no other."""
        with self._lock:
            self._ended.set()
            child = self.child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(self._grace_s)
            except subprocess.TimeoutExpired:
                logger.warning("the worker did not stop within %s s: killed", self._grace_s)
                child.kill()
        if self.is_alive():
            self.join(self._grace_s)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._ended.is_set():
                return None
            # Its own session: a Ctrl-C in the terminal reaches it once, through the parent.
            self.child = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)
            return self.child

    def _wait(self, code: int, failures: int) -> None:
        if failures == 0:
            logger.info("the worker ended with %s; another one starts", code)
            return
        wait_s = min(LONGEST_WAIT_S, self._first_wait_s * 2 ** (failures - 1))
        logger.error("the worker ended with %s; another one starts in %s s", code, wait_s)
        self._ended.wait(wait_s)
