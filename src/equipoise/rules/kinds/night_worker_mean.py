"""A night worker's mean week over the weeks of reference."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..night_workers import night_worker_weeks
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, number, sentence
from ..parameters import NightWorkerMean
from ..reference_periods import Reference
from ..runs import Run, undecided, worked_by_week
from ..work import work_of


def check(timeline: Timeline, p: NightWorkerMean) -> Iterator[Outcome]:
    """One outcome a run of ``weeks`` weeks in one of which the worker is, or may be, a night worker."""
    work = work_of(timeline)
    if not work.nights(p.worker.night).seconds.any():
        return
    weeks = night_worker_weeks(work, p.worker)
    by_week = worked_by_week(work)
    reference = Reference(work, p.weeks, p.months, p.max_hours * HOUR_S)
    unknown: list[Run] = []
    for run in reference.runs():
        is_sure, is_open = weeks.sure[run.known].any(), weeks.open[run.known].any()
        if not (is_sure or is_open):
            continue
        worked = int(by_week[run.known].sum())
        result = reference.judge(run, worked, p.max_hours * HOUR_S * p.weeks)
        if result == FAIL and is_sure:
            yield _breach(run, worked / HOUR_S / p.weeks, p)
        elif result in (FAIL, UNDETERMINED):
            unknown.append(run)
        elif result == PASS:
            yield run.passed()
    yield from undecided(work, unknown, p.max_hours, "h/week")


def _breach(run: Run, mean_h: float, p: NightWorkerMean) -> Outcome:
    monday, sunday = run.dates()
    message = sentence(
        f"A night worker averages {number(mean_h)} h a week from {monday} to {sunday}; "
        f"{number(p.max_hours)} h is the most.",
        f"Een nachtarbeider werkt van {monday} tot en met {sunday} gemiddeld {number(mean_h, 'nl')} uur "
        f"per week; {number(p.max_hours, 'nl')} uur is het maximum.",
    )
    return run.failed(round(mean_h, 4), p.max_hours, "h/week", message)
