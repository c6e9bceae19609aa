"""When the break of a long shift has to begin at the latest."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, number, sentence
from ..parameters import BreakPosition
from ..stints import stints
from ..work import Work, work_of


def check(timeline: Timeline, p: BreakPosition) -> Iterator[Outcome]:
    """One outcome a shift long enough: the time from its start to the first pause of ``minutes``."""
    work = work_of(timeline)
    for shift in range(len(work)):
        if work.judged[shift] and work.worked_s[shift] > p.over_hours * HOUR_S:
            yield _judge(work, p, shift)


def _judge(work: Work, p: BreakPosition, shift: int) -> Outcome:
    start, end = work.start_s[shift], work.end_s[shift]
    until_s = stints(work.rows[shift], p.minutes)[0].end_s - start
    if until_s <= p.latest_hours * HOUR_S:
        return Outcome(PASS, start, end)
    (found, gevonden), (most, hoogstens) = amount(until_s), amount(p.latest_hours * HOUR_S)
    at = written(work.timeline.clock, start)
    message = sentence(
        f"The shift of {at} has no break of {number(p.minutes)} minutes for {found} from its start; "
        f"{most} is the most.",
        f"De dienst van {at} heeft vanaf het begin {gevonden} geen pauze van {number(p.minutes, 'nl')} "
        f"minuten; {hoogstens} is het maximum.",
    )
    return Outcome(FAIL, start, end, hours(until_s), p.latest_hours, "h", message)
