"""Most hours of work at night in every run of calendar weeks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import IntArray
from ..model import Timeline
from ..nights import elapsed_before, windows
from ..outcome import HOUR_S, Outcome, number, sentence
from ..parameters import NightHours
from ..runs import MOST_PER_DAY_S, Run, runs, totals, undecided
from ..work import Work, work_of

DAY_MINUTES = 1440


def check(timeline: Timeline, p: NightHours) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks with work at night in the period.

    Work at night belongs to the week in which its stretch of work ends.
    """
    work = work_of(timeline)
    by_week, ours = _at_night(work, p)
    if not ours.any():
        return
    limit_s = p.max_hours * HOUR_S
    most_s = min((p.night.night_to - p.night.night_from) % DAY_MINUTES * 60, MOST_PER_DAY_S)
    unknown: list[Run] = []
    found = runs(work, p.weeks)
    for run, seconds, mine in zip(found, totals(found, by_week), totals(found, ours), strict=True):
        if not mine:
            continue
        if seconds > limit_s:
            yield _breach(run, seconds / HOUR_S, p)
        elif run.missing_days and seconds + run.missing_days * most_s > limit_s:
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h")


def _at_night(work: Work, p: NightHours) -> tuple[IntArray, IntArray]:
    """Seconds at night by calendar week: of all work, and of work that begins in the period."""
    _, starts, ends = windows(work.timeline.clock, p.night, work.first_day, len(work.midnight_s))
    begun, done = (elapsed_before(starts, ends, at) for at in work.pieces)
    week = (np.searchsorted(work.midnight_s, work.pieces[1] - 1, side="right") - 1) // 7
    begins, weeks = work.pieces[0], len(work.midnight_s) // 7
    is_ours = (begins >= work.timeline.from_s) & (begins < work.timeline.to_s)
    seconds = done - begun
    return _sum(week, seconds, weeks), _sum(week, seconds * is_ours, weeks)


def _sum(week: IntArray, seconds: IntArray, weeks: int) -> IntArray:
    return np.bincount(week, weights=seconds, minlength=weeks).astype(np.int64)


def _breach(run: Run, found_h: float, p: NightHours) -> Outcome:
    monday, sunday = run.dates()
    most = p.max_hours
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} hold {number(found_h)} h of work at night; "
        f"{number(most)} h is the most.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen {number(found_h, 'nl')} uur arbeid in "
        f"de nacht; {number(most, 'nl')} uur is het maximum.",
    )
    return run.failed(round(found_h, 4), most, "h", message)
