"""Public keys as they are typed, or kept in a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from equipoise.errors import InvalidInput

PUBLIC = re.compile(r"[0-9a-f]{64}")


def public_keys(given: Iterable[str]) -> list[str]:
    """The keys, each 64 hexadecimal digits or the name of a file that holds one such line a key.

    Raises
    ------
    InvalidInput
        Neither a key nor a file with keys.
    """
    return [key for value in given for key in ([value] if PUBLIC.fullmatch(value) else _in_file(Path(value)))]


def _in_file(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as problem:
        raise InvalidInput(f"is no public key and no file with one: {problem}", file=str(path)) from None
    if not lines or not all(PUBLIC.fullmatch(line) for line in lines):
        raise InvalidInput("holds something else than 64 hexadecimal digits a key", file=str(path))
    return lines
