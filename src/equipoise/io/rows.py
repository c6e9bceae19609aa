"""CSV rows whose every value knows where it stands."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path

from equipoise.errors import InvalidInput
from equipoise.timegrid import Zone, parse_date, parse_instant

from .source import TABLE, Limit, read_utf8

TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
FIRST_S, LAST_S = 0, int(datetime(2200, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Row:
    """One row; the header is row 1. A blank value and an absent column are the same."""

    file: str
    number: int
    values: dict[str, str]

    def wrong(self, field: str | None, reason: str) -> InvalidInput:
        """The error that says what is wrong with a field."""
        return InvalidInput(reason, self.file, self.number, field)

    def text(self, field: str, default: str | None = None) -> str:
        """The value without surrounding blanks; required unless there is a default."""
        value = self.values.get(field, "")
        if value:
            return value
        if default is None:
            raise self.wrong(field, "a value is required")
        return default

    def one_of(self, field: str, choices: Collection[str], default: str | None = None) -> str:
        """A lower-case word from a list."""
        value = self.text(field, default).lower()
        if value not in choices:
            raise self.wrong(field, f"{value!r} is not one of {', '.join(choices)}")
        return value

    def number_or_none(self, field: str, *, least: float = 0.0) -> float | None:
        """A finite number of at least ``least``, or ``None`` when blank."""
        text = self.text(field, "")
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            raise self.wrong(field, f"{text!r} is not a number{_comma_hint(text)}") from None
        if not math.isfinite(value):
            raise self.wrong(field, f"{text!r} is not a finite number")
        if value < least:
            raise self.wrong(field, f"{text} is below {least:g}")
        return value

    def amount(self, field: str) -> float:
        """A finite number of at least 0."""
        self.text(field)
        value = self.number_or_none(field)
        assert value is not None
        return value

    def count(self, field: str) -> int:
        """A whole number of at least 0."""
        value = self.amount(field)
        if value != int(value):
            raise self.wrong(field, f"{self.text(field)} is not a whole number")
        return int(value)

    def day_or_none(self, field: str) -> date | None:
        """A date, or ``None`` when blank."""
        text = self.text(field, "")
        try:
            return parse_date(text) if text else None
        except InvalidInput as error:
            raise self.wrong(field, error.reason) from None

    def instant(self, field: str, zone: Zone | None) -> tuple[int, int]:
        """Unix seconds and offset; see :func:`equipoise.timegrid.parse_instant`."""
        try:
            instant, offset = parse_instant(self.text(field), zone)
        except InvalidInput as error:
            raise self.wrong(field, error.reason) from None
        except OverflowError:
            instant, offset = -1, 0
        if not FIRST_S <= instant < LAST_S:
            raise self.wrong(field, f"{self.text(field)!r} is not between 1970 and 2199")
        return instant, offset

    def period(self, zone: Zone | None) -> tuple[int, int]:
        """``start`` and ``end``; a bare date in ``end`` means the end of that day.

        Without a zone every time must have its offset.
        """
        start, end = self.instant("start", zone)[0], self._end(zone)
        if end <= start:
            raise self.wrong("end", "the end is not after the start")
        return start, end

    def _end(self, zone: Zone | None) -> int:
        try:
            day = date.fromisoformat(self.text("end"))
        except ValueError:
            return self.instant("end", zone)[0]
        self.instant("end", zone)  # refuses a year out of range, and a date without a zone
        assert zone is not None
        return zone.instant_s(day + timedelta(days=1), 0)


def read_rows(
    path: Path, required: Sequence[str], optional: Sequence[str] = (), limit: Limit = TABLE
) -> Iterator[Row]:
    """The rows of a CSV file with comma or semicolon, blank lines left out.

    Columns of other names are ignored, except those that look like a misspelt optional column.

    Raises
    ------
    InvalidInput
        No header, a column missing, a row with more fields than the header, or a damaged file.
    """
    text = io.TextIOWrapper(read_utf8(path, limit), encoding="utf-8-sig", newline="")
    delimiter = delimiter_of(text.readline())
    text.seek(0)
    records = csv.reader(text, delimiter=delimiter, strict=True)
    file, number = str(path), 0
    try:
        header = [name.strip() for name in next(records)]
        number = 1
        check_header(header, required, optional, file)
        for number, record in enumerate(records, start=2):
            if any(map(str.strip, record)):
                yield _row(file, number, header, record)
    except csv.Error as error:
        raise InvalidInput(f"not valid CSV: {error}", file, number + 1) from error


def delimiter_of(header: str) -> str:
    """Semicolon when the header has more of them than commas, else comma."""
    return ";" if header.count(";") > header.count(",") else ","


def check_header(header: Sequence[str], required: Sequence[str], optional: Sequence[str], file: str) -> None:
    """Refuse a header with a column missing, doubled or nearly named as an optional one."""
    for name in required:
        if name not in header:
            raise InvalidInput(f"no column {name!r}; found: {', '.join(header)}", file, 1, name)
    for name in (*required, *optional):
        if header.count(name) > 1:
            raise InvalidInput("the column occurs twice", file, 1, name)
    absent = [name for name in optional if name not in header]
    for name in set(header) - set(required) - set(optional):
        if meant := get_close_matches(name, absent, n=1, cutoff=0.8):
            raise InvalidInput(f"unknown column {name!r}: is {meant[0]!r} meant?", file, 1, name)


def _row(file: str, number: int, header: Sequence[str], record: Sequence[str]) -> Row:
    if len(record) > len(header):
        raise InvalidInput(f"{len(record)} fields, but the header has {len(header)}", file, number)
    return Row(file, number, {name: value.strip() for name, value in zip(header, record, strict=False)})


def _comma_hint(text: str) -> str:
    return ": write a decimal point, not a comma" if text.replace(",", "", 1).lstrip("-").isdigit() else ""
