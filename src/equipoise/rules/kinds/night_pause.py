"""Paid pauses in a night shift."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, number, sentence
from ..parameters import NightPause
from ..stints import is_unpaused, stints, too_long
from ..work import Work, work_of


def check(timeline: Timeline, p: NightPause) -> Iterator[Outcome]:
    """One outcome a night shift: its longest stint between paid breaks long enough; meals are not paid."""
    work = work_of(timeline)
    is_night = work.nights(p.night).is_night
    for shift in range(len(work)):
        if work.judged[shift] and is_night[shift]:
            yield _judge(work, p, shift)


def _judge(work: Work, p: NightPause, shift: int) -> Outcome:
    start, end = work.start_s[shift], work.end_s[shift]
    stint = too_long(stints(work.rows[shift], p.pause_minutes, is_unpaused), p.max_hours)
    if stint is None:
        return Outcome(PASS, start, end)
    (found, gevonden), (most, hoogstens) = amount(stint.seconds), amount(p.max_hours * HOUR_S)
    since = written(work.timeline.clock, stint.start_s)
    message = sentence(
        f"The night shift has {found} from {since} without a paid pause of "
        f"{number(p.pause_minutes)} minutes; {most} is the most.",
        f"De nachtdienst telt {gevonden} vanaf {since} zonder betaalde pauze van "
        f"{number(p.pause_minutes, 'nl')} minuten; {hoogstens} is het maximum.",
    )
    return Outcome(FAIL, start, end, hours(stint.seconds), p.max_hours, "h", message)
