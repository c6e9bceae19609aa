"""``equipoise backtest``: how good the forecasts would have been."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from equipoise.forecast.scores import Backtest, Score

HISTORY_HELP = "Interval history: csv, csv.gz or parquet with queue, start, offered."
MAP_HELP = "Column names of the file, such as start=start_local,offered=calls."
HOURS_HELP = "Count these hours only, such as 07:00-21:00 (several: comma); without: those of the history."
HOLIDAYS_HELP = "Public holidays: NL, DE-BY or none; without: the country of the time zone."
LEGEND = (
    "> chosen on the weeks before the test. Lead: weeks from origin to target.",
    "Floor: Poisson noise alone. Skill: from the 4-week mean (0) to the floor (100).",
    "After 0.25: the rest of the day, once a quarter of it has been seen.",
)
CENTRE_HELP = "Centre folder whose time zone, interval, hours, holidays and queues hold."


def command(
    history: Annotated[Path, typer.Argument(help=HISTORY_HELP)],
    test_weeks: Annotated[int, typer.Option(help="Last full weeks to test on.")] = 8,
    lead_weeks: Annotated[str, typer.Option(help="Whole weeks from origin to target week.")] = "0,1,3",
    levels: Annotated[str, typer.Option(help="Minutes, or day.")] = "30,day",
    intraday: Annotated[
        float | None, typer.Option(help="Also forecast the rest of each day after this share of it.")
    ] = None,
    queue: Annotated[str | None, typer.Option(help="The queue to test when there are several.")] = None,
    centre: Annotated[Path | None, typer.Option(help=CENTRE_HELP)] = None,
    timezone: Annotated[str | None, typer.Option(help="IANA time zone of the history.")] = None,
    columns: Annotated[str | None, typer.Option("--map", help=MAP_HELP)] = None,
    hours: Annotated[str | None, typer.Option(help=HOURS_HELP)] = None,
    holidays: Annotated[str | None, typer.Option(help=HOLIDAYS_HELP)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Forecast past weeks from what was known before them, and score every model."""
    from .history_source import Options, open_source
    from .outcome import exit_codes, print_json

    with exit_codes():
        from equipoise.errors import InvalidInput
        from equipoise.forecast.backtest import backtest
        from equipoise.io.documents import backtest_document

        options = Options(centre, timezone, columns, hours, holidays, queue)
        source = open_source(history, options, own_interval=True)
        if len(source.history.queues) > 1:
            names = ", ".join(source.history.queues)
            raise InvalidInput(f"several queues: choose one of {names} with --queue", file=str(history))
        result = backtest(
            source.history,
            source.opening,
            source.calendar,
            test_weeks,
            _whole_numbers(lead_weeks),
            [level.strip() for level in levels.split(",")],
            intraday,
        )
        if as_json:
            print_json(backtest_document(result))
        else:
            _show(result, source.history.queues[0], test_weeks, source.assumed)


def _whole_numbers(text: str) -> list[int]:
    from equipoise.errors import InvalidInput

    try:
        return sorted({int(part) for part in text.split(",")})
    except ValueError:
        raise InvalidInput(f"{text!r} is not a list of whole numbers", field="--lead-weeks") from None


def _show(result: Backtest, queue: str, weeks: int, assumed: tuple[str, ...]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"Queue {queue}, last {weeks} full weeks", box=SIMPLE_HEAD)
    table.add_column("model", no_wrap=True)
    for heading in ("WAPE %", "skill", "bias %", "MASE", "wQL %", "in 80 %", "in 95 %"):
        table.add_column(heading, justify="right", min_width=len(heading))
    for level, leads in result.results.items():
        for lead, models in leads.items():
            table.add_row(_heading(level, lead), style="bold")
            for model, score in models.items():
                chosen = result.chosen[level][lead] == model
                cells = _cells(score, models["mean4"], result.floor[level])
                table.add_row(f"{'>' if chosen else ' '} {model}", *cells, style="green" if chosen else None)
            table.add_row("  floor", f"{100 * result.floor[level]:.2f}", "100", style="dim", end_section=True)
    console.print(table)
    for line in (*LEGEND, *(f"Assumed: {each}." for each in assumed)):
        console.print(line)


def _heading(level: str, lead: str) -> str:
    detail, _, share = level.partition("@")
    unit = "day" if detail == "day" else f"{detail} min"
    return f"{unit}{' after ' + share if share else ''}, lead {lead}"


def _cells(score: Score, baseline: Score, floor: float) -> list[str]:
    room = baseline.wape - floor
    skill = 100 * (baseline.wape - score.wape) / room if room > 0 else float("nan")
    percent = (score.bias, score.wql, score.coverage80, score.coverage95)
    bias, wql, in80, in95 = (100 * value for value in percent)
    shown = (f"{100 * score.wape:.2f}", f"{skill:.0f}", f"{bias:+.2f}", f"{score.mase:.2f}", f"{wql:.2f}")
    return [*shown, f"{in80:.1f}", f"{in95:.1f}"]
