"""Most hours of work in a row without a pause."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, number, sentence
from ..parameters import UnbrokenWork
from ..stints import stints, too_long
from ..work import Work, work_of


def check(timeline: Timeline, p: UnbrokenWork) -> Iterator[Outcome]:
    """One outcome a shift: its longest stint between pauses long enough; shorter pauses count as work."""
    work = work_of(timeline)
    for shift in range(len(work)):
        if work.judged[shift]:
            yield _judge(work, p, shift)


def _judge(work: Work, p: UnbrokenWork, shift: int) -> Outcome:
    start, end, rows = work.start_s[shift], work.end_s[shift], work.rows[shift]
    stint = too_long(stints(rows, p.pause_minutes), p.max_hours)
    keeps_other = p.or_hours is not None and too_long(stints(rows, p.or_minutes), p.or_hours) is None
    if stint is None or keeps_other:
        return Outcome(PASS, start, end)
    (found, gevonden), (most, hoogstens) = amount(stint.seconds), amount(p.max_hours * HOUR_S)
    since = written(work.timeline.clock, stint.start_s)
    least = f" of {number(p.pause_minutes)} minutes" if p.pause_minutes else ""
    ten_minste = f" van {number(p.pause_minutes, 'nl')} minuten" if p.pause_minutes else ""
    message = sentence(
        f"Work from {since} lasts {found} without a pause{least}; {most} is the most.",
        f"De arbeid vanaf {since} duurt {gevonden} zonder pauze{ten_minste}; {hoogstens} is het maximum.",
    )
    return Outcome(FAIL, start, end, hours(stint.seconds), p.max_hours, "h", message)
