"""Every file of a plan, written into one folder that appears complete or not at all."""

from __future__ import annotations

from pathlib import Path

from equipoise.plan import Plan


def write_outputs(folder: Path, plan: Plan, language: str) -> None:
    """Write the plan's tables, documents, workbook, calendars and report."""
    from equipoise.balance.document import balance_document
    from equipoise.io import documents, tables
    from equipoise.io.roster import write_roster
    from equipoise.report.calendars import write_calendars
    from equipoise.report.html import write_report
    from equipoise.report.workbook import write_workbook

    tables.write_forecast(folder / "forecast.csv", plan.forecast)
    tables.write_requirement(folder / "requirement.csv", plan.requirement)
    tables.write_coverage(folder / "coverage.csv", plan.problem, plan.result)
    write_roster(folder / "roster.csv", plan.result.stretches, plan.centre.timezone)
    for name, document in (
        ("findings", documents.findings_document(plan.findings, plan.problem.grid.clock)),
        ("simulation", documents.simulation_document(plan.simulation)),
        ("balance", balance_document(plan)),
        ("plan", documents.plan_document(plan)),
    ):
        documents.write_document(folder / f"{name}.json", document)
    write_workbook(folder / "roster.xlsx", plan, language)
    write_calendars(folder / "calendars", plan, language)
    write_report(folder / "report.html", plan, language)
