"""Breaks and gaps within a shift that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import LongestBreak
from ..work import work_of


def check(timeline: Timeline, p: LongestBreak) -> Iterator[Outcome]:
    """One outcome a shift with a break: the longest time free of duty between two stretches of it."""
    work = work_of(timeline)
    for shift, pauses in enumerate(work.pauses_s):
        if not pauses or not work.judged[shift]:
            continue
        start, end, found = work.start_s[shift], work.end_s[shift], max(pauses)
        if found <= p.max_hours * HOUR_S:
            yield Outcome(PASS, start, end)
        else:
            message = _say(timeline, start, found, p)
            yield Outcome(FAIL, start, end, hours(found), p.max_hours, "h", message)


def _say(timeline: Timeline, start_s: int, found_s: int, p: LongestBreak) -> dict[str, str]:
    (found, gevonden), (most, hoogstens) = amount(found_s), amount(p.max_hours * HOUR_S)
    at = written(timeline.clock, start_s)
    return sentence(
        f"The shift of {at} is interrupted for {found}; {most} is the most.",
        f"De dienst van {at} is {gevonden} onderbroken; {hoogstens} is het maximum.",
    )
