"""Daily rest that must hold certain hours of the local night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from equipoise.timegrid.clock import DAY_S

from ..local import written
from ..model import Timeline
from ..nights import windows
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence, time_of_day
from ..parameters import Night, RestHoursOfDay
from ..rests import Rest, gaps, rests_from_shifts, unseen_rest, unseen_shift_may_break
from ..work import Block, Work, work_of


def check(timeline: Timeline, p: RestHoursOfDay) -> Iterator[Outcome]:
    """One outcome a shift: a rest within 24 hours of its first moment that is long and holds the night."""
    work = work_of(timeline)
    due_s = p.hours * HOUR_S
    night = Night(p.from_minute, p.to_minute)
    _, starts, ends = windows(timeline.clock, night, work.first_day, len(work.midnight_s))
    nights = list(zip(starts.tolist(), ends.tolist(), strict=True))
    rests = zip(rests_from_shifts(work, DAY_S, due_s), work.first_block, strict=True)
    for rest, block in rests:
        if rest.judged:
            yield _judge(work, p, rest, _longest_with_night(work, block, rest.end_s, nights))
    if unseen_shift_may_break(work, DAY_S, due_s):
        yield unseen_rest(work, DAY_S, p.hours)


def _longest_with_night(work: Work, block: int, end_s: int, nights: Sequence[Block]) -> int:
    """Longest gap that holds a whole night, in seconds; 0 when none does."""
    holding = (
        end - start
        for start, end in gaps(work.busy, block, end_s)
        if any(start <= begun and done <= end for begun, done in nights)
    )
    return max(holding, default=0)


def _judge(work: Work, p: RestHoursOfDay, rest: Rest, found_s: int) -> Outcome:
    if found_s >= p.hours * HOUR_S:
        return Outcome(PASS, rest.start_s, rest.end_s)
    due, vereist = amount(p.hours * HOUR_S)
    since = written(work.timeline.clock, rest.start_s)
    night = f"{time_of_day(p.from_minute)}-{time_of_day(p.to_minute)}"
    message = sentence(
        f"The 24 hours from {since} hold no rest of {due} with all of {night} in it.",
        f"De 24 uur vanaf {since} bevatten geen rust van {vereist} waarin {night} geheel valt.",
    )
    return Outcome(FAIL, rest.start_s, rest.end_s, hours(found_s), p.hours, "h", message)
