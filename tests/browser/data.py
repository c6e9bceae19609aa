"""Prepared data folders: made once for a state of the sources and a day, copied by each server."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.browser.prepare import DESCRIPTION
from tests.browser.server import environment

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src/equipoise_web", "src/equipoise", "tests/web", "tests/browser/prepare.py")


@dataclass(frozen=True)
class Page:
    """A page that a persona gets to read."""

    persona: str
    route: str
    address: str


@dataclass(frozen=True)
class Data:
    """A data folder with its database, the e-mail address of each persona, and the pages there are."""

    folder: Path
    accounts: dict[str, str]
    pages: tuple[Page, ...]

    def copy(self, to: Path) -> Path:
        """A folder of its own for a server."""
        shutil.copytree(self.folder, to, dirs_exist_ok=True)
        return to


def prepared(cache: Path) -> Data:
    """The folder for today's state, made now unless ``cache`` has it; older ones leave the cache."""
    folder = cache / fingerprint()
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            for old in cache.glob("*/"):
                shutil.rmtree(old)
            _make(folder)
    description = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    return Data(folder, description["accounts"], tuple(Page(**page) for page in description["pages"]))


def fingerprint() -> str:
    """Changes with the sources that make the data, and with the day: demonstrations lie around today."""
    digest = hashlib.sha256(datetime.now(UTC).date().isoformat().encode())
    for source in SOURCES:
        path = ROOT / source
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.suffix in {".py", ".html", ".json", ".toml", ".yaml", ".csv"}:
                digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:20]


def _make(folder: Path) -> None:
    unfinished = folder.with_name(f".{folder.name}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.browser.prepare", str(unfinished)],
        env=environment(unfinished),
        cwd=ROOT,
        check=True,
    )
    unfinished.rename(folder)
