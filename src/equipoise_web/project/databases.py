"""One address, two databases: SQLite inside the data folder, or a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# FULL: a published roster or an audit entry must survive a power cut. recursive_triggers: without it
# INSERT OR REPLACE removes a row past its DELETE trigger.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
)


def database(url: str) -> dict[str, Any]:
    """Django's settings for ``sqlite:///folder/file`` or ``postgresql://user:password@host:port/name?option=…``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path.removeprefix("/"))) if parts.path else None)
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(url)
    raise ImproperlyConfigured(
        f"EQUIPOISE_DATABASE_URL begins with {parts.scheme or 'nothing'!r}: use sqlite:///… or postgresql://…"
    )


def sqlite(path: Path | None) -> dict[str, Any]:
    """A SQLite file whose writers wait for each other instead of failing."""
    if path is None or not path.name:
        raise ImproperlyConfigured("EQUIPOISE_DATABASE_URL names no SQLite file")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured("EQUIPOISE_DATABASE_URL names no PostgreSQL database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
