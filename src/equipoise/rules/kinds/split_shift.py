"""Interruptions of a shift: how many, and how long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import SplitShift
from ..work import work_of


def check(timeline: Timeline, p: SplitShift) -> Iterator[Outcome]:
    """One outcome a shift: its gaps without any row; breaks and meals with a row are not counted."""
    work = work_of(timeline)
    for shift in range(len(work)):
        if not work.judged[shift]:
            continue
        start, end = work.start_s[shift], work.end_s[shift]
        found = [b.start_s - a.end_s for a, b in pairwise(work.rows[shift]) if b.start_s > a.end_s]
        longest, at = max(found, default=0), written(timeline.clock, start)
        if len(found) > p.max_gaps:
            message = sentence(
                f"The shift of {at} is interrupted {len(found)} times; {p.max_gaps} is the most.",
                f"De dienst van {at} is {len(found)} keer onderbroken; {p.max_gaps} keer is het maximum.",
            )
            yield Outcome(FAIL, start, end, len(found), p.max_gaps, "gaps", message)
        elif longest > p.max_gap_hours * HOUR_S:
            (length, lengte), (most, hoogstens) = amount(longest), amount(p.max_gap_hours * HOUR_S)
            message = sentence(
                f"The shift of {at} is interrupted for {length}; {most} is the most.",
                f"De dienst van {at} is {lengte} onderbroken; {hoogstens} is het maximum.",
            )
            yield Outcome(FAIL, start, end, hours(longest), p.max_gap_hours, "h", message)
        else:
            yield Outcome(PASS, start, end)
