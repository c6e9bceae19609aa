"""``equipoise demo``: the demonstration centre, planned."""

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
    language: Annotated[str, typer.Option(help="Language of report and workbook: en or nl.")] = "en",
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the summary.")] = False,
) -> None:
    """Make a telecom sales, service and help desk in the Netherlands, then run the main job on it."""
    from .job import Job, run_job
    from .outcome import exit_codes

    with exit_codes():
        from equipoise.demo.generate import write_demonstration

        from .summary import refuse_broken, show_plan

        centre, out = data / "centre", data / "plan"
        if not (centre / "centre.toml").exists():
            write_demonstration(centre, seed)
        job = Job(centre, out, weeks, seed, None, seconds, None, history, language)
        plan = run_job(job)
        show_plan(plan, out)
        refuse_broken(plan, out)
