"""Rests free of work and of on-call duty."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import written
from ..model import Timeline
from ..on_call import on_call
from ..on_call_windows import FreeTime, judge
from ..outcome import HOUR_S, Outcome, amount, sentence
from ..parameters import OnCallFreeRest
from ..spans import joined
from ..work import work_of


def check(timeline: Timeline, p: OnCallFreeRest) -> Iterator[Outcome]:
    """One outcome a duty: rests without work and duty in the ``window_days`` days from its first moment."""
    work = work_of(timeline)
    duty = on_call(work)
    if not duty.duties:
        return
    rest_s = round(p.hours * HOUR_S)

    def say(start_s: int, found: int) -> dict[str, str]:
        since, (rest, rust) = written(timeline.clock, start_s), amount(rest_s)
        return sentence(
            f"Rests of {rest} without work or on-call duty in the {p.window_days} days from {since}: "
            f"{found}; {p.times} are due.",
            f"Rusttijden van {rust} zonder arbeid of consignatie in de {p.window_days} dagen vanaf {since}: "
            f"{found}; {p.times} zijn vereist.",
        )

    free = FreeTime(
        joined([*duty.duties, *work.busy]),
        joined([*duty.past, *work.past]),
        p.window_days,
        p.times,
        lambda start, end: (end - start) // rest_s,
    )
    yield from judge(work, free, "rests", say)
