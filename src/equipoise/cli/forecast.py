"""``equipoise forecast``: contacts expected per queue and interval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .backtest import CENTRE_HELP, HISTORY_HELP, HOLIDAYS_HELP, HOURS_HELP, MAP_HELP

if TYPE_CHECKING:
    from datetime import date

    from equipoise.forecast import Forecast


def command(
    history: Annotated[Path, typer.Argument(help=HISTORY_HELP)],
    weeks: Annotated[int, typer.Option(help="Weeks to forecast.")],
    out: Annotated[Path, typer.Option(help="The forecast.csv to write.")],
    start: Annotated[
        str | None, typer.Option(help="First day; without: the Monday after the history ends.")
    ] = None,
    queue: Annotated[str | None, typer.Option(help="This queue only.")] = None,
    centre: Annotated[Path | None, typer.Option(help=CENTRE_HELP)] = None,
    timezone: Annotated[str | None, typer.Option(help="IANA time zone of the history.")] = None,
    columns: Annotated[str | None, typer.Option("--map", help=MAP_HELP)] = None,
    hours: Annotated[str | None, typer.Option(help=HOURS_HELP)] = None,
    holidays: Annotated[str | None, typer.Option(help=HOLIDAYS_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Forecast every queue of a history: mean, quantiles and handle time."""
    from .history_source import Options, open_source
    from .outcome import exit_codes, print_json

    with exit_codes():
        from equipoise.forecast.fit import forecast
        from equipoise.io.staging import whole_file
        from equipoise.io.tables import write_forecast
        from equipoise.timegrid import parse_date

        source = open_source(history, Options(centre, timezone, columns, hours, holidays, queue))
        first = parse_date(start) if start else source.history.next_monday
        made = forecast(source.history, source.opening, source.calendar, first, weeks)
        if source.centre:
            made = made.with_usual_handle_times(source.centre)
        with whole_file(out) as part:
            write_forecast(part, made)
        if as_json:
            print_json(_document(made, first, weeks, out))
        else:
            _show(made, first, weeks, out, source.assumed)


def _document(made: Forecast, first: date, weeks: int, out: Path) -> dict[str, Any]:
    queues = [
        {
            "queue": name,
            "method": made.methods[i],
            "contacts": round(float(made.mean[i].sum()), 3),
            "day_cv": round(float(made.day_cv[i]), 6),
            "interval_cv": round(float(made.interval_cv[i]), 6),
        }
        for i, name in enumerate(made.queues)
    ]
    return {"start": first.isoformat(), "weeks": weeks, "out": str(out), "queues": queues}


def _show(made: Forecast, first: date, weeks: int, out: Path, assumed: tuple[str, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"Forecast of {weeks} weeks from {first}")
    for heading in ("queue", "model"):
        table.add_column(heading)
    for heading in ("contacts a week", "busiest interval", "day varies by", "interval varies by"):
        table.add_column(heading, justify="right")
    for i, name in enumerate(made.queues):
        numbers = (f"{made.mean[i].sum() / weeks:,.0f}", f"{made.mean[i].max():,.1f}")
        spread = (f"{100 * made.day_cv[i]:.1f} %", f"{100 * made.interval_cv[i]:.1f} %")
        table.add_row(name, made.methods[i], *numbers, *spread)
    console.print(table)
    console.print(f"Written: {out}")
    for line in assumed:
        console.print(f"Assumed: {line}.")
