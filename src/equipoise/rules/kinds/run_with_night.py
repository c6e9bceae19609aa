"""Most shifts in a row when any of them is a night shift."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid.clock import DAY_S

from ..local import local_day, written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, sentence
from ..parameters import RunWithNight
from ..rests import missing_history
from ..work import Work, work_of


def check(timeline: Timeline, p: RunWithNight) -> Iterator[Outcome]:
    """One outcome a row of shifts with no rest of ``reset_hours`` between them, night shift or not."""
    work = work_of(timeline)
    first = 0
    for shift in range(len(work)):
        last_of_row = shift + 1 == len(work)
        if last_of_row or work.start_s[shift + 1] - work.end_s[shift] >= p.reset_hours * HOUR_S:
            if any(work.judged[first : shift + 1]):
                yield _judge(work, p, first, shift)
            first = shift + 1


def _judge(work: Work, p: RunWithNight, first: int, last: int) -> Outcome:
    is_night = work.nights(p.night).is_night
    start, end = work.start_s[first], work.end_s[last]
    shifts = last - first + 1
    if shifts > p.max_shifts and is_night[first : last + 1].any():
        at = written(work.timeline.clock, start)
        message = sentence(
            f"{shifts} shifts in a row from {at}, a night shift among them; {p.max_shifts} are the most.",
            f"{shifts} diensten achtereen vanaf {at}, waaronder een nachtdienst; "
            f"{p.max_shifts} is het maximum.",
        )
        return Outcome(FAIL, start, end, shifts, p.max_shifts, "shifts", message)
    began_unseen = start - work.timeline.known_from_s < p.reset_hours * HOUR_S
    if began_unseen and is_night.any():
        needed = local_day(work.timeline.clock, start - p.max_shifts * DAY_S)
        return Outcome(UNDETERMINED, start, end, None, p.max_shifts, "shifts", missing_history(work, needed))
    return Outcome(PASS, start, end)
