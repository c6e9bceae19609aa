"""The audit in files: an export, and checkpoints for witnesses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from equipoise.cli.outcome import Finding, print_json
from equipoise.errors import InvalidInput
from equipoise_web.core.audit.export import checkpoint_document, export_lines
from equipoise_web.core.audit.seal import checkpoint as make_checkpoint

NOTHING = "nothing was recorded yet"


def export(*, file: Path, checkpoint: Path | None, as_json: bool) -> None:
    """Write the export, and its checkpoint where that is wanted.

    Raises
    ------
    Finding
        Nothing was recorded yet.
    InvalidInput
        The key or a file cannot be used.
    """
    lines = export_lines()
    head = next(lines, None)
    if head is None:
        raise Finding(NOTHING)
    write(file, (line for part in ([head], lines) for line in part))
    point = json.loads(head)["checkpoint"]
    if checkpoint:
        write(checkpoint, [_spelled(point)])
    if as_json:
        print_json({"file": str(file), "entries": point["size"], "key": point["key"]})
    else:
        print(f"{point['size']} entries, key {point['key']}")


def checkpoint(*, file: Path | None) -> None:
    """Write or print a checkpoint over all that was recorded."""
    point = make_checkpoint()
    if point is None:
        raise Finding(NOTHING)
    document = checkpoint_document(point)
    if file:
        write(file, [_spelled(document)])
    else:
        print_json(document)


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a whole file or none: a half export would look like one that was cut."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        beside.replace(path)
    except OSError as problem:
        raise InvalidInput(f"cannot be written: {problem.strerror}", file=str(path)) from None
    finally:
        beside.unlink(missing_ok=True)


def _spelled(document: dict[str, Any]) -> str:
    return json.dumps(document, sort_keys=True) + "\n"
