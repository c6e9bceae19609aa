"""Real installations and real processes for the tests of commands."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EQUIPOISE = (sys.executable, "-m", "equipoise")
ANSWERS = """
organisation = "Example Telecom"
centre = "Customer service"
timezone = "Europe/Amsterdam"
site = "Rotterdam"
team = "North"
language = "nl"
public_url = "http://localhost:8000"
[administrator]
name = "Ada Admin"
email = "Ada@example.org"
"""


def environment(**more: str) -> dict[str, str]:
    """This process's environment without the settings of the tests."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("EQUIPOISE_", "DJANGO_"))
    }
    return kept | more


def run(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command's outcome; ``env`` holds settings of its own."""
    return subprocess.run(
        [*EQUIPOISE, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=environment(**options.pop("env", {})),
        **options,
    )


def init(
    folder: Path, answers: str = ANSWERS, *more: object, **options: Any
) -> subprocess.CompletedProcess[str]:
    """``equipoise init`` in ``folder``, with the answers in a file beside it."""
    file = folder.parent / f"{folder.name}.toml"
    file.write_text(answers, encoding="utf-8")
    return run("init", "--data", folder, "--answers", file, *more, **options)


def in_django(folder: Path, code: str, **settings: str) -> str:
    """What the code prints inside the installation."""
    done = run("manage", "--data", folder, "shell", "-v", "0", "-c", code, env=settings)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def settings(folder: Path, *names: str, **variables: str) -> list[Any]:
    """The values of Django settings as a command would have them."""
    code = (
        "import json, sys; from pathlib import Path; from equipoise_web.cli.folder import configure;"
        "configure(Path(sys.argv[1])); from equipoise_web.project import base;"
        "print(json.dumps([getattr(base, name) for name in sys.argv[2:]], default=str))"
    )
    command = [sys.executable, "-c", code, str(folder), *names]
    said = subprocess.run(command, env=environment(**variables), capture_output=True, text=True, check=True)
    return list(json.loads(said.stdout))


def rows(folder: Path, statement: str) -> list[Any]:
    """The answer of the installation's SQLite database; a change is kept."""
    with sqlite3.connect(folder / "equipoise.sqlite3", timeout=20) as connection:
        found = connection.execute(statement).fetchall()
    connection.close()
    return found


def until(true: Callable[[], Any], seconds: float = 30.0) -> Any:
    """The first true answer; AssertionError when none came in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := true():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Answer:
    status: int
    headers: Any
    body: bytes


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))


@dataclass
class Server:
    """A running ``equipoise serve``."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=named)
        try:
            with OPENER.open(request, timeout=10) as got:
                return Answer(got.status, got.headers, got.read())
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.headers, refused.read())

    def answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.get("/healthz", Host="localhost").status in {200, 400}
        except OSError:
            return False

    def children(self) -> list[int]:
        """Running processes whose parent is the server."""
        return [pid for pid in pids() if parent(pid) == self.process.pid and alive(pid)]


def pids() -> Iterator[int]:
    yield from (int(place.name) for place in Path("/proc").iterdir() if place.name.isdigit())


def parent(pid: int) -> int | None:
    stat = _stat(pid)
    return int(stat[1]) if stat else None


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended and was not waited for does not."""
    stat = _stat(pid)
    return bool(stat) and stat[0] != "Z"


def _stat(pid: int) -> list[str]:
    """State, parent and more; empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


@contextmanager
def serving(folder: Path, *more: str, env: dict[str, str] | None = None) -> Iterator[Server]:
    """A server on a free port, once it answers; killed afterwards unless it ended."""
    port, log = free_port(), folder / "server.log"
    with log.open("w") as file:
        command = [*EQUIPOISE, "serve", "--data", str(folder), "--port", str(port), *more]
        process = subprocess.Popen(
            command, stdout=file, stderr=file, text=True, env=environment(**(env or {}))
        )
    server = Server(process, port, log)
    try:
        until(server.answers)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def resident_mb(pid: int) -> float:
    line = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS:")
    )
    return int(line.split()[1]) / 1024
