"""Fewest hours of work in a shift."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import WorkPeriod
from ..work import work_of


def check(timeline: Timeline, p: WorkPeriod) -> Iterator[Outcome]:
    """One outcome a shift with work: its working time, meals left out."""
    work = work_of(timeline)
    for shift in range(len(work)):
        start, end, worked = work.start_s[shift], work.end_s[shift], work.worked_s[shift]
        if not work.judged[shift] or not worked:
            continue
        if worked >= p.min_hours * HOUR_S:
            yield Outcome(PASS, start, end)
            continue
        (found, gevonden), (least, ten_minste) = amount(worked), amount(p.min_hours * HOUR_S)
        at = written(timeline.clock, start)
        message = sentence(
            f"The shift of {at} has {found} of work; {least} is the least.",
            f"De dienst van {at} telt {gevonden} arbeid; {ten_minste} is het minimum.",
        )
        yield Outcome(FAIL, start, end, hours(worked), p.min_hours, "h", message)
