"""Most hours a week on average, with those of other employers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..elsewhere import UNKNOWN, elsewhere_s, works_elsewhere
from ..model import Timeline
from ..outcome import HOUR_S, UNDETERMINED, Outcome, number, sentence
from ..parameters import AverageHoursInAll
from ..runs import Run, absent_days_by_week, runs, totals, undecided, worked_by_week
from ..work import work_of

WEEK_DAYS = 7
ROUNDING_S = 0.5


def check(timeline: Timeline, p: AverageHoursInAll) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks with work of the period and work elsewhere.

    The mean week elsewhere is over the whole run, that here over the days without an absence.
    """
    if not works_elsewhere(timeline.facts):
        return
    work = work_of(timeline)
    found = runs(work, p.weeks)
    by_week, absent_by_week = worked_by_week(work), absent_days_by_week(work)
    unknown: list[Run] = []
    for run, worked, absent in zip(found, totals(found, by_week), totals(found, absent_by_week), strict=True):
        if not run.has_work:
            continue
        elsewhere = elsewhere_s(timeline.facts, run.first_day, WEEK_DAYS * p.weeks)
        if elsewhere is None:
            yield replace(run.passed(), result=UNDETERMINED, message=UNKNOWN)
        if not elsewhere:
            continue
        weeks, other_s = p.weeks - absent / WEEK_DAYS, elsewhere / p.weeks
        left_s = (p.max_hours * HOUR_S - other_s) * weeks + ROUNDING_S
        if worked > left_s:
            yield _breach(run, (worked / weeks + other_s) / HOUR_S, p)
        elif run.may_exceed(worked, left_s):
            unknown.append(run)
        else:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h/week")


def _breach(run: Run, mean_h: float, p: AverageHoursInAll) -> Outcome:
    monday, sunday = run.dates()
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} average {number(mean_h)} h a week, hours elsewhere "
        f"included; {number(p.max_hours)} h is the most.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen gemiddeld {number(mean_h, 'nl')} uur "
        f"per week, uren elders inbegrepen; {number(p.max_hours, 'nl')} uur is het maximum.",
    )
    return run.failed(round(mean_h, 4), p.max_hours, "h/week", message)
