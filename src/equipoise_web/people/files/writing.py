"""Tables as CSV or XLSX. A text that a spreadsheet would take for a formula stays text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

Value = str | float | None
Rows = Iterable[Sequence[Value]]
# A text like this is marked: what already carries the mark gets one more, so that it can be read back.
FORMULA = re.compile(r"'*[=+\-@\t\r]")


def inert(text: str) -> str:
    """A text that a spreadsheet does not take for a formula; reading takes the mark away again."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_text(columns: Sequence[str], rows: Rows) -> str:
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue()


def workbook(tables: Iterable[tuple[str, Sequence[str], Rows]]) -> bytes:
    """Tables as sheets of one XLSX file; texts are written as texts, whatever they begin with."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True})
        for name, columns, rows in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(columns) - 1, 16)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column, head)
            for number, row in enumerate(rows, start=1):
                _write(sheet, number, row)
    return out.getvalue()


def _write(sheet: object, number: int, row: Sequence[Value]) -> None:
    for place, value in enumerate(row):
        if isinstance(value, str) and value:
            sheet.write_string(number, place, value)  # type: ignore[attr-defined]
        elif isinstance(value, float | int):
            sheet.write_number(number, place, value)  # type: ignore[attr-defined]


def _csv_cell(value: Value) -> str:
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else f"{value:.10g}"
