"""Free time within so many days from the first moment of on-call duty."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .local import local_day
from .on_call import days_later, on_call
from .outcome import FAIL, PASS, UNDETERMINED, Outcome
from .rests import gaps, missing_history
from .work import Block, Work


@dataclass(frozen=True)
class FreeTime:
    """At least ``due`` free spells in ``window_days`` days between ``blocks``.

    ``held`` is how many spells a gap ``[start_s, end_s)`` holds; ``past`` are the blocks of rows
    that begin before the period judged.
    """

    blocks: Sequence[Block]
    past: Sequence[Block]
    window_days: int
    due: int
    held: Callable[[int, int], int]

    def found(self, blocks: Sequence[Block], start_s: int, end_s: int) -> int:
        """Spells after the block that holds ``start_s`` and before ``end_s``."""
        first, last = (bisect_right(blocks, at, key=lambda block: block[0]) for at in (start_s, end_s))
        return sum(self.held(*gap) for gap in gaps(blocks[first - 1 : last], 0, end_s))


def judge(
    work: Work, free: FreeTime, unit: str, say: Callable[[int, int], dict[str, str]]
) -> Iterator[Outcome]:
    """One outcome a duty; spans that overlap one already in breach are left out.

    ``say`` gives the words for a span that begins at an instant and holds so many spells.
    """
    timeline, broken_until = work.timeline, 0
    starts = [start for start, _ in on_call(work).duties]
    for start, end in zip(starts, days_later(work, starts, free.window_days), strict=True):
        if end <= timeline.from_s or start >= timeline.to_s or start < broken_until:
            continue
        found = free.found(free.blocks, start, end)
        if found >= free.due:
            yield Outcome(PASS, start, end)
        elif start >= timeline.from_s or free.found(free.past, start, end) >= free.due:
            broken_until = end
            yield Outcome(FAIL, start, end, found, free.due, unit, say(start, found))
    if not broken_until and _unseen_duty_may_break(work, free):
        first = local_day(timeline.clock, timeline.from_s) - free.window_days
        end = min(*days_later(work, [timeline.known_from_s], free.window_days), timeline.to_s)
        message = missing_history(work, first)
        yield Outcome(UNDETERMINED, timeline.from_s, end, None, free.due, unit, message)


def _unseen_duty_may_break(work: Work, free: FreeTime) -> bool:
    """Whether a span that begins before all that is known could lack its spells because of this period.

    All of the unknown days could have been spent on call.
    """
    timeline = work.timeline
    known = timeline.known_from_s
    (until,) = days_later(work, [known], free.window_days)
    if until <= timeline.from_s:
        return False
    ours = [
        block for block in free.blocks if timeline.from_s < block[1] and block[0] < min(until, timeline.to_s)
    ]
    seen = [(known, known), *free.blocks]
    return any(free.found(seen, known, min(end, until)) < free.due for _, end in ours)
