"""Most hours of work in one night shift."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import NightShiftHours
from ..work import work_of


def check(timeline: Timeline, p: NightShiftHours) -> Iterator[Outcome]:
    """One outcome a night shift: its working time, meals left out."""
    work = work_of(timeline)
    is_night = work.nights(p.night).is_night
    for shift in range(len(work)):
        if not (work.judged[shift] and is_night[shift]):
            continue
        start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
        if worked <= p.max_hours * HOUR_S:
            yield Outcome(PASS, start, end)
            continue
        (found, gevonden), (most, hoogstens) = amount(worked), amount(p.max_hours * HOUR_S)
        at = written(timeline.clock, start)
        message = sentence(
            f"The night shift of {at} has {found} of work; {most} is the most.",
            f"De nachtdienst van {at} telt {gevonden} arbeid; {hoogstens} is het maximum.",
        )
        yield Outcome(FAIL, start, end, hours(worked), p.max_hours, "h", message)
