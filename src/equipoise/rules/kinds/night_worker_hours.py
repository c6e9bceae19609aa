"""A night worker's mean hours in 24 h over the weeks of reference."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import NightWorkerHours
from ..reference_periods import Reference
from ..runs import Run, count_by_week, undecided, worked_by_week
from ..work import work_of

DAYS_WITHOUT_WEEKLY_REST = 6


def check(timeline: Timeline, p: NightWorkerHours) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks in which the worker is a night worker.

    One shift with ``night_hours`` of work at night makes a night worker of that run. The mean is
    over six days a week: the minimum weekly rest of 24 hours is left out.
    """
    work = work_of(timeline)
    by_week = worked_by_week(work)
    nights_by_week = count_by_week(work, work.nights(p.night).seconds >= p.night_hours * HOUR_S)
    days = p.weeks * DAYS_WITHOUT_WEEKLY_REST
    reference = Reference(work, p.weeks, None, p.max_hours_per_day * HOUR_S * DAYS_WITHOUT_WEEKLY_REST)
    unknown: list[Run] = []
    for run in reference.runs():
        if not nights_by_week[run.known].any():
            continue
        worked = int(by_week[run.known].sum())
        result = reference.judge(run, worked, p.max_hours_per_day * HOUR_S * days)
        if result == FAIL:
            yield _breach(run, worked / HOUR_S / days, p)
        elif result == UNDETERMINED:
            unknown.append(run)
        elif result == PASS:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours_per_day, "h/24h")


def _breach(run: Run, mean_h: float, p: NightWorkerHours) -> Outcome:
    monday, sunday = run.dates()
    most = p.max_hours_per_day
    message = sentence(
        f"A night worker averages {number(mean_h)} h in 24 h from {monday} to {sunday}, weekly rest "
        f"left out; {number(most)} h is the most.",
        f"Een nachtarbeider werkt van {monday} tot en met {sunday} gemiddeld {number(mean_h, 'nl')} uur "
        f"per 24 uur, de wekelijkse rust niet meegeteld; {number(most, 'nl')} uur is het maximum.",
    )
    measured = round(mean_h, 4)
    return run.failed(measured, most, "h/24h", message)
