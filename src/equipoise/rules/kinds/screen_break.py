"""Breaks from the screen and the headset."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, number, sentence
from ..parameters import ScreenBreak
from ..stints import MINUTE_S, is_screen, stints, too_long
from ..work import Work, work_of


def check(timeline: Timeline, p: ScreenBreak) -> Iterator[Outcome]:
    """One outcome a shift with work at the screen: its longest stint of that.

    A break, a meal, or training, coaching, a meeting and the like interrupt it once long enough.
    """
    work = work_of(timeline)
    for shift in range(len(work)):
        if work.judged[shift] and any(map(is_screen, work.rows[shift])):
            yield _judge(work, p, shift)


def _judge(work: Work, p: ScreenBreak, shift: int) -> Outcome:
    start, end, rows = work.start_s[shift], work.end_s[shift], work.rows[shift]
    grace_s = p.drift_minutes * MINUTE_S
    stint = too_long(stints(rows, p.minutes, is_screen), p.per_hours, grace_s)
    other = stints(rows, p.or_minutes, is_screen)
    keeps_other = p.or_hours is not None and too_long(other, p.or_hours, grace_s) is None
    if stint is None or keeps_other:
        return Outcome(PASS, start, end)
    (found, gevonden), (most, hoogstens) = amount(stint.seconds), amount(p.per_hours * HOUR_S + grace_s)
    since = written(work.timeline.clock, stint.start_s)
    message = sentence(
        f"Screen work from {since} lasts {found} without {number(p.minutes)} minutes of a pause or another "
        f"activity; {most} is the most.",
        f"Beeldschermwerk vanaf {since} duurt {gevonden} zonder {number(p.minutes, 'nl')} minuten pauze of "
        f"ander werk; {hoogstens} is het maximum.",
    )
    limit = round(p.per_hours + p.drift_minutes / 60, 4)
    return Outcome(FAIL, start, end, hours(stint.seconds), limit, "h", message)
