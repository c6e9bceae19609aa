"""``equipoise demo``: the demonstration centre, planned, published and served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    data: Annotated[Path, typer.Option(help="Folder for the demonstration centre and its plan.")] = Path(
        "demo"
    ),
    history: Annotated[Path | None, typer.Option(help="Your own history instead of the made one.")] = None,
    weeks: Annotated[int, typer.Option(help="Weeks to plan.")] = 4,
    seconds: Annotated[float, typer.Option(help="Time for the roster search.")] = 20.0,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
    until: Annotated[
        str | None, typer.Option(help="Sunday on which the made history ends. [default: the last one]")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of report and workbook: en or nl.")] = "en",
    port: Annotated[int, typer.Option(help="Port of the web application on this machine.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the summary.")] = False,
) -> None:
    """Make a sales, service and help desk in the Netherlands, run the main job on it, and serve it."""
    from equipoise.cli.job import Job
    from equipoise.cli.outcome import exit_codes

    with exit_codes():
        from equipoise_web.cli.demonstrating import Demonstration, demonstrate

        job = Job(data / "centre", data / "plan", weeks, seed, None, seconds, None, history, language)
        demonstrate(Demonstration(data, job, until, port, serve=not no_serve))
