"""A private PostgreSQL server for the tests: own folder, own port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def binaries() -> Path | None:
    """Folder of ``initdb`` and ``pg_ctl``, or None where PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists()), None)


def _as_owner(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then the folder and its server belong to ``postgres``."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"cwd": folder, "user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """A running server's address without a database name: ``postgresql://tester@127.0.0.1:PORT/``."""
    place = binaries()
    assert place is not None
    folder = Path(tempfile.mkdtemp(prefix="equipoise-pg-"))
    owner, port, data = _as_owner(folder), _free_port(), folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, **owner}
    subprocess.run(
        [place / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        **quiet,
    )
    options = f"-k {folder} -p {port} -h 127.0.0.1 -F -c full_page_writes=off -c max_connections=60"
    log = folder / "log"
    subprocess.run(
        [place / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"], check=True, **quiet
    )
    try:
        yield f"postgresql://tester@127.0.0.1:{port}/"
    finally:
        subprocess.run([place / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, **quiet)
        shutil.rmtree(folder, ignore_errors=True)
