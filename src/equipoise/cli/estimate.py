"""``equipoise estimate``: handle time, patience and dispersion of arrivals from contact records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .outcome import exit_codes, print_json

if TYPE_CHECKING:
    from equipoise.contacts.records import ContactRecords
    from equipoise.staffing.estimation.interval import Estimate, Resampling
    from equipoise.staffing.estimation.patience import PatienceFit

ALL = "all"
ROWS_SHOWN = 20


def command(
    contacts: Annotated[
        Path,
        typer.Argument(help="Contact records: csv, csv.gz or parquet.", show_default=False),
    ],
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 1,
    draws: Annotated[int, typer.Option(help="Bootstrap samples.")] = 400,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Handle time, patience and dispersion of arrivals, with 95 % intervals, by queue and in all."""
    with exit_codes():
        from equipoise.contacts.call_file import read_contacts
        from equipoise.errors import InvalidInput

        if draws < 100 or seed < 0:
            wrong = "draws" if draws < 100 else "seed"
            raise InvalidInput("draws must be at least 100 and seed at least 0", field=wrong)
        name, records = read_contacts(contacts)
        found = _document(contacts, name, records, seed, draws)
        print_json(found) if as_json else _show(found)


def _document(path: Path, name: str, records: ContactRecords, seed: int, draws: int) -> dict[str, Any]:
    from equipoise.staffing.estimation.interval import Resampling, groups_of

    resampling = Resampling(seed, draws)
    grouped, groups = groups_of(records.arrival_s)
    parts: dict[str, dict[str, Any]] = {"handle_time": {}, "patience": {}, "arrivals": {}}
    for queue in (ALL, *records.queues):
        mine = records.arrival_s > float("-inf") if queue == ALL else records.of(queue)
        for part, value in _measures(records, mine, groups, resampling).items():
            parts[part][queue] = value
    return {
        "contacts": str(path),
        "format": name,
        "rows": records.rows,
        "used": int(records.arrival_s.size),
        "rejected": _rejected(records),
        "seed": seed,
        "draws": draws,
        "resampled": grouped,
        **parts,
    }


def _rejected(records: ContactRecords) -> dict[str, Any]:
    first = [{"row": one.row, "reason": one.reason} for one in records.rejected[:ROWS_SHOWN]]
    return {"count": len(records.rejected), "reasons": records.reasons, "first": first}


def _measures(records: ContactRecords, mine: Any, groups: Any, resampling: Resampling) -> dict[str, Any]:
    import numpy as np

    from equipoise.staffing.estimation.arrivals import dispersion
    from equipoise.staffing.estimation.handle_time import handle_time
    from equipoise.staffing.estimation.patience import fit_patience

    handled = mine & np.isfinite(records.handle_s)
    time = handle_time(records.handle_s[handled], groups[handled], resampling)
    patience = fit_patience(records.wait_s[mine], records.answered[mine], groups[mine], resampling)
    arrivals = dispersion(records.arrival_s[mine])
    unrecorded = int((mine & records.answered & ~np.isfinite(records.handle_s)).sum())
    return {
        "handle_time": {**_plain(time), "unrecorded": unrecorded} if time else None,
        "patience": _patience(patience) if patience else None,
        "arrivals": _plain(arrivals) if arrivals else None,
    }


def _plain(found: Any) -> dict[str, Any]:
    """A dataclass of numbers and estimates as JSON."""
    from dataclasses import fields

    from equipoise.staffing.estimation.interval import Estimate

    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return {
        name: _estimate(value) if isinstance(value, Estimate) else value
        for name, value in values.items()
        if not isinstance(value, tuple)
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    from equipoise.io.json_values import number_or_null

    return {name: number_or_null(getattr(found, name)) for name in ("value", "low", "high")}


def _patience(found: PatienceFit) -> dict[str, Any]:
    survival = [{"at_s": at, **_estimate(share)} for at, share in found.survival]
    return {**_plain(found), "survival": survival, "hazard": [_plain(part) for part in found.hazard]}


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"{found['used']:,} of {found['rows']:,} rows ({found['format']}), 95 % intervals")
    table.add_column("queue")
    for heading in ("handled", "mean s", "median s", "cv", "patience s", "rate cv"):
        table.add_column(heading, justify="right")
    for queue, time in found["handle_time"].items():
        patience, arrivals = found["patience"][queue], found["arrivals"][queue]
        handled = f"{time['n']:,}" if time else ""
        row = (handled, *(_text(time, name) for name in ("mean_s", "median_s", "cv")))
        table.add_row(queue, *row, _text(patience, "mean_s"), _text(arrivals, "interval_cv"))
    console.print(table)
    for reason, count in found["rejected"]["reasons"].items():
        console.print(f"Kept out: {count:,} x {reason}", highlight=False)


def _text(found: dict[str, Any] | None, name: str) -> str:
    at = found[name] if found else {"value": None}
    if at["value"] is None:
        return ""
    digits = 2 if at["value"] < 10 else 0
    low, high = (f"{x:,.{digits}f}" if x is not None else "?" for x in (at["low"], at["high"]))
    return f"{at['value']:,.{digits}f} ({low} to {high})"
