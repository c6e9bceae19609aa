"""Uploaded files as tables of text. What cannot be read is refused with file, row, column and reason."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from equipoise_web.people.files.reasons import Refusal
from equipoise_web.people.files.tables import Line, Sheet, table_of
from equipoise_web.people.files.workbook import Cell, read_workbook

LARGEST_MB = 5
LARGEST_BYTES = LARGEST_MB * 2**20
MOST_ROWS = 20_000
LONGEST_NAME = 200
# What ``writing.inert`` puts before a text that a spreadsheet would take for a formula.
INERT = re.compile(r"'+[=+\-@\t\r]")


def read_files(files: Iterable[tuple[str, bytes]]) -> list[Sheet]:
    """The tables of some files, each at most once.

    Raises
    ------
    Refusal
        Nothing, too much, or something that cannot be read.
    """
    given = [(PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:], data) for name, data in files]
    if not given:
        raise Refusal("empty_upload")
    if sum(len(data) for _name, data in given) > LARGEST_BYTES:
        raise Refusal("too_large", file=given[0][0], mb=LARGEST_MB)
    sheets = [sheet for name, data in given for sheet in _sheets(name, data)]
    for number, sheet in enumerate(sheets):
        if sheet.table in {other.table for other in sheets[:number]}:
            raise Refusal("table_twice", file=sheet.file, table=sheet.table)
    if sum(len(sheet.lines) for sheet in sheets) > MOST_ROWS:
        raise Refusal("too_many_rows", file=sheets[0].file, most=MOST_ROWS)
    return sheets


def _sheets(name: str, data: bytes) -> Iterator[Sheet]:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".csv":
        yield _sheet(name, name, _csv_rows(name, data))
    elif suffix == ".xlsx":
        titles = read_workbook(name, data, MOST_ROWS)
        for title, rows in titles:
            yield _sheet(f"{name} ({title})" if len(titles) > 1 else name, title, rows)
    else:
        raise Refusal("suffix", file=name)


def _csv_rows(name: str, data: bytes) -> list[list[Cell]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("encoding", file=name) from None
    if "\0" in text:
        raise Refusal("damaged", file=name)
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    found: list[list[Cell]] = []
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        found.extend([_csv_cell(value.strip()) for value in record] for record in records)
    except csv.Error:
        raise Refusal("damaged", file=name, row=len(found) + 1) from None
    return found


def _csv_cell(text: str) -> Cell:
    if text.startswith("="):
        return Cell(text, "formula")
    return Cell(text[1:] if INERT.match(text) else text)


def _sheet(file: str, title: str, rows: Sequence[Sequence[Cell]]) -> Sheet:
    header = [cell.text.lower() for cell in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    if not header:
        raise Refusal("no_header", file=file, row=1)
    table = table_of(file, title, header)
    lines = tuple(
        _line(file, number, header, row)
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.text for cell in row)
    )
    return Sheet(table.name, file, tuple(header), lines)


def _line(file: str, number: int, header: Sequence[str], row: Sequence[Cell]) -> Line:
    if any(cell.text for cell in row[len(header) :]):
        raise Refusal("fields", file=file, row=number)
    cells = dict.fromkeys(header, Cell("")) | dict(zip(header, row, strict=False))
    return Line(
        file,
        number,
        {name: cell.text for name, cell in cells.items()},
        {name: cell.bad for name, cell in cells.items() if cell.bad},
    )
