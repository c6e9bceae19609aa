"""``equipoise staff``: from a forecast to the people each queue needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .outcome import exit_codes, print_json

if TYPE_CHECKING:
    from equipoise.forecast import Forecast
    from equipoise.staffing import Requirement


def command(
    forecast: Annotated[Path, typer.Argument(help="forecast.csv", show_default=False)],
    centre: Annotated[Path, typer.Option(help="Centre folder.", show_default=False)],
    out: Annotated[Path, typer.Option(help="The requirement.csv to write.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Fewest people with whom every interval meets its target, by queue."""
    with exit_codes():
        from equipoise.io.centre import read_centre
        from equipoise.io.forecasts import read_forecast
        from equipoise.io.staging import whole_file
        from equipoise.io.tables import write_requirement
        from equipoise.staffing.requirement import require

        at = read_centre(centre)
        expected = read_forecast(forecast, at)
        needed = require(expected, at)
        with whole_file(out) as part:
            write_requirement(part, needed)
        summary = _summary(expected, needed)
        if as_json:
            print_json({"centre": at.name, "out": str(out), "queues": summary})
        else:
            _show(summary, out)


def _summary(expected: Forecast, needed: Requirement) -> list[dict[str, Any]]:
    import numpy as np

    hours = needed.grid.interval_s / 3600.0
    rows: list[dict[str, Any]] = []
    for q, name in enumerate(needed.queues):
        known = np.isfinite(needed.service_level[q])
        weights = expected.mean[q][known]
        share = float(np.average(needed.service_level[q][known], weights=weights)) if known.any() else None
        rows.append(
            {
                "queue": name,
                "model": needed.models[q],
                "contacts": round(float(expected.mean[q].sum()), 3),
                "agent_hours_net": round(float(needed.agents_net[q].sum()) * hours, 3),
                "agent_hours_planned": round(float(needed.agents_planned[q].sum()) * hours, 3),
                "peak_net": float(needed.agents_net[q].max()),
                "service_level": share,
                "peak_backlog": _peak(needed.backlog[q]),
            }
        )
    return rows


def _peak(backlog: Any) -> float | None:
    import numpy as np

    return float(np.nanmax(backlog)) if np.isfinite(backlog).any() else None


def _show(summary: list[dict[str, Any]], out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title="People needed on contacts")
    table.add_column("queue")
    for heading in ("contacts", "hours net", "hours planned", "peak", "in time"):
        table.add_column(heading, justify="right")
    for row in summary:
        share = "" if row["service_level"] is None else f"{100 * row['service_level']:.1f} %"
        hours = (f"{row['agent_hours_net']:,.1f}", f"{row['agent_hours_planned']:,.1f}")
        table.add_row(row["queue"], f"{row['contacts']:,.0f}", *hours, f"{row['peak_net']:g}", share)
    console.print(table)
    for row in summary:
        console.print(f"{row['queue']}: {row['model']}", highlight=False)
    console.print(f"Written: {out}")
