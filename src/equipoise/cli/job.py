"""The main job from a centre folder to an output folder, shared by ``plan`` and ``demo``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from equipoise.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from equipoise.centre import Centre
    from equipoise.contacts import History
    from equipoise.pipeline import Request
    from equipoise.plan import Plan
    from equipoise.roster.stops import Stop
    from equipoise.rules.model import Pack

LANGUAGES = ("en", "nl")
MOST_WEEKS = 52


@dataclass(frozen=True)
class Job:
    """What the command line asked for."""

    centre: Path
    out: Path
    weeks: int
    seed: int
    start: str | None = None
    seconds: float | None = None
    work: int | None = None
    history: Path | None = None
    language: str = "en"
    runs: int = 20
    quiet: bool = False


def run_job(job: Job) -> Plan:
    """Read, plan and write; raises InvalidInput or Infeasible with nothing written."""
    _refuse(job)
    from equipoise.io.centre import read_centre
    from equipoise.io.staging import refuse_occupied, staged
    from equipoise.io.workforce import read_workforce
    from equipoise.pipeline import make_plan

    from .fitness import refuse_unfit, too_young
    from .outputs import write_outputs

    refuse_occupied(job.out.resolve())
    centre = read_centre(job.centre)
    history = _history(job, centre)
    request = _request(job, centre, history)
    packs = _packs(job, centre, request)
    workforce = read_workforce(job.centre, centre)
    refuse_unfit(job.centre, centre, workforce, request.start)
    for sentence in too_young(workforce, packs, request.start):
        print(f"equipoise: warning: {sentence}", file=sys.stderr)
    plan = make_plan(centre, workforce, history, packs, request)
    request.say("writing")
    with staged(job.out) as folder:
        write_outputs(folder, plan, job.language)
    request.say("")
    return plan


def _history(job: Job, centre: Centre) -> History:
    from equipoise.io.folder import find_history
    from equipoise.io.history import read_history

    return read_history(
        job.history or find_history(job.centre),
        timezone=centre.timezone,
        interval_minutes=centre.interval_minutes,
        queues=[queue.name for queue in centre.queues],
        opening=centre.opening,
    )


def _packs(job: Job, centre: Centre, request: Request) -> tuple[Pack, ...]:
    from equipoise.rules.packs import load_packs, refuse_unconfirmable

    try:
        refuse_unconfirmable(centre.packs, centre.confirmed, job.centre)
        return load_packs(centre.packs, request.start, confirmed=centre.confirmed, base=job.centre)
    except InvalidInput as error:
        if error.file is not None:
            raise
        where, field = str(job.centre / "centre.toml"), error.field or "packs"
        raise InvalidInput(error.reason, file=where, field=field) from error


def _request(job: Job, centre: Centre, history: History) -> Request:
    from equipoise.io.digest import inputs_sha256
    from equipoise.io.folder import input_files
    from equipoise.pipeline import Request
    from equipoise.rules.packs import own_files

    start = _start(job, history)
    parameters = {"start": start.isoformat(), "weeks": job.weeks, "seed": job.seed, "work": job.work}
    files = (*input_files(job.centre, job.history), *own_files(centre.packs, job.centre))
    return Request(
        start=start,
        weeks=job.weeks,
        seed=job.seed,
        stop=lambda: _stop(job),
        runs=job.runs,
        inputs_sha256=inputs_sha256(files, parameters),
        say=_say(job),
    )


def _start(job: Job, history: History) -> date:
    from equipoise.timegrid import parse_date

    if job.start is None:
        return history.next_monday
    try:
        return parse_date(job.start)
    except InvalidInput as error:
        raise InvalidInput(error.reason, field="--start") from None


def _stop(job: Job) -> Stop:
    from equipoise.roster.stops import after_seconds, after_work

    if job.work is not None:
        return after_work(job.work)
    return after_seconds(60.0 if job.seconds is None else job.seconds)


def _say(job: Job) -> Callable[[str], None]:
    """Tell a terminal what goes on, and nobody else."""
    if job.quiet or not sys.stderr.isatty():
        return lambda step: None
    return lambda step: print(
        "\r\033[K" + (f"  {step} ..." if step else ""), end="", file=sys.stderr, flush=True
    )


def _refuse(job: Job) -> None:
    if job.seconds is not None and job.work is not None:
        raise InvalidInput("give --seconds or --work, not both")
    for name, value in (("--seconds", job.seconds), ("--work", job.work), ("--runs", job.runs)):
        if value is not None and not 0 < value < float("inf"):
            raise InvalidInput(f"{name} must be more than 0")
    if not 1 <= job.weeks <= MOST_WEEKS:
        raise InvalidInput(f"--weeks must be 1 to {MOST_WEEKS}")
    if job.seed < 0:
        raise InvalidInput("--seed must not be negative")
    if job.language not in LANGUAGES:
        raise InvalidInput(f"--language must be one of {', '.join(LANGUAGES)}")
