"""Settings from the environment, read by helpers that name what is wrong and stop."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default a missing or empty one is an error."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set")
    return default


def flag(name: str, default: bool) -> bool:
    """A yes or no; any other word is an error, so that a typing mistake never means "no"."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; use one of 1, 0, true, false, yes, no, on, off")
    return value in YES


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least ``least``."""
    value = os.environ.get(name, "")
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number") from None
    if number < least:
        raise ImproperlyConfigured(f"{name} is {number}; it must be at least {least}")
    return number


def choice(name: str, default: str, among: Collection[str]) -> str:
    """One of a few words, whatever its capitals."""
    value = os.environ.get(name, "").strip().upper() or default
    if value not in among:
        raise ImproperlyConfigured(f"{name} is {value!r}; use one of {', '.join(among)}")
    return value


def secret(name: str, default: str | None = None) -> str:
    """A secret from ``NAME``, or from the file that ``NAME_FILE`` names.

    Both set is an error, and neither where there is no default.
    """
    value, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if value and path:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one")
    if path:
        value = _content(f"{name}_FILE", Path(path))
    if not value and default is not None:
        return default
    if not value:
        raise ImproperlyConfigured(f"neither {name} nor {name}_FILE is set")
    return value


def _content(name: str, path: Path) -> str:
    try:
        value = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise ImproperlyConfigured(f"{name}: {path} cannot be read: {problem}") from None
    if not value:
        raise ImproperlyConfigured(f"{name}: {path} is empty")
    return value
