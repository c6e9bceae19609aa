"""Run apart: a workbook from the input, its cells as JSON to the output; ends with an error on a damaged one.

``[[title, [[[text, bad], …], …]], …]``: dates are ISO dates, numbers have a decimal point. Formulas are not
computed but named, since what they gave when the file was saved need not be what they say.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from equipoise_web.core.apart import limit_memory

MOST_COLUMNS = 100
Cell = tuple[str, str]


def main() -> None:
    """Read everything, then write."""
    limit_memory()
    # The library would take numpy along, of which nothing is needed here.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    found = list(sheets(sys.stdin.buffer.read(), int(sys.argv[1])))
    json.dump(found, sys.stdout)


def sheets(data: bytes, most_rows: int) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Title and rows of each sheet; ValueError where it has more rows or columns than a table of people."""
    import openpyxl

    _refuse_entities(data)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size need not be true
        yield sheet.title, list(_rows(sheet, most_rows))


def _rows(sheet: Any, most: int) -> Iterator[list[Cell]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > most + 1 or len(row) > MOST_COLUMNS:
            raise ValueError(f"row {number} with {len(row)} columns")
        yield [_cell(each.value, each.data_type) for each in row]


def _cell(value: Any, kind: str) -> Cell:
    if kind == "f":
        return "=", "formula"
    if kind == "e":
        return str(value), "error_value"
    return _text(value), ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return "{:02d}:{:02d}".format(*divmod(round(value.total_seconds() / 60), 60))
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value).strip()


def _moment(value: datetime) -> str:
    nearest = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    return nearest.date().isoformat() if nearest.time() == time() else nearest.strftime("%Y-%m-%dT%H:%M")


def _refuse_entities(data: bytes) -> None:
    """No part of a workbook defines entities; a part that does is there to grow."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            text = archive.read(part) if part.filename.endswith((".xml", ".rels")) else b""
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise ValueError(part.filename)


if __name__ == "__main__":
    main()
