"""Fewest Sundays free of work in every run of calendar weeks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..model import Timeline
from ..outcome import Outcome, sentence
from ..parameters import FreeSundays
from ..runs import Run, runs, totals, undecided
from ..work import Work, work_of


def check(timeline: Timeline, p: FreeSundays) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks that holds a Sunday worked in the period."""
    work = work_of(timeline)
    sundays, ours = sundays_worked(work)
    unknown: list[Run] = []
    found = runs(work, p.weeks)
    for run, worked, mine in zip(found, totals(found, sundays), totals(found, ours), strict=True):
        free = p.weeks - worked
        if not mine:
            continue
        if free < p.min_free:
            yield _breach(run, free, p)
        elif free - run.missing_days // 7 < p.min_free:
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.min_free, "Sundays")


def sundays_worked(work: Work) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By calendar week: whether its Sunday holds work, and work rostered in the period."""
    timeline = work.timeline
    starts, ends = work.midnight_s[6::7], work.midnight_s[7::7]
    starts = starts[: len(ends)]
    worked = work.worked_before(ends) - work.worked_before(starts) > 0
    inside = (starts < timeline.to_s) & (ends > timeline.from_s)
    return worked, worked & inside


def _breach(run: Run, free: int, p: FreeSundays) -> Outcome:
    monday, sunday = run.dates()
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} hold {free} Sundays free of work; "
        f"{p.min_free} are due.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen {free} vrije zondagen; "
        f"{p.min_free} zijn vereist.",
    )
    return run.failed(free, p.min_free, "Sundays", message)
