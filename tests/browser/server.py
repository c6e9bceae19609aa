"""The real server on a data folder of its own, as a process beside the tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECRET_KEY = "only-for-tests"
PATIENCE_S = 60


def environment(data_dir: Path, port: int = 8000) -> dict[str, str]:
    """Settings of an installation in ``data_dir``; those of whoever runs the tests do not reach it."""
    foreign = ("EQUIPOISE_", "DJANGO_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return own | {
        "DJANGO_SETTINGS_MODULE": "equipoise_web.project.base",
        "EQUIPOISE_DATA_DIR": str(data_dir),
        "EQUIPOISE_SECRET_KEY": SECRET_KEY,
        "EQUIPOISE_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def start_server(data_dir: Path, *, worker: bool = False) -> Iterator[str]:
    """Address of a server on ``data_dir`` that has answered; it ends with the block.

    ``worker`` runs jobs too. What the server says is in ``server.log`` inside the folder.
    """
    port, log = free_port(), data_dir / "server.log"
    command = [sys.executable, "-m", "equipoise", "serve", "--data", str(data_dir), "--port", str(port)]
    command += [] if worker else ["--no-worker"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env=environment(data_dir, port), stdout=file, stderr=file, start_new_session=True
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process, log)
            yield url
        finally:
            _stop(process)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not answer:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
