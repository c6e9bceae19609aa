"""Files of contact records: which format a file has, and its columns as a frame."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import polars as pl

from equipoise.errors import InvalidInput
from equipoise.io.rows import delimiter_of
from equipoise.io.source import HISTORY, open_binary, read_utf8

from .bank_calls import BANK_COLUMNS, bank_records
from .contacts_table import COLUMNS, table_records
from .records import ContactRecords

FORMATS = {"anonymous_bank": BANK_COLUMNS, "contacts": COLUMNS}


def read_contacts(path: Path) -> tuple[str, ContactRecords]:
    """Name of the format and the records of a file (csv, csv.gz or parquet).

    ``contacts`` has the columns ``queue, arrival, answered, ended, abandoned``; ``anonymous_bank`` is the
    call-by-call format of the Israeli bank of 1999. Rows that contradict themselves are kept out and
    listed with their reason.

    Raises
    ------
    InvalidInput
        The file cannot be read, has the columns of neither format, or no row can be used.
    """
    parquet = path.suffix.lower() == ".parquet"
    frame = _parquet(path) if parquet else _csv(path)
    name = _format(frame.columns, str(path))
    rows = np.arange(frame.height, dtype=np.int64) + (1 if parquet else 2)
    records = bank_records(frame, rows) if name == "anonymous_bank" else table_records(frame, rows)
    if not records.arrival_s.size:
        first = records.rejected[0] if records.rejected else None
        reason = f"no row can be used: {first.reason}" if first else "the file has a header but no rows"
        raise InvalidInput(reason, str(path), first.row if first else None)
    return name, records


def _format(header: list[str], file: str) -> str:
    for name, columns in FORMATS.items():
        if set(columns) <= set(header):
            return name
    missing = [column for column in COLUMNS if column not in header]
    raise InvalidInput(f"no column {missing[0]!r}; found: {', '.join(header)}", file, 1, missing[0])


def _csv(path: Path) -> pl.DataFrame:
    content = read_utf8(path, HISTORY)
    first = content.readline().decode("utf-8-sig")
    separator = delimiter_of(first)
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator))]
    if len(set(header)) < len(header):
        raise InvalidInput("a column occurs twice", str(path), 1)
    content.seek(0)
    try:
        frame = pl.read_csv(content, separator=separator, infer_schema=False)
    except pl.exceptions.PolarsError:
        raise _damage(content, separator, len(header), str(path)) from None
    frame.columns = header
    stripped = frame.with_columns(pl.all().str.strip_chars())
    return stripped.with_columns(pl.when(pl.all() != "").then(pl.all()))


def _damage(content: io.BytesIO, separator: str, width: int, file: str) -> InvalidInput:
    """What the standard library's strict reader finds wrong, with its row."""
    content.seek(0)
    text, number = io.TextIOWrapper(content, encoding="utf-8-sig", newline=""), 0
    try:
        for number, record in enumerate(csv.reader(text, delimiter=separator, strict=True), 1):
            if len(record) > width:
                return InvalidInput(f"{len(record)} fields, but the header has {width}", file, number)
    except csv.Error as error:
        return InvalidInput(f"not valid CSV: {error}", file, number + 1)
    return InvalidInput("not valid CSV", file)


def _parquet(path: Path) -> pl.DataFrame:
    with open_binary(path) as raw:
        if raw.read(4) != b"PAR1":
            raise InvalidInput("the file is not Parquet", file=str(path))
    try:
        return pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise InvalidInput("the Parquet file is damaged", file=str(path)) from error
