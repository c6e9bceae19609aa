"""A sheet of typed cells: words as words, numbers as numbers, local wall time as dates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

LAST_ROW = 1_048_575  # the last row a sheet has, from 0
Cell = str | float | int | date | datetime | None
WIDTHS = {"text": 18, "date": 12, "moment": 17, "number": 12}


@dataclass(frozen=True)
class Formats:
    """The workbook's cell formats."""

    head: Any
    date: Any
    moment: Any
    number: Any
    total: Any

    @classmethod
    def of(cls, book: Any) -> Formats:
        return cls(
            head=book.add_format(
                {"bold": True, "bg_color": "#E9EDEB", "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
            number=book.add_format({"num_format": "0.00"}),
            total=book.add_format({"num_format": "0.00", "bold": True, "top": 1}),
        )


@dataclass(frozen=True)
class Column:
    """A head and the kind of its cells: text, date, moment, number."""

    head: str
    kind: str = "text"
    width: int | None = None


def write_sheet(
    book: Any,
    formats: Formats,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    frozen_columns: int = 0,
    more: str = "",
    last_row: int = LAST_ROW,
) -> None:
    """Add a sheet with a frozen head; rows that do not fit give way to the sentence ``more``."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, frozen_columns)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width or WIDTHS[column.kind])
        sheet.write_string(0, at, column.head, formats.head)
    row = 0
    for row, cells in enumerate(rows, start=1):
        if row == last_row:
            sheet.write_string(row, 0, more)
            break
        for at, cell in enumerate(cells):
            write_cell(sheet, formats, row, at, cell)
    sheet.autofilter(0, 0, max(row, 1), len(columns) - 1)


def write_cell(sheet: Any, formats: Formats, row: int, at: int, cell: Cell) -> None:
    """Text never becomes a formula or a link; an unknown number stays empty."""
    if isinstance(cell, str):
        sheet.write_string(row, at, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, at, cell, formats.moment)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, cell, formats.date)
    elif isinstance(cell, int):
        sheet.write_number(row, at, cell)
    elif cell is not None and math.isfinite(cell):
        sheet.write_number(row, at, round(float(cell), 6), formats.number)
