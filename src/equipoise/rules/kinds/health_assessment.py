"""Night work of a night worker needs a recent enough assessment of health."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from ..local import as_date, written
from ..model import Timeline, WorkerFacts
from ..months import age_on, months_after
from ..night_workers import night_worker_weeks
from ..outcome import FAIL, PASS, UNDETERMINED, Outcome, sentence
from ..parameters import HealthAssessment
from ..rests import missing_history
from ..work import Work, work_of

NAME = "health_assessed"


def check(timeline: Timeline, p: HealthAssessment) -> Iterator[Outcome]:
    """One outcome for the first shift at night of the period without one, and one for the first with one.

    Shifts with work at night are judged in weeks in which the worker is, or may be, a night worker.
    """
    work = work_of(timeline)
    seconds = work.nights(p.worker.night).seconds
    if not seconds.any():
        return
    weeks = night_worker_weeks(work, p.worker)
    said: set[str] = set()
    for shift in np.flatnonzero((seconds > 0) & np.array(work.judged, dtype=np.bool_)).tolist():
        week = (work.day(work.start_s[shift]) - work.first_day) // 7
        if not (weeks.sure[week] or weeks.open[week]):
            continue
        outcome = _judge(work, p, shift, bool(weeks.sure[week]), int(weeks.first_day[week]))
        if outcome.result not in said:
            said.add(outcome.result)
            yield outcome


def _judge(work: Work, p: HealthAssessment, shift: int, is_sure: bool, first_day: int) -> Outcome:
    start, end = work.start_s[shift], work.end_s[shift]
    on = as_date(work.day(start))
    covered = [_covers(work.timeline.facts, months, on) for months in _months(p, work.timeline.facts, on)]
    if all(covered):
        return Outcome(PASS, start, end)
    if any(covered):
        return Outcome(UNDETERMINED, start, end, message=_BIRTH_DATE)
    if not is_sure:
        return Outcome(UNDETERMINED, start, end, message=missing_history(work, first_day))
    at = written(work.timeline.clock, start)
    message = sentence(
        f"No assessment that still holds is on file before the shift of {at}.",
        f"Voor de dienst van {at} is geen onderzoek bekend dat nog geldt.",
    )
    return Outcome(FAIL, start, end, message=message)


def _months(p: HealthAssessment, facts: WorkerFacts, on: date) -> set[int | None]:
    """How old an assessment may be; two answers where the birth date that decides is missing."""
    if p.older_from is None:
        return {p.months}
    if facts.birth_date is None:
        return {p.months, p.older_months}
    return {p.older_months if age_on(facts.birth_date, on) >= p.older_from else p.months}


def _covers(facts: WorkerFacts, months: int | None, on: date) -> bool:
    """Whether an assessment on or before a day is at most so many months old on it."""
    days = (fact.first for fact in facts.facts or () if fact.name == NAME and fact.first)
    return any(day <= on and (months is None or on <= months_after(day, months)) for day in days)


_BIRTH_DATE = sentence(
    "Cannot be determined: the birth date is missing.",
    "Niet vast te stellen: de geboortedatum ontbreekt.",
)
