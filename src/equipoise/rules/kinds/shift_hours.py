"""Most hours of work in one shift."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, hours, sentence
from ..parameters import ShiftHours
from ..work import work_of


def check(timeline: Timeline, p: ShiftHours) -> Iterator[Outcome]:
    """One outcome a shift with too much working time, meals left out."""
    work = work_of(timeline)
    is_long = np.array(work.worked_s) > p.max_hours * HOUR_S
    for shift in np.flatnonzero(is_long & np.array(work.judged, dtype=np.bool_)).tolist():
        start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
        (found, gevonden), (most, hoogstens) = amount(worked), amount(p.max_hours * HOUR_S)
        at = written(timeline.clock, start)
        message = sentence(
            f"The shift of {at} has {found} of work; {most} is the most.",
            f"De dienst van {at} telt {gevonden} arbeid; {hoogstens} is het maximum.",
        )
        yield Outcome(FAIL, start, end, hours(worked), p.max_hours, "h", message)
