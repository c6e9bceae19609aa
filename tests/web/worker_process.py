"""A real worker process beside the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

SHORT_S = 3.0


class Process:
    """A real worker process on the test's database."""

    def __init__(self, url: str, folder: Path, repository: Path, lease_s: float) -> None:
        self.log = folder / f"worker{len(list(folder.glob('worker*')))}.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "django", "work", "--lease", str(lease_s)],
            cwd=repository,
            env={**os.environ, "EQUIPOISE_DATABASE_URL": url, "PYTHONPATH": str(repository)},
            stdout=subprocess.DEVNULL,
            stderr=self.log.open("w"),
        )
        self.pid = self.process.pid

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> None:
        if self.process.poll() is None:
            self.send(signal.SIGCONT)
            self.process.kill()
        self.process.wait(10)
