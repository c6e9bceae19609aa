"""The workbook: typed cells, real dates, equal totals, and text that stays text."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from xlsxwriter import Workbook

from equipoise.balance import balance_indices
from equipoise.report.sheets import Column, Formats, write_sheet
from equipoise.report.workbook import write_workbook
from equipoise.timegrid import Stretch, Zone

from .factory import make_plan, with_names, with_stretches

NAMES = ["Roster", "Shifts", "Coverage", "Requirement", "Forecast", "Findings", "Workers hours"]


def opened(tmp_path, plan, language="en"):
    path = tmp_path / "plan.xlsx"
    write_workbook(path, plan, language)
    return load_workbook(path)


@pytest.fixture(scope="module")
def book(tmp_path_factory, plan):
    return opened(tmp_path_factory.mktemp("book"), plan)


def column(sheet, head):
    at = next(cell.column for cell in sheet[1] if cell.value == head)
    return [row[at - 1].value for row in sheet.iter_rows(min_row=2)]


def test_all_sheets_are_there_with_a_frozen_head(book):
    assert book.sheetnames == NAMES
    assert all(sheet.freeze_panes and sheet.freeze_panes.endswith("2") for sheet in book)


def test_paid_hours_are_equal_on_every_sheet_and_in_the_balance(book, plan):
    paid = balance_indices(plan).money.paid_h
    *people, total = column(book["Workers hours"], "Paid hours")
    assert total == pytest.approx(paid)
    assert sum(people) == pytest.approx(paid)
    assert sum(column(book["Shifts"], "Paid hours")) == pytest.approx(paid)
    assert sum(column(book["Roster"], "Paid hours")) == pytest.approx(paid)


def test_coverage_and_requirement_add_up_to_the_plans(book, plan):
    assert sum(column(book["Coverage"], "Rostered")) == pytest.approx(plan.result.coverage.sum(), abs=1e-3)
    assert sum(column(book["Requirement"], "Agents net")) == pytest.approx(plan.requirement.agents_net.sum())
    assert sum(column(book["Forecast"], "Mean")) == pytest.approx(plan.forecast.mean.sum(), abs=1e-2)


def test_every_stretch_has_its_row_with_real_local_times(book, plan):
    starts, first = column(book["Shifts"], "Start"), min(plan.result.stretches)
    assert len(starts) == len(plan.result.stretches)
    assert all(isinstance(start, datetime) for start in starts)
    assert column(book["Shifts"], "Worker")[0] == first.worker
    local = datetime.fromtimestamp(first.start_s, ZoneInfo("Europe/Amsterdam"))
    assert starts[0] == local.replace(tzinfo=None)


def test_the_hour_that_occurs_twice_is_told_apart_by_its_offset(tmp_path, plan):
    first = Zone("Europe/Amsterdam").instant_s(date(2026, 10, 25), 120)
    name = plan.workforce.workers[0].name
    rows = (Stretch(name, first, first + 3600), Stretch(name, first + 3600, first + 7200))
    sheet = opened(tmp_path, with_stretches(plan, rows))["Shifts"]
    assert column(sheet, "Start") == [datetime(2026, 10, 25, 2)] * 2
    assert column(sheet, "UTC offset") == ["+02:00", "+01:00"]


def test_findings_carry_source_evidence_and_sentence(book):
    sheet = book["Findings"]
    rows = list(
        zip(*(column(sheet, head) for head in ("Result", "Source", "Evidence", "Worker")), strict=True)
    )
    assert ("fail", "§ ATW 5:3 · law", "the text itself was read", "Niels Koster") in rows
    assert sum(row[0] == "undetermined" for row in rows) == 12
    assert column(sheet, "Measured")[0] == 9.75


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    plan = make_plan()
    odd = ["=1+1", "+31 6", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://x.example", "{=1}", "007"]
    names = odd + [worker.name for worker in plan.workforce.workers][len(odd) :]
    book = opened(tmp_path, with_names(plan, names))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.hyperlink is None for cell in cells)
    found = {cell.value: cell.data_type for cell in cells if cell.value in odd}
    assert found == dict.fromkeys(odd, "s")


def test_absence_has_no_reason_and_protected_time_no_purpose(book, plan):
    values = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "protected time" in values
    assert not any("representation" in value or "sickness" in value for value in values)
    assert not any(
        str(worker.facts.birth_date) in value for worker in plan.workforce.workers for value in values
    )


def test_a_dutch_workbook_has_dutch_sheets(tmp_path, plan):
    book = opened(tmp_path, plan, "nl")
    assert book.sheetnames[:3] == ["Rooster", "Diensten", "Dekking"]
    assert "lunchpauze" in column(book["Diensten"], "Activiteit")


def test_the_same_plan_gives_the_same_bytes(tmp_path, plan):
    write_workbook(tmp_path / "a.xlsx", plan)
    write_workbook(tmp_path / "b.xlsx", plan)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert load_workbook(tmp_path / "a.xlsx").properties.created == datetime(2026, 3, 23)


def test_rows_that_do_not_fit_are_said_to_be_elsewhere():
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        rows = [[f"row {n}"] for n in range(10)]
        write_sheet(book, Formats.of(book), "S", [Column("Head")], rows, more="rest elsewhere", last_row=4)
    values = [row[0].value for row in load_workbook(buffer)["S"].iter_rows()]
    assert values == ["Head", "row 0", "row 1", "row 2", "rest elsewhere"]
