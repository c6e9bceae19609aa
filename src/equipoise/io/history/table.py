"""A history file as a Polars frame of its own columns, each row with its number in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from equipoise.errors import InvalidInput

from ..rows import check_header, delimiter_of
from ..source import Limit, open_binary, read_utf8

REQUIRED = ("queue", "start", "offered")
OPTIONAL = ("answered", "abandoned", "aht_s")


@dataclass(frozen=True)
class Table:
    """``frame`` holds ``row`` and our columns that the file has; ``names`` their names there."""

    file: str
    frame: pl.DataFrame
    names: Mapping[str, str]

    def wrong(self, at: int, column: str, reason: str) -> InvalidInput:
        """The error about a value: ``at`` is a position in the frame."""
        return InvalidInput(reason, self.file, self.frame["row"][at], self.names.get(column, column))

    def wrong_throughout(self, column: str, reason: str) -> InvalidInput:
        """The error about a whole column."""
        return InvalidInput(reason, self.file, field=self.names.get(column, column))


def read_table(path: Path, columns: Mapping[str, str], only_queue: str | None, limit: Limit) -> Table:
    """Read csv, csv.gz or parquet; ``only_queue`` is the queue's name where the file has no such column."""
    unknown = set(columns) - {*REQUIRED, *OPTIONAL}
    if unknown:
        raise InvalidInput(f"{min(unknown)!r} is not a column of a history", field=min(unknown))
    parquet = path.suffix.lower() == ".parquet"
    read = _Parquet(path, limit) if parquet else _Csv(path, limit)
    names = _names(read.header, columns, only_queue, str(path))
    frame = read.frame(names).with_row_index("row", offset=1 if parquet else 2)
    frame = frame.filter(~pl.all_horizontal(pl.col(*names).is_null()))  # blank lines
    if not frame.height:
        raise InvalidInput("the file has a header but no rows", file=str(path))
    if "queue" not in names:
        frame = frame.with_columns(queue=pl.lit(only_queue))
    return Table(str(path), frame, names)


def _names(
    header: Sequence[str], columns: Mapping[str, str], only_queue: str | None, file: str
) -> dict[str, str]:
    """Our names and the file's, for the columns that are there."""
    required = [
        columns.get(name, name)
        for name in REQUIRED
        if name != "queue" or only_queue is None or "queue" in columns
    ]
    optional = [columns.get(name, name) for name in OPTIONAL]
    check_header(header, [*required, *(columns[name] for name in OPTIONAL if name in columns)], (), file)
    check_header(header, (), optional, file)
    ours = {name: columns.get(name, name) for name in (*REQUIRED, *OPTIONAL)}
    return {name: theirs for name, theirs in ours.items() if theirs in header}


class _Csv:
    def __init__(self, path: Path, limit: Limit) -> None:
        self.file, self.content = str(path), read_utf8(path, limit)
        first = self.content.readline().decode("utf-8-sig")
        self.separator = delimiter_of(first)
        try:
            self.header = [name.strip() for name in next(csv.reader([first], delimiter=self.separator))]
        except csv.Error as error:
            raise InvalidInput(f"not valid CSV: {error}", self.file, 1) from error
        self.content.seek(0)

    def frame(self, names: Mapping[str, str]) -> pl.DataFrame:
        order = sorted(names, key=lambda name: self.header.index(names[name]))
        at = [self.header.index(names[name]) for name in order]
        try:
            frame = pl.read_csv(self.content, separator=self.separator, columns=at, infer_schema=False)
        except pl.exceptions.PolarsError as error:
            raise self._damage() from error
        frame.columns = order
        stripped = frame.with_columns(pl.all().str.strip_chars())
        return stripped.with_columns(pl.when(pl.all() != "").then(pl.all()))

    def _damage(self) -> InvalidInput:
        """What the standard library's strict reader finds wrong, with its row."""
        self.content.seek(0)
        text, number = io.TextIOWrapper(self.content, encoding="utf-8-sig", newline=""), 1
        try:
            for number, record in enumerate(csv.reader(text, delimiter=self.separator, strict=True), 1):
                if len(record) > len(self.header):
                    reason = f"{len(record)} fields, but the header has {len(self.header)}"
                    return InvalidInput(reason, self.file, number)
        except csv.Error as error:
            return InvalidInput(f"not valid CSV: {error}", self.file, number + 1)
        return InvalidInput("not valid CSV", self.file)


class _Parquet:
    def __init__(self, path: Path, limit: Limit) -> None:
        self.path = path
        with open_binary(path) as raw:
            if raw.read(4) != b"PAR1":
                raise InvalidInput("the file is not Parquet", file=str(path))
        if path.stat().st_size > limit.size:
            raise InvalidInput(f"more than {limit.size:,} bytes: the limit", file=str(path))
        try:
            self.header = list(pl.read_parquet_schema(path))
            rows = pl.scan_parquet(path).select(pl.len()).collect().item()
        except pl.exceptions.PolarsError as error:
            raise InvalidInput("the Parquet file is damaged", file=str(path)) from error
        if rows > limit.rows:
            raise InvalidInput(f"more than {limit.rows:,} rows: the limit", file=str(path))

    def frame(self, names: Mapping[str, str]) -> pl.DataFrame:
        try:
            frame = pl.read_parquet(self.path, columns=list(names.values()))
        except pl.exceptions.PolarsError as error:
            raise InvalidInput("the Parquet file is damaged", file=str(self.path)) from error
        return frame.select(pl.col(theirs).alias(ours) for ours, theirs in names.items())
