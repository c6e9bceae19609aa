"""Most late-ending night shifts in every run of calendar weeks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..model import Timeline
from ..outcome import Outcome, sentence, time_of_day
from ..parameters import NightCount
from ..runs import Run, count_by_week, runs, totals, undecided
from ..work import work_of


def check(timeline: Timeline, p: NightCount) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks that holds such a night shift of the period.

    A night shift belongs to the week in which it starts.
    """
    work = work_of(timeline)
    late = work.nights(p.night).ending_after(work.end_s, p.ends_after)
    by_week = count_by_week(work, late)
    ours = count_by_week(work, late & np.array(work.judged, dtype=np.bool_))
    unknown: list[Run] = []
    found = runs(work, p.weeks)
    for run, nights, mine in zip(found, totals(found, by_week), totals(found, ours), strict=True):
        if not mine:
            continue
        if nights > p.max_nights:
            yield _breach(run, nights, p)
        elif run.missing_days and nights + run.missing_days > p.max_nights:
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_nights, "nights")


def _breach(run: Run, nights: int, p: NightCount) -> Outcome:
    monday, sunday = run.dates()
    after = time_of_day(p.ends_after)
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} hold {nights} night shifts that end after "
        f"{after}; {p.max_nights} are the most.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen {nights} nachtdiensten die na "
        f"{after} eindigen; {p.max_nights} is het maximum.",
    )
    return run.failed(nights, p.max_nights, "nights", message)
