"""Server and worker as processes: what they refuse, how they start each other, stop and recover."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from tests.web.installations import (
    EQUIPOISE,
    alive,
    environment,
    free_port,
    init,
    resident_mb,
    rows,
    run,
    serving,
    until,
)

from equipoise_web.cli.static import MARK
from equipoise_web.cli.supervisor import Supervisor

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installation") / "data"
    done = init(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """An installation of the test's own."""
    return Path(shutil.copytree(original, tmp_path / "data"))


def refused(folder: Path, *more: object, **settings: str) -> str:
    """What a server says that ends with 2; it never listened."""
    port = free_port()
    done = run("serve", "--data", folder, "--port", port, *more, env=settings)
    assert done.returncode == 2, done.stderr
    assert "listening" not in done.stderr
    return done.stderr


def test_it_serves_with_a_worker_and_both_end_on_sigterm(folder: Path) -> None:
    with serving(folder) as server:
        assert server.get("/healthz").body == b"ok"
        (worker,) = until(server.children)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 0
        assert not alive(worker)
        assert "WARNING" not in server.log.read_text()
        assert "ERROR" not in server.log.read_text()


def test_a_worker_that_dies_is_replaced(folder: Path) -> None:
    with serving(folder) as server:
        (first,) = until(server.children)
        os.kill(first, signal.SIGKILL)
        assert until(lambda: [pid for pid in server.children() if pid != first])
        assert server.get("/healthz").status == 200


def test_a_worker_does_not_outlive_a_server_that_was_killed(folder: Path) -> None:
    with serving(folder, env={"EQUIPOISE_AUDIT_SEAL_EVERY_S": "1"}) as server:
        (worker,) = until(server.children)
        until(lambda: rows(folder, "SELECT 1 FROM core_auditbatch"))
        server.process.kill()
        server.process.wait(10)
        until(lambda: not alive(worker), 20)


def test_without_a_worker_the_server_is_alone(folder: Path) -> None:
    with serving(folder, "--no-worker") as server:
        assert server.get("/healthz").status == 200
        assert server.children() == []


def test_the_worker_of_the_server_seals_what_was_recorded(folder: Path) -> None:
    assert rows(folder, "SELECT count(*) FROM core_auditbatch") == [(0,)]
    with serving(folder, env={"EQUIPOISE_AUDIT_SEAL_EVERY_S": "1"}):
        until(lambda: rows(folder, "SELECT count(*) FROM core_auditbatch") == [(1,)])


def test_a_dropped_guard_keeps_the_server_from_starting(folder: Path) -> None:
    rows(folder, "DROP TRIGGER guard_core_auditentry_append_only_update")
    assert "guard_core_auditentry_append_only_update is missing" in refused(folder)
    assert run("worker", "--data", folder).returncode == 2
    assert run("manage", "--data", folder, "migrate").returncode == 0
    with serving(folder, "--no-worker") as server:
        assert server.get("/healthz").status == 200


def test_a_missing_migration_keeps_the_server_from_starting(folder: Path) -> None:
    rows(folder, "DELETE FROM django_migrations WHERE app = 'monitoring'")
    said = refused(folder)
    assert "lacks migrations (monitoring 0001" in said
    assert "equipoise manage migrate" in said


def test_a_port_in_use_is_named(folder: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = run("serve", "--data", folder, "--port", port)
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}: Address already in use" in done.stderr


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"EQUIPOISE_PUBLIC_URL": "https://roster.example.org"}, "EQUIPOISE_BEHIND_PROXY=1"),
        ({"EQUIPOISE_DEBUG": "perhaps"}, "EQUIPOISE_DEBUG is 'perhaps'"),
        ({"EQUIPOISE_DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "the database cannot be used"),
    ],
)
def test_a_setting_that_cannot_work_is_named(folder: Path, settings: dict[str, str], reason: str) -> None:
    assert reason in refused(folder, **settings)


def test_a_folder_without_installation_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    assert "make one with: equipoise init" in refused(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_behind_a_proxy_only_https_is_served_except_for_the_health_question(folder: Path) -> None:
    settings = {"EQUIPOISE_PUBLIC_URL": "https://roster.example.org", "EQUIPOISE_BEHIND_PROXY": "1"}
    with serving(folder, "--no-worker", env=settings) as server:
        assert server.get("/healthz", Host="elsewhere.example").status == 400
        assert "elsewhere.example" not in server.log.read_text()
        assert server.get("/healthz", Host="roster.example.org").status == 200
        plain = server.get("/nothing", Host="roster.example.org")
        assert (plain.status, plain.headers["Location"]) == (301, "https://roster.example.org/nothing")
        secure = server.get("/nothing", Host="roster.example.org", X_Forwarded_Proto="https")
        assert secure.status == 404
        assert secure.headers["Strict-Transport-Security"] == "max-age=3600"


def test_without_a_proxy_nobody_is_believed_to_speak_https(folder: Path) -> None:
    with serving(folder, "--no-worker") as server:
        forged = server.get("/nothing", Host="localhost", X_Forwarded_Proto="https")
        assert forged.headers["Strict-Transport-Security"] is None


def test_server_and_worker_at_rest_are_small_and_compute_nothing(folder: Path) -> None:
    with serving(folder) as server:
        (worker,) = until(server.children)
        server.get("/healthz")
        until(lambda: "numpy" not in Path(f"/proc/{worker}/maps").read_text() and resident_mb(worker) > 40)
        time.sleep(1)
        for pid in (server.process.pid, worker):
            loaded = Path(f"/proc/{pid}/maps").read_text()
            assert not [name for name in ("numba", "llvmlite", "scipy") if f"/{name}" in loaded]
        assert resident_mb(server.process.pid) + resident_mb(worker) < 400


def test_a_worker_that_grew_ends_between_two_jobs(folder: Path) -> None:
    rows(folder, "UPDATE core_schedule SET next_at = '2099-01-01 00:00:00'")
    rows(folder, "UPDATE core_schedule SET next_at = '2026-01-01 00:00:00' WHERE kind = 'audit.checkpoint'")
    worker = subprocess.Popen(
        [*EQUIPOISE, "worker", "--supervised", "--data", str(folder)],
        stdin=subprocess.PIPE,
        env=environment(EQUIPOISE_WORKER_LARGEST_MB="50"),
    )
    try:
        assert worker.wait(60) == 0
    finally:
        worker.kill()
    assert rows(folder, "SELECT kind, state FROM core_run") == [("audit.checkpoint", "done")]
    assert rows(folder, "SELECT size FROM core_auditcheckpoint") != []


STREAM = """
import asyncio, sys
from equipoise_web.cli import serving

async def stream(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while True:
        await send({"type": "http.response.body", "body": b"data: 1", "more_body": True})
        await asyncio.sleep(0.1)

serving.GRACE_S = 1
asyncio.run(serving._serve(stream, "127.0.0.1", int(sys.argv[1])))
"""


def test_an_open_event_stream_does_not_keep_the_server_from_stopping() -> None:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", STREAM, str(port)])
    try:
        client = until(lambda: connected(port))
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"data: 1" in client.recv(4096) + client.recv(4096)
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
        client.close()
    finally:
        server.kill()


def connected(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=10)
    except OSError:
        return None


def test_a_child_that_fails_at_once_is_started_ever_more_slowly(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    code = f"import time; open({str(log)!r}, 'a').write(f'{{time.monotonic()}}\\n'); raise SystemExit(3)"
    supervisor = Supervisor((sys.executable, "-c", code), first_wait_s=0.2)
    supervisor.start()
    until(lambda: log.exists() and len(log.read_text().split()) >= 4)
    supervisor.stop()
    assert not supervisor.is_alive()
    starts = [float(line) for line in log.read_text().split()]
    waits = [after - before for before, after in pairwise(starts)]
    assert all(wait >= least for wait, least in zip(waits, (0.2, 0.4, 0.8), strict=False))


def test_a_child_that_ignores_the_request_to_stop_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    code = (
        "import pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        f"pathlib.Path({str(ready)!r}).touch(); time.sleep(60)"
    )
    supervisor = Supervisor((sys.executable, "-c", code), grace_s=0.5)
    supervisor.start()
    until(ready.exists)
    child = supervisor.child
    assert child is not None
    supervisor.stop()
    assert child.wait(5) == -signal.SIGKILL
    assert not supervisor.is_alive()


def test_static_files_are_served_under_names_that_browsers_may_keep_for_ever(folder: Path) -> None:
    with serving(folder, "--no-worker") as server:
        page = server.get("/account/nothing").body.decode()
        names = re.findall(r'"(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)
        assert names
        for name in names:
            got = server.get(name)
            assert got.status == 200
            assert "immutable" in got.headers["Cache-Control"]
        assert "Warning" not in server.log.read_text()
    gathered = (folder / "static" / MARK).stat().st_mtime_ns
    with serving(folder, "--no-worker"):
        assert (folder / "static" / MARK).stat().st_mtime_ns == gathered
