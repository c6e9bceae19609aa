"""Break time due in a shift once its work reaches a length."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, number, sentence
from ..parameters import BreaksFrom
from ..stints import MINUTE_S
from ..work import Work, work_of


def check(timeline: Timeline, p: BreaksFrom) -> Iterator[Outcome]:
    """One outcome a shift whose pauses of at least ``part_minutes`` between duty fall short."""
    work = work_of(timeline)
    worked, paused = np.array(work.worked_s), work.paused_s(p.part_minutes * MINUTE_S)
    due = np.zeros(len(work))
    for reached, minutes in p.tiers:
        due = np.where(worked >= reached * HOUR_S, np.maximum(due, minutes), due)
    lacks = paused < due * MINUTE_S
    for shift in np.flatnonzero(lacks & np.array(work.judged, dtype=np.bool_)).tolist():
        yield _breach(work, shift, float(due[shift]), float(paused[shift]) / MINUTE_S)


def _breach(work: Work, shift: int, due: float, paused: float) -> Outcome:
    start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
    length, lengte = amount(worked)
    at = written(work.timeline.clock, start)
    message = sentence(
        f"The shift of {at} has {length} of work and {number(paused)} minutes of break; "
        f"{number(due)} are due.",
        f"De dienst van {at} telt {lengte} arbeid en {number(paused, 'nl')} minuten pauze; "
        f"{number(due, 'nl')} zijn vereist.",
    )
    return Outcome(FAIL, start, end, paused, due, "min", message)
