"""``equipoise simulate``: a roster against random contacts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .outcome import exit_codes, print_json

if TYPE_CHECKING:
    from equipoise.simulate import Simulation

DAYS = 1000


def command(
    centre: Annotated[Path | None, typer.Argument(help="Centre folder.", show_default=False)] = None,
    roster: Annotated[Path | None, typer.Argument(help="roster.csv", show_default=False)] = None,
    instance: Annotated[
        Path | None, typer.Option(help="Instead: a team of skill groups, as JSON.", show_default=False)
    ] = None,
    history: Annotated[
        Path | None, typer.Option(help="History to forecast from; without: the folder's own.")
    ] = None,
    runs: Annotated[int, typer.Option(help="Repetitions of the whole roster.")] = 20,
    days: Annotated[
        int | None, typer.Option(help="The roster's first days only; of an instance: days played (1000).")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same contacts.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """What customers and agents can expect of a roster: service distribution, occupancy per worker."""
    with exit_codes():
        from equipoise.errors import InvalidInput

        if instance is not None:
            if centre is not None:
                raise InvalidInput("give a centre and a roster, or an instance, not both", field="instance")
            _play(instance, DAYS if days is None else days, seed, as_json)
            return
        if centre is None or roster is None:
            raise InvalidInput("a centre and a roster are needed, or --instance", field="roster")
        simulation = _simulate(centre, roster, history, runs, days, seed)
        if as_json:
            from equipoise.io.documents import simulation_document

            print_json(simulation_document(simulation))
        else:
            _show(simulation)


def _play(path: Path, days: int, seed: int, as_json: bool) -> None:
    from equipoise.simulate.days import simulate_days
    from equipoise.simulate.instance_file import days_document, read_instance

    found = days_document(path, simulate_days(read_instance(path), days, seed))
    print_json(found) if as_json else _show_days(found)


def _simulate(
    folder: Path, roster: Path, history: Path | None, runs: int, days: int | None, seed: int
) -> Simulation:
    from equipoise.forecast.fit import forecast
    from equipoise.io.centre import read_centre
    from equipoise.io.folder import find_history
    from equipoise.io.history import read_history
    from equipoise.io.roster import read_roster
    from equipoise.io.workforce import read_workforce
    from equipoise.simulate.horizon import first_days, rostered_days
    from equipoise.simulate.run import simulate

    at = read_centre(folder)
    workforce = read_workforce(folder, at)
    stretches = read_roster(roster).stretches
    start, length = rostered_days(stretches, at.timezone)
    past = read_history(
        history or find_history(folder),
        timezone=at.timezone,
        interval_minutes=at.interval_minutes,
        queues=[queue.name for queue in at.queues],
        opening=at.opening,
    )
    expected = forecast(past, at.opening, at.holidays, start, -(-length // 7))
    wanted = length if days is None else min(days, length)
    return simulate(at, workforce, first_days(expected, wanted), stretches, runs, seed)


def _show(simulation: Simulation) -> None:
    import numpy as np
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"{simulation.runs} repetitions of {len(simulation.grid.days)} days")
    table.add_column("queue")
    for heading in ("target", "in time", "low", "high", "offered", "abandoned", "mean wait s"):
        table.add_column(heading, justify="right")
    for queue in simulation.queues:
        known = queue.service_level[np.isfinite(queue.service_level)]
        share = (
            [f"{100 * x:.1f} %" for x in (known.mean(), *np.quantile(known, (0.05, 0.95)))]
            if known.size
            else [""] * 3
        )
        counts = (f"{queue.offered:,.0f}", f"{queue.abandoned:,.0f}", f"{queue.mean_wait_s:,.0f}")
        table.add_row(queue.queue, f"{100 * queue.target:.0f} %", *share, *counts)
    console.print(table)
    occupancy = [worker.occupancy for worker in simulation.workers]
    pauses = [worker.no_pause_share for worker in simulation.workers]
    if occupancy:
        low, middle, high = np.quantile(occupancy, (0.0, 0.5, 1.0))
        console.print(f"Occupancy of workers: {low:.0%} to {high:.0%}, median {middle:.0%}")
        console.print(f"Contacts begun without a pause: median worker {np.median(pauses):.0%}")


def _show_days(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title=f"{found['days']:,} days, mean and 95 % half-width")
    names = list(found["aggregate"])
    for heading in ("skill", *names):
        table.add_column(heading, justify="right")
    rows = {"all": found["aggregate"]} | {str(at): row for at, row in enumerate(found["per_skill"])}
    for skill, row in rows.items():
        table.add_row(skill, *(_text(row[name]) for name in names))
    console.print(table)
    console.print(f"Occupancy of all agents: {found['occupancy']:.1%}")


def _text(value: dict[str, float | None]) -> str:
    mean, half = value["mean"], value["half_width"]
    return "" if mean is None else f"{mean:,.4g}" + ("" if half is None else f" ± {half:.2g}")
