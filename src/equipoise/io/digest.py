"""What identifies the inputs of a plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from .source import CHUNK, open_binary


def inputs_sha256(files: Iterable[Path], parameters: Mapping[str, object]) -> str:
    """SHA-256 over files (name and content, in order of name) and parameters.

    Where the files lie, in which order they are given and when they were written makes no
    difference. Parameters must be values that JSON knows.
    """
    digests = sorted((path.name, file_sha256(path)) for path in files)
    text = json.dumps({"files": digests, "parameters": parameters}, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with open_binary(path) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
