"""``equipoise plan``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    centre: Annotated[Path, typer.Argument(help="Centre folder (centre.toml, history.csv, workers.csv …).")],
    weeks: Annotated[int, typer.Option(help="Weeks to plan.")],
    out: Annotated[Path, typer.Option(help="Folder for the results.")],
    start: Annotated[
        str | None, typer.Option(help="First day, YYYY-MM-DD; by default the Monday after the history.")
    ] = None,
    seconds: Annotated[float | None, typer.Option(help="Time for the roster search (default 60).")] = None,
    work: Annotated[
        int | None, typer.Option(help="Tours to compute instead: gives the same roster every time.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything random.")] = 1,
    history: Annotated[Path | None, typer.Option(help="History instead of the folder's own.")] = None,
    runs: Annotated[int, typer.Option(help="Repetitions of the simulation.")] = 20,
    language: Annotated[str, typer.Option(help="Language of report and workbook: en or nl.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="plan.json as the last line.")] = False,
) -> None:
    """History in; forecast, requirement, lawful roster, check, simulation and report out."""
    from .job import Job, run_job
    from .outcome import exit_codes, print_json
    from .summary import refuse_broken, show_plan

    with exit_codes():
        job = Job(centre, out, weeks, seed, start, seconds, work, history, language, runs, as_json)
        plan = run_job(job)
        if as_json:
            from equipoise.io.documents import plan_document

            print_json(plan_document(plan))
        else:
            show_plan(plan, out)
        refuse_broken(plan, out)
