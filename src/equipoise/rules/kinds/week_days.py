"""Most days with work in a calendar week."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..model import Timeline
from ..outcome import Outcome, sentence
from ..parameters import WeekDays
from ..runs import Run, runs, undecided
from ..work import work_of


def check(timeline: Timeline, p: WeekDays) -> Iterator[Outcome]:
    """One outcome a week with work: its local days on which there is any."""
    work = work_of(timeline)
    is_worked = np.diff(work.worked_before(work.midnight_s)) > 0
    unknown: list[Run] = []
    for run in runs(work, 1):
        days = int(is_worked[7 * run.known.start : 7 * run.known.stop].sum())
        if not run.has_work:
            continue
        if days > p.max_days:
            yield _breach(run, days, p)
        elif run.missing_days and days + run.missing_days > p.max_days:
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_days, "days")


def _breach(run: Run, days: int, p: WeekDays) -> Outcome:
    monday, _ = run.dates()
    message = sentence(
        f"The week of {monday} has work on {days} days; {p.max_days} are the most.",
        f"De week van {monday} telt {days} dagen met arbeid; {p.max_days} is het maximum.",
    )
    return run.failed(days, p.max_days, "days", message)
