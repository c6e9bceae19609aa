"""Most hours of work in a shift of a night worker that has work at night."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import written
from ..model import Timeline
from ..night_workers import night_worker_weeks
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import NightWorkerShift
from ..rests import missing_history
from ..work import work_of


def check(timeline: Timeline, p: NightWorkerShift) -> Iterator[Outcome]:
    """One outcome a shift with work at night in a week in which the worker is, or may be, a night worker."""
    work = work_of(timeline)
    at_night = work.nights(p.worker.night).seconds
    if not at_night.any():
        return
    weeks = night_worker_weeks(work, p.worker)
    for shift in np.flatnonzero(at_night).tolist():
        week = (work.day(work.start_s[shift]) - work.first_day) // 7
        if not work.judged[shift] or not (weeks.sure[week] or weeks.open[week]):
            continue
        start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
        if worked <= p.max_hours * HOUR_S:
            yield Outcome(PASS, start, end)
        elif weeks.sure[week]:
            message = _say(timeline, start, worked, p)
            yield Outcome(FAIL, start, end, hours(worked), p.max_hours, "h", message)
        else:
            message = missing_history(work, int(weeks.first_day[week]))
            yield Outcome(UNDETERMINED, start, end, None, p.max_hours, "h", message)


def _say(timeline: Timeline, start_s: int, worked_s: int, p: NightWorkerShift) -> dict[str, str]:
    (found, gevonden), (most, hoogstens) = amount(worked_s), amount(p.max_hours * HOUR_S)
    at = written(timeline.clock, start_s)
    return sentence(
        f"The shift of {at} of a night worker has {found} of work; {most} is the most.",
        f"De dienst van {at} van een nachtarbeider telt {gevonden} arbeid; {hoogstens} is het maximum.",
    )
