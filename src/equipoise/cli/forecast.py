"""``equipoise forecast``: contacts expected per queue and interval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .backtest import CENTRE_HELP, HISTORY_HELP, HOLIDAYS_HELP, HOURS_HELP, MAP_HELP

if TYPE_CHECKING:
    from datetime import date

    from equipoise.centre import Centre
    from equipoise.contacts import History
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
        from equipoise.timegrid import parse_date

        source = open_source(history, Options(centre, timezone, columns, hours, holidays, queue))
        first = parse_date(start) if start else _monday_after(source.history)
        made = forecast(source.history, source.opening, source.calendar, first, weeks)
        if source.centre:
            made = _with_usual_handle_time(made, source.centre)
        _write(out, made)
        if as_json:
            print_json(_document(made, first, weeks, out))
        else:
            _show(made, first, weeks, out, source.assumed)


def _monday_after(history: History) -> date:
    """The Monday after the last day with data."""
    from datetime import date, timedelta

    import numpy as np

    observed = np.flatnonzero(np.isfinite(history.offered).any(axis=0))
    last = date(1970, 1, 1) + timedelta(days=int(history.grid.local_day[observed[-1]]))
    return last + timedelta(days=7 - last.weekday())


def _with_usual_handle_time(made: Forecast, centre: Centre) -> Forecast:
    """Handle times of the centre's queues where none was ever recorded."""
    from dataclasses import replace

    import numpy as np

    usual = np.array([[centre.queue(name).aht_s] for name in made.queues])
    return replace(made, aht_s=np.where(np.isnan(made.aht_s), usual, made.aht_s))


def _write(out: Path, made: Forecast) -> None:
    """Write beside the file and move it into place, so that it is whole or absent."""
    from equipoise.errors import InvalidInput
    from equipoise.io.tables import write_forecast

    work = out.with_name(f".{out.name}.part")
    try:
        write_forecast(work, made)
        work.replace(out)
    except OSError as error:
        work.unlink(missing_ok=True)
        raise InvalidInput(f"cannot be written: {error.strerror}", file=str(out)) from error


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
