"""Most hours a week on average over every run of so many calendar weeks."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..on_call import calls_by_week
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import AverageHours
from ..reference_periods import Reference
from ..runs import (
    Run,
    absent_by_week,
    absent_days_by_week,
    totals,
    undecided,
    worked_by_week,
)
from ..work import work_of

WEEK_DAYS = 7


def check(timeline: Timeline, p: AverageHours) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks that holds work of the period.

    Counted absences add their hours. Neutral ones take the days absent out of the run: the mean
    is then over the days that remain, seven to the week.
    """
    work = work_of(timeline)
    by_week = worked_by_week(work) + calls_by_week(work, p.call_hours)
    neutral = p.absences == "neutral"
    by_week = by_week if neutral else by_week + absent_by_week(work)
    absent_days = absent_days_by_week(work) if neutral else by_week * 0
    unknown: list[Run] = []
    reference = Reference(work, p.weeks, p.months, p.max_hours * HOUR_S, neutral=neutral)
    found = reference.runs()
    for run, worked, absent in zip(found, totals(found, by_week), totals(found, absent_days), strict=True):
        weeks = p.weeks - absent / WEEK_DAYS
        result = reference.judge(run, worked, p.max_hours * HOUR_S * weeks + 0.5)
        if result == FAIL:
            yield _breach(run, worked / HOUR_S / weeks, p)
        elif result == UNDETERMINED:
            unknown.append(run)
        elif result == PASS:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h/week")


def _breach(run: Run, mean_h: float, p: AverageHours) -> Outcome:
    monday, sunday = run.dates()
    most = p.max_hours
    message = sentence(
        f"The {p.weeks} weeks from {monday} to {sunday} average {number(mean_h)} h a week; "
        f"{number(most)} h is the most.",
        f"De {p.weeks} weken van {monday} tot en met {sunday} tellen gemiddeld {number(mean_h, 'nl')} uur "
        f"per week; {number(most, 'nl')} uur is het maximum.",
    )
    measured = round(mean_h, 4)
    return run.failed(measured, most, "h/week", message)
