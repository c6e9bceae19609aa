"""An XLSX file as cells of text. Reading happens in a process of its own: the web server stays small."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass

from equipoise_web.core.apart import Failed, run_apart
from equipoise_web.people.files.reasons import Refusal

READER = "equipoise_web.people.files.reader"
LARGEST_PART, LARGEST_TOTAL = 64 * 2**20, 128 * 2**20
MOST_PARTS = 500
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError, Failed)


@dataclass(frozen=True)
class Cell:
    """Text of a cell; ``bad`` is the reason why it is no value."""

    text: str
    bad: str = ""


def read_workbook(file: str, data: bytes, most_rows: int) -> list[tuple[str, list[list[Cell]]]]:
    """Each sheet that holds something: its title and rows.

    Raises
    ------
    Refusal
        It is no workbook, is damaged, or unpacks to too much.
    """
    try:
        _refuse_bomb(data)
        sheets = json.loads(run_apart(READER, data, (str(most_rows),)))
    except UNREADABLE:
        raise Refusal("damaged", file=file) from None
    found = [(title, [[Cell(*cell) for cell in row] for row in rows]) for title, rows in sheets]
    held = [(title, rows) for title, rows in found if any(cell.text for row in rows for cell in row)]
    if not held:
        raise Refusal("no_header", file=file, row=1)
    return held


def _refuse_bomb(data: bytes) -> None:
    """Nothing is unpacked of an archive that says it is too large; no more than it says is ever read."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [part.file_size for part in archive.infolist()]
    if len(sizes) > MOST_PARTS or max(sizes, default=0) > LARGEST_PART or sum(sizes) > LARGEST_TOTAL:
        raise ValueError("the archive unpacks to too much")
