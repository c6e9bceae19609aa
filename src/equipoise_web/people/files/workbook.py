"""An XLSX file as cells of text, read with what Python brings along: the web server stays small.

Spreadsheets keep days as numbers with a format; they become ISO dates again. Formulas are not computed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree

from equipoise_web.people.files.reasons import Refusal

LARGEST_PART = 64 * 2**20
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# Formats of days and times that need no definition (ECMA-376, part 1, 18.8.30).
BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
MOST_COLUMNS = 100
UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ElementTree.ParseError, EOFError),
    *(KeyError, ValueError, IndexError, OverflowError, NotImplementedError, RuntimeError),
)


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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _Book(archive)
            sheets = [(title, list(book.rows(path, most_rows))) for title, path in book.sheets()]
    except UNREADABLE:
        raise Refusal("damaged", file=file) from None
    found = [(title, rows) for title, rows in sheets if any(cell.text for row in rows for cell in row)]
    if not found:
        raise Refusal("no_header", file=file, row=1)
    return found


class _Book:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        book = self._part("xl/workbook.xml")
        properties = book.find(f"{MAIN}workbookPr")
        self.epoch = EPOCHS[properties is not None and properties.get("date1904") in {"1", "true"}]
        self.titles = [(each.get("name", ""), each.get(RELATION, "")) for each in book.iter(f"{MAIN}sheet")]
        names = set(archive.namelist())
        self.strings = self._strings() if "xl/sharedStrings.xml" in names else []
        self.days = self._days() if "xl/styles.xml" in names else []

    def sheets(self) -> Iterator[tuple[str, str]]:
        relations = self._part("xl/_rels/workbook.xml.rels")
        targets = {
            each.get("Id"): each.get("Target", "") for each in relations.iter(f"{PACKAGE}Relationship")
        }
        for title, relation in self.titles:
            target = targets[relation]
            yield title, target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def rows(self, path: str, most: int) -> Iterator[list[Cell]]:
        expected = 1
        for row in self._part(path).iter(f"{MAIN}row"):
            number = int(row.get("r", expected))
            if number > most + 1 or number < expected:
                raise ValueError(f"row {number}")
            yield from ([] for _gap in range(expected, number))
            expected = number + 1
            yield self._cells(row)

    def _cells(self, row: ElementTree.Element) -> list[Cell]:
        found: list[Cell] = []
        for each in row.iter(f"{MAIN}c"):
            column = _column(each.get("r", ""), len(found))
            if not len(found) <= column < MOST_COLUMNS:
                raise ValueError(f"column {column}")
            found += [Cell("")] * (column - len(found))
            found.append(self._cell(each))
        return found

    def _cell(self, cell: ElementTree.Element) -> Cell:
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v", "")
        if cell.find(f"{MAIN}f") is not None:
            return Cell(value or "=", "formula")
        if kind == "s":
            return Cell(self.strings[int(value)].strip())
        if kind == "inlineStr":
            return Cell(_text(cell).strip())
        if kind == "b":
            return Cell("yes" if value == "1" else "no")
        if kind == "e":
            return Cell(value, "error_value")
        if kind in {"str", "d"}:
            return Cell(value.strip())
        return Cell(self._number(value, int(cell.get("s", "0"))) if value else "")

    def _number(self, value: str, style: int) -> str:
        number = float(value)
        if style < len(self.days) and self.days[style]:
            at = self.epoch + timedelta(seconds=round(number * 86400))
            if 0 <= number < 1:
                return at.strftime("%H:%M")
            return at.date().isoformat() if number == int(number) else at.strftime("%Y-%m-%dT%H:%M")
        return str(int(number)) if number == int(number) else repr(number)

    def _strings(self) -> list[str]:
        return [_text(each) for each in self._part("xl/sharedStrings.xml").iter(f"{MAIN}si")]

    def _days(self) -> list[bool]:
        """Of each style whether it shows a day or time."""
        styles = self._part("xl/styles.xml")
        own = {
            int(each.get("numFmtId", "0")): each.get("formatCode", "")
            for each in styles.iter(f"{MAIN}numFmt")
        }
        used = styles.find(f"{MAIN}cellXfs")
        formats = [int(each.get("numFmtId", "0")) for each in (used if used is not None else ())]
        return [number in BUILT_IN_DAYS or _shows_day(own.get(number, "")) for number in formats]

    def _part(self, path: str) -> ElementTree.Element:
        with self.archive.open(path) as part:
            data = part.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ValueError(path)
        return ElementTree.fromstring(data)


def _shows_day(code: str) -> bool:
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
    return bool(re.search(r"[ymdhs]", plain, re.IGNORECASE))


def _text(node: ElementTree.Element) -> str:
    """All text of a string, without what says how it is pronounced."""
    phonetic = {id(part) for each in node.iter(f"{MAIN}rPh") for part in each.iter()}
    return "".join(part.text or "" for part in node.iter(f"{MAIN}t") if id(part) not in phonetic)


def _column(reference: str, following: int) -> int:
    letters = re.match(r"[A-Z]+", reference)
    if letters is None:
        return following
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1
