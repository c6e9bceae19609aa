"""A rest that holds a whole local day of every calendar week."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..free_days import free_days
from ..model import Timeline
from ..outcome import HOUR_S, Outcome, amount, sentence
from ..parameters import WeekRestDay
from ..runs import Run, runs, undecided
from ..work import work_of


def check(timeline: Timeline, p: WeekRestDay) -> Iterator[Outcome]:
    """One outcome a calendar week with work: some day of it lies whole within a rest of ``hours``."""
    work = work_of(timeline)
    days = free_days(work, work.busy, p.hours)
    unknown: list[Run] = []
    for run in runs(work, 1):
        if not run.has_work:
            continue
        week = slice(7 * run.known.start, 7 * run.known.stop)
        if np.any(days.held[week]):
            yield run.passed()
        elif np.any(days.unseen[week]):
            unknown.append(run)
        else:
            yield _breach(run, p)
    yield from undecided(work, unknown, p.hours, "h")


def _breach(run: Run, p: WeekRestDay) -> Outcome:
    due, vereist = amount(p.hours * HOUR_S)
    monday, _ = run.dates()
    message = sentence(
        f"No day of the week of {monday} lies whole within a rest of {due}.",
        f"Geen dag van de week van {monday} valt geheel binnen een rust van {vereist}.",
    )
    return run.failed(0, 1, "days", message)
