"""``equipoise erlang``: one value, or a file of reference values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from .outcome import Finding, exit_codes, print_json

HELP_DEFINITION = "Service level: how abandoned contacts count (needed with model a)."


def command(
    model: Annotated[str | None, typer.Option(help="b (loss), c (nobody abandons) or a.")] = None,
    calls_per_hour: Annotated[float | None, typer.Option(help="Contacts offered an hour.")] = None,
    aht_s: Annotated[float | None, typer.Option(help="Mean handle time, seconds.")] = None,
    agents: Annotated[int | None, typer.Option(help="Agents or lines; without: the fewest needed.")] = None,
    answered_within_s: Annotated[float, typer.Option(help="Threshold, seconds.")] = 20.0,
    share: Annotated[float, typer.Option(help="Target share answered within the threshold.")] = 0.8,
    definition: Annotated[str | None, typer.Option(help=HELP_DEFINITION)] = None,
    patience_s: Annotated[float | None, typer.Option(help="Mean patience, seconds (model a).")] = None,
    concurrency: Annotated[int, typer.Option(help="Contacts an agent handles at once.")] = 1,
    max_occupancy: Annotated[float, typer.Option(help="Occupancy ceiling.")] = 1.0,
    max_blocking: Annotated[float, typer.Option(help="Share that may be lost (model b).")] = 0.01,
    vectors: Annotated[Path | None, typer.Option(help="Check this file of reference values instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Waiting, service level, abandonment and occupancy with a number of agents, or the fewest agents."""
    with exit_codes():
        if vectors is not None:
            _check(vectors, as_json)
            return
        rate, time = _needed(calls_per_hour, "calls_per_hour"), _needed(aht_s, "aht_s")
        if model == "b":
            result = _lost(rate, time, agents, max_blocking)
        else:
            _refuse_other(model)
            target: dict[str, Any] = {"share": share, "max_occupancy": max_occupancy}
            asked = {
                "answered_within_s": answered_within_s,
                "definition": _named(model, definition),
                "patience_s": _needed(patience_s, "patience_s") if model == "a" else None,
                "concurrency": concurrency,
            }
            result = {"model": model, **_waiting(rate, time, agents, target, asked)}
        print_json(result) if as_json else _show(result)


def _check(path: Path, as_json: bool) -> None:
    from equipoise.io.documents import vectors_document
    from equipoise.staffing.vectors import check_vectors

    found = check_vectors(path)
    if as_json:
        print_json(vectors_document(found.rows, found.skipped, found.failures))
    else:
        typer.echo(
            f"{found.rows} rows: {found.passed} passed, {found.failed} failed, {found.skipped} skipped"
        )
    if found.failed:
        raise Finding(f"off by more than their tolerance: {', '.join(found.failures)}")


def _lost(rate: float, aht_s: float, lines: int | None, most: float) -> dict[str, Any]:
    from equipoise.staffing.blocking import blocking, lines_required

    load = rate * aht_s / 3600.0
    n = int(lines_required(load, max_blocking=most)) if lines is None else lines
    lost = float(blocking(n, load))
    occupancy = load * (1.0 - lost) / n if n else None
    return {"model": "b", "agents": n, "load_erl": load, "p_blocked": lost, "occupancy": occupancy}


def _waiting(
    rate: float, aht_s: float, agents: int | None, target: dict[str, Any], asked: dict[str, Any]
) -> dict[str, Any]:
    from equipoise.io.documents import number_or_null
    from equipoise.staffing.performance import performance, required

    n = int(required(rate, aht_s, **target, **asked)) if agents is None else agents
    at = performance(n, rate, aht_s, **asked)
    names = ("p_wait", "service_level", "p_abandon", "mean_wait_s", "asa_s", "occupancy")
    return {
        **asked,
        "agents": n,
        "load_erl": rate * aht_s / 3600.0,
        **{name: number_or_null(float(getattr(at, name))) for name in names},
    }


def _needed(value: float | None, field: str) -> float:
    from equipoise.errors import InvalidInput

    if value is None:
        raise InvalidInput(f"--{field.replace('_', '-')} is needed", field=field)
    return value


def _refuse_other(model: str | None) -> None:
    from equipoise.errors import InvalidInput

    if model not in ("a", "c"):
        raise InvalidInput("--model is b, c or a", field="model")


def _named(model: str | None, definition: str | None) -> str:
    """Without abandonment all definitions agree; with it the answer depends on the one chosen."""
    from equipoise.centre import DEFINITIONS
    from equipoise.errors import InvalidInput

    if definition is None and model == "a":
        raise InvalidInput(f"--definition is needed: {', '.join(DEFINITIONS)}", field="definition")
    return definition or DEFINITIONS[0]


def _show(result: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"Erlang {result['model'].upper()}", show_header=False)
    for name, value in result.items():
        if name != "model" and value is not None:
            table.add_row(name, f"{value:,.6g}" if isinstance(value, float) else str(value))
    Console().print(table)
