"""The plan as a workbook: roster, shifts, coverage, requirement, forecast, findings, hours."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from equipoise.plan import Plan

from . import rows
from .context import Context
from .sheets import Formats, write_sheet

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SHEETS = (
    ("roster", rows.roster_sheet, 2, "roster.csv"),
    ("shifts", rows.shift_sheet, 1, "roster.csv"),
    ("coverage", rows.coverage_sheet, 2, "coverage.csv"),
    ("requirement", rows.requirement_sheet, 2, "requirement.csv"),
    ("forecast", rows.forecast_sheet, 2, "forecast.csv"),
    ("findings", rows.finding_sheet, 0, "findings.json"),
    ("hours", rows.hours_sheet, 1, "balance.json"),
)


def write_workbook(path: Path, plan: Plan, language: str = "en") -> None:
    """Write the workbook, in English or Dutch, with times as local wall time.

    The same plan gives the same bytes: the file says it was made at the plan's start. Raises
    :class:`InvalidInput` for another language.
    """
    context = Context.of(plan, language)
    book: Any = Workbook(str(path), OPTIONS)
    book.set_properties({"title": plan.centre.name, "created": datetime.combine(plan.start, time(0))})
    formats = Formats.of(book)
    for name, make, frozen, file in SHEETS:
        columns, cells = make(context)
        write_sheet(
            book,
            formats,
            context.words(f"workbook.{name}"),
            columns,
            cells,
            frozen_columns=frozen,
            more=context.words("workbook.more", file=file),
        )
    book.close()
