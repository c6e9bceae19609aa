"""Most hours of work in one shift."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ..local import written
from ..model import Timeline
from ..on_call import on_call
from ..outcome import FAIL, HOUR_S, Outcome, amount, hours, sentence
from ..parameters import ShiftHours
from ..work import Work, work_of


def check(timeline: Timeline, p: ShiftHours) -> Iterator[Outcome]:
    """One outcome a shift with too much working time, meals left out."""
    work = work_of(timeline)
    limit_h = _limits(work, p)
    is_long = np.array(work.worked_s) > np.rint(limit_h * HOUR_S)
    for shift in np.flatnonzero(is_long & np.array(work.judged, dtype=np.bool_)).tolist():
        start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
        (found, gevonden), (most, hoogstens) = amount(worked), amount(limit_h[shift] * HOUR_S)
        at = written(timeline.clock, start)
        message = sentence(
            f"The shift of {at} has {found} of work; {most} is the most.",
            f"De dienst van {at} telt {gevonden} arbeid; {hoogstens} is het maximum.",
        )
        yield Outcome(FAIL, start, end, hours(worked), float(limit_h[shift]), "h", message)


def _limits(work: Work, p: ShiftHours) -> NDArray[np.float64]:
    """Hours allowed in each shift: those of on-call duty where a call lies in it."""
    limits = np.full(len(work), float(p.max_hours))
    if p.on_call_hours is not None:
        calls = np.flatnonzero(on_call(work).is_call)
        limits[np.searchsorted(work.first_block, calls, side="right") - 1] = p.on_call_hours
    return limits
