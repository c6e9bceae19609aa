"""Break time due in a shift, by the time worked in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, number, sentence
from ..parameters import Breaks
from ..work import Work, work_of

MINUTE_S = 60
NOTHING_DUE = -1.0


def check(timeline: Timeline, p: Breaks) -> Iterator[Outcome]:
    """One outcome a shift whose pauses of at least ``part_minutes`` between two stretches of duty fall short.

    Time worked includes paid breaks and leaves out meals.
    """
    work = work_of(timeline)
    worked, paused = np.array(work.worked_s), work.paused_s(p.part_minutes * MINUTE_S)
    due = np.full(len(work), NOTHING_DUE)
    for over, minutes in p.tiers:
        due[worked > over * HOUR_S] = np.maximum(due[worked > over * HOUR_S], minutes)
    lacks = (due > NOTHING_DUE) & ((paused == 0) | (paused < due * MINUTE_S))
    for shift in np.flatnonzero(lacks & np.array(work.judged, dtype=np.bool_)).tolist():
        yield _breach(work, p, shift, float(due[shift]), float(paused[shift]) / MINUTE_S)


def _breach(work: Work, p: Breaks, shift: int, due: float, paused: float) -> Outcome:
    start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
    length, lengte = amount(worked)
    at = written(work.timeline.clock, start)
    if not due:
        message = sentence(
            f"The shift of {at} has {length} of work and no break.",
            f"De dienst van {at} telt {lengte} arbeid en geen pauze.",
        )
    else:
        message = sentence(
            f"The shift of {at} has {length} of work and {number(paused)} minutes of break; "
            f"{number(due)} are due{_parts_en(p)}.",
            f"De dienst van {at} telt {lengte} arbeid en {number(paused, 'nl')} minuten pauze; "
            f"{number(due, 'nl')} zijn vereist{_parts_nl(p)}.",
        )
    return Outcome(FAIL, start, end, paused, due, "min", message)


def _parts_en(p: Breaks) -> str:
    return f" in parts of at least {number(p.part_minutes)}" if p.part_minutes else ""


def _parts_nl(p: Breaks) -> str:
    return f" in delen van ten minste {number(p.part_minutes, 'nl')}" if p.part_minutes else ""
