"""Most hours of work in one night shift, and how often it may be longer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..local import written
from ..long_nights import short_rests, too_many, too_often
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, Outcome, amount, hours, sentence
from ..parameters import NightShiftHours
from ..work import Work, work_of


def check(timeline: Timeline, p: NightShiftHours) -> Iterator[Outcome]:
    """One outcome a night shift with too much working time, meals left out.

    Where longer ones are allowed now and then, also one for each long night shift that comes too
    often, a run of weeks with too many of them, and a rest after one that is too short.
    """
    work = work_of(timeline)
    is_night, worked = work.nights(p.night).is_night, np.array(work.worked_s)
    most_h = p.max_hours if p.long_hours is None else p.long_hours
    is_over = is_night & (worked > most_h * HOUR_S) & np.array(work.judged, dtype=np.bool_)
    for shift in np.flatnonzero(is_over).tolist():
        yield _breach(work, shift, most_h)
    long = is_night & (worked > p.max_hours * HOUR_S)
    if p.long_hours is not None and long.any():
        yield from too_often(work, long, p)
        yield from too_many(work, long, p)
        yield from short_rests(work, long, p)


def _breach(work: Work, shift: int, most_h: float) -> Outcome:
    start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
    (found, gevonden), (most, hoogstens) = amount(worked), amount(most_h * HOUR_S)
    at = written(work.timeline.clock, start)
    message = sentence(
        f"The night shift of {at} has {found} of work; {most} is the most.",
        f"De nachtdienst van {at} telt {gevonden} arbeid; {hoogstens} is het maximum.",
    )
    return Outcome(FAIL, start, end, hours(worked), most_h, "h", message)
