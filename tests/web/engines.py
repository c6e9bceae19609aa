"""Both databases for every test: each has a migrated original, copied for tests whose commits are real.

Copies, because tables that refuse DELETE and TRUNCATE cannot be emptied between tests.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections

from equipoise_web.project.databases import database

_numbers = itertools.count()
_current = ""


def using(url: str) -> bool:
    """Whether the default connection goes to ``url``."""
    return _current == url


def use(url: str) -> None:
    """Let the default connection of this and later threads go to ``url``."""
    global _current
    _current = url
    connections["default"].close()
    settings: dict[str, Any] = {"default": database(url)}
    settings = connections.configure_settings(settings)
    connections.settings["default"] = settings["default"]
    del connections["default"]
    assert connections["default"].settings_dict["NAME"] == settings["default"]["NAME"]


def migrate(url: str) -> None:
    """Bring the database at ``url`` up to date."""
    use(url)
    call_command("migrate", verbosity=0)
    connections.close_all()


class SqliteEngine:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        migrate(f"sqlite:///{folder / 'original.sqlite3'}")
        self.shared = self._copied("shared")

    @contextmanager
    def copy(self) -> Iterator[str]:
        """A database for one test."""
        name = f"copy{next(_numbers)}"
        yield self._copied(name)
        for left in self.folder.glob(f"{name}.*"):
            left.unlink()

    def _copied(self, name: str) -> str:
        path = self.folder / f"{name}.sqlite3"
        shutil.copyfile(self.folder / "original.sqlite3", path)
        return f"sqlite:///{path}"


class PostgresqlEngine:
    """Databases of a private server. Nobody stays connected to the original, else it could not be copied."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._run("CREATE DATABASE original")
        migrate(f"{server}original")
        self.shared = self._copied("shared")

    @contextmanager
    def copy(self) -> Iterator[str]:
        """A database for one test."""
        name = f"copy{next(_numbers)}"
        yield self._copied(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _copied(self, name: str) -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE original")
        return f"{self.server}{name}"

    def _run(self, statement: str) -> None:
        with psycopg.connect(f"{self.server}postgres", autocommit=True) as connection:
            connection.execute(statement.encode())
