"""Many night shifts in a run of calendar weeks lower the mean week that is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..on_call import calls_by_week
from ..outcome import HOUR_S, Outcome, number, sentence
from ..parameters import NightAverage
from ..runs import Run, absent_by_week, count_by_week, runs, totals, undecided, worked_by_week
from ..work import work_of


def check(timeline: Timeline, p: NightAverage) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks with a night shift; absences count as their hours.

    A night shift belongs to the week in which it starts.
    """
    work = work_of(timeline)
    by_week = worked_by_week(work) + absent_by_week(work) + calls_by_week(work, p.call_hours)
    nights_by_week = count_by_week(work, work.nights(p.night).is_night)
    limit_s = p.max_hours * HOUR_S * p.weeks
    unknown: list[Run] = []
    found = runs(work, p.weeks)
    for run, worked, nights in zip(found, totals(found, by_week), totals(found, nights_by_week), strict=True):
        if not (run.has_work and nights):
            continue
        if nights >= p.nights and worked > limit_s:
            yield _breach(run, nights, worked / HOUR_S / p.weeks, p)
        elif nights + run.missing_days >= p.nights and run.may_exceed(worked, limit_s):
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h/week")


def _breach(run: Run, nights: int, mean_h: float, p: NightAverage) -> Outcome:
    monday, sunday = run.dates()
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} hold {nights} night shifts and average "
        f"{number(mean_h)} h a week; from {p.nights} night shifts on {number(p.max_hours)} h is the most.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen {nights} nachtdiensten en gemiddeld "
        f"{number(mean_h, 'nl')} uur per week; vanaf {p.nights} nachtdiensten is "
        f"{number(p.max_hours, 'nl')} uur het maximum.",
    )
    measured = round(mean_h, 4)
    return run.failed(measured, p.max_hours, "h/week", message)
