"""Verify an export that lies in a file."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from equipoise.errors import InvalidInput
from equipoise_web.core.audit.outcome import Verification
from equipoise_web.core.audit.verify import verify


def verify_file(path: Path, *, keys: Collection[str] = (), checkpoint: Path | None = None) -> Verification:
    """Verify the export in ``path``, with a witness's checkpoint in another file.

    Raises
    ------
    InvalidInput
        A file cannot be read. One that is read and is not whole gives a verification that is not valid.
    """
    witness = _checkpoint(checkpoint) if checkpoint else None
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            return verify(_lines(file), keys=keys, witness=witness)
    except OSError as problem:
        raise InvalidInput(problem.strerror or "cannot be read", file=str(path)) from None


def _lines(file: Any) -> Any:
    """Lines that end with a line feed only, whatever else a reader takes for a line end."""
    rest = ""
    while part := file.read(1 << 16):
        *whole, rest = (rest + part).split("\n")
        yield from (line + "\n" for line in whole)
    if rest:
        yield rest


def _checkpoint(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise InvalidInput(f"no checkpoint can be read: {problem}", file=str(path)) from None
    if not isinstance(value, dict):
        raise InvalidInput("holds no checkpoint", file=str(path))
    return value
