"""A roster as a workbook for wall and desk: weeks, the day by activity, and coverage."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from equipoise.report.sheets import Cell
from equipoise_web.core.local_days import span_of_days
from equipoise_web.scheduling.outputs.timeline import write_timeline
from equipoise_web.scheduling.outputs.wall import Wall, activity_word, wall_time
from equipoise_web.scheduling.queries.coverage import coverage_of

# Texts stay texts, whatever a name begins with; rows are written in order and not kept.
OPTIONS = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "constant_memory": True,
}  # fmt: skip
PAPERS = {"a3": 8, "a4": 9}
MARGIN_CM = 1.0
HEAD_ROW = 2
# Built-in formats: a spreadsheet shows them as its reader's country writes days and times.
DAY_FORMAT, CLOCK_FORMAT = 14, "hh:mm"


def wall_workbook(wall: Wall, paper: str) -> bytes:
    """The XLSX file, in the language in force, to be printed on A3 or A4."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": wall.title, "comments": wall.state})
        sheets = Sheets(book, wall, paper)
        for name, days in wall.weeks():
            sheets.add(name, [_("Person"), *wall.heads(days)], _people(wall, days), (24, 19))
        write_timeline(sheets)
        sheets.add(_("Activities"), _activity_heads(), _activities(wall), (12, 24, 8, 8, 24, 24), frozen=2)
        sheets.add(_("Coverage"), _coverage_heads(), _coverage(wall), (12, 8, 24, 12), frozen=3)
    return out.getvalue()


class Sheets:
    """Adds sheets of one look: title and state above, frozen heads, landscape, one page wide."""

    def __init__(self, book: Any, wall: Wall, paper: str) -> None:
        self.book, self.wall, self.paper = book, wall, PAPERS[paper]
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format({"bold": True, "bg_color": "#E9EDEB", "bottom": 1, "valign": "top"})
        self.text = book.add_format({"bottom": 4, "valign": "top"})
        self.day = book.add_format({"num_format": DAY_FORMAT, "align": "left", "bottom": 4})
        self.clock = book.add_format({"num_format": CLOCK_FORMAT, "align": "left", "bottom": 4})
        self.number = book.add_format({"num_format": "0.00", "bottom": 4})

    def open(self, name: str, heads: Sequence[str], widths: Sequence[float], frozen: int = 1) -> Any:
        """A new sheet with its title and heads; the last width is that of all further columns."""
        sheet = self.book.add_worksheet(name[:31])
        for at in range(len(heads)):
            sheet.set_column(at, at, widths[min(at, len(widths) - 1)])
        self._set_up(sheet)
        sheet.write_string(0, 0, f"{self.wall.title}. {self.wall.state}", self.title)
        sheet.write_string(1, 0, f"{self.wall.where} {self.wall.legend}")
        for at, head in enumerate(heads):
            sheet.write_string(HEAD_ROW, at, head, self.head)
        sheet.freeze_panes(HEAD_ROW + 1, frozen)
        return sheet

    def add(
        self,
        name: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[float],
        frozen: int = 1,
    ) -> None:
        """A new sheet with these rows."""
        sheet = self.open(name, heads, widths, frozen)
        for number, cells in enumerate(rows, start=HEAD_ROW + 1):
            for at, cell in enumerate(cells):
                self.write(sheet, number, at, cell)

    def write(self, sheet: Any, row: int, at: int, cell: Cell) -> None:
        """A cell by the kind of its value; what is not known stays empty."""
        if isinstance(cell, str):
            sheet.write_string(row, at, cell, self.text)
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, at, cell, self.clock)
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, cell, self.day)
        elif isinstance(cell, int):
            sheet.write_number(row, at, cell, self.text)
        elif cell is not None and math.isfinite(cell):
            sheet.write_number(row, at, round(cell, 4), self.number)

    def _set_up(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(self.paper)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, HEAD_ROW)
        sheet.set_margins(*(MARGIN_CM / 2.54,) * 4)
        # In a footer an ampersand begins a command unless it is doubled.
        sheet.set_footer(f"&L{self.wall.title.replace('&', '&&')[:200]}&R&P / &N")


def _people(wall: Wall, days: Sequence[date]) -> Iterator[list[Cell]]:
    for line in wall.lines:
        yield [line.member.name, *wall.cells(line, days)]


def _activity_heads() -> list[str]:
    return [_("Day"), _("Person"), _("From"), _("To"), _("Activity"), _("Team")]


def _activities(wall: Wall) -> Iterator[list[Cell]]:
    rows = [(row, line.member) for line in wall.lines for row in line.rows]
    for row, member in sorted(rows, key=lambda each: (each[0].starts_at, each[1].name)):
        start, end = wall_time(row.starts_at, wall.zone), wall_time(row.ends_at, wall.zone)
        yield [start.date(), member.name, start, end, activity_word(row, wall.queues), member.team]


def _coverage_heads() -> list[str]:
    return [_("Day"), _("From"), _("Queue"), _("Scheduled"), _("Required"), _("Difference")]


def _coverage(wall: Wall) -> Iterator[list[Cell]]:
    """Counts of people, so of everybody and not by scope."""
    since, until = span_of_days(wall.days[0], wall.days[-1], wall.roster.centre.timezone)
    found = coverage_of(wall.roster, since, until, published=wall.published)
    for queue, intervals in found.queues.items():
        for each in intervals:
            at = wall_time(each.starts_at, wall.zone)
            yield [at.date(), at, wall.queues[queue].title, each.scheduled, each.required, each.difference]
