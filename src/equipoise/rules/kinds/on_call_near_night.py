"""On-call duty shortly before or after a night shift."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

from ..local import local_day, written
from ..model import Timeline
from ..nights import elapsed_before, windows
from ..on_call import OnCall, on_call
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, hours, sentence
from ..parameters import OnCallNearNight
from ..rests import missing_history
from ..work import Block, Work, work_of

ENDS = ("ends", "eindigt", "before", "voor")
BEGINS = ("begins", "begint", "after", "na")


def check(timeline: Timeline, p: OnCallNearNight) -> Iterator[Outcome]:
    """One outcome a duty before a night shift, and one a duty after it.

    Calls make no night shift: only the other work of a shift counts.
    """
    work = work_of(timeline)
    duty = on_call(work)
    if not duty.duties:
        return
    nights = _night_shifts(work, duty, p)
    for start, end in nights:
        last, next_one = (bisect_left(duty.duties, (at, 0)) for at in (start, end))
        before, after = duty.duties[max(last - 1, 0) : last], duty.duties[next_one : next_one + 1]
        for begun, done in before:
            if _is_ours(timeline, begun, start):
                yield _judge(work, (done, start), p.hours_before, start, ENDS)
        for begun, _ in after:
            if _is_ours(timeline, begun, start):
                yield _judge(work, (end, begun), p.hours_after, start, BEGINS)
    yield from _unseen(work, duty, nights, p)


def _night_shifts(work: Work, duty: OnCall, p: OnCallNearNight) -> list[Block]:
    """First and last moment of work other than calls in each shift that it makes a night shift."""
    starts, ends = work.pieces
    blocks = np.array([start for start, _ in work.busy], dtype=np.int64)
    is_call = duty.is_call[np.searchsorted(blocks, starts, side="right") - 1] if len(starts) else starts > 0
    _, begins, finishes = windows(work.timeline.clock, p.night, work.first_day, len(work.midnight_s))
    begun, done = (elapsed_before(begins, finishes, at) for at in work.pieces)
    at_night = np.bincount(work.piece_shift, weights=(done - begun) * ~is_call, minlength=len(work))
    found = []
    for shift in np.flatnonzero(at_night > p.night.over_hours * HOUR_S).tolist():
        pieces = slice(*np.searchsorted(work.piece_shift, (shift, shift + 1)))
        own = ~is_call[pieces]
        found.append((int(starts[pieces][own].min()), int(ends[pieces][own].max())))
    return found


def _is_ours(timeline: Timeline, duty_s: int, shift_s: int) -> bool:
    return any(timeline.from_s <= start < timeline.to_s for start in (duty_s, shift_s))


def _judge(work: Work, gap: Block, due_h: float, shift_s: int, words: tuple[str, ...]) -> Outcome:
    """Whether the time between duty and shift is long enough."""
    seconds = gap[1] - gap[0]
    if seconds >= due_h * HOUR_S:
        return Outcome(PASS, *gap)
    (found, gevonden), (due, vereist) = amount(seconds), amount(due_h * HOUR_S)
    at, (verb, werkwoord, when, wanneer) = written(work.timeline.clock, shift_s), words
    message = sentence(
        f"On-call duty {verb} {found} {when} the night shift of {at}; {due} is due.",
        f"De consignatie {werkwoord} {gevonden} {wanneer} de nachtdienst van {at}; {vereist} is vereist.",
    )
    return Outcome(FAIL, shift_s, max(gap), hours(seconds), due_h, "h", message)


def _unseen(work: Work, duty: OnCall, nights: list[Block], p: OnCallNearNight) -> Iterator[Outcome]:
    """Open where a duty, or a night shift, may lie just before all that is known."""
    timeline, known = work.timeline, work.timeline.known_from_s
    firsts = [(block, p.hours_before) for block in nights[:1]]
    firsts += [(block, p.hours_after) for block in duty.duties[:1] if nights]
    for (start, end), due_h in firsts:
        if timeline.from_s <= start < timeline.to_s and start - known < due_h * HOUR_S:
            message = missing_history(work, local_day(timeline.clock, start - round(due_h * HOUR_S)))
            yield Outcome(UNDETERMINED, start, end, None, due_h, "h", message)
