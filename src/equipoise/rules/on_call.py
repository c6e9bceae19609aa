"""On-call duty of one worker: when somebody was reachable, and which work was a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import ON_CALL

from .local import IntArray, instants_s
from .outcome import HOUR_S
from .spans import joined
from .work import Block, Work

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class OnCall:
    """Duties in order, rows without a gap between them as one; ``past`` are those before the period.

    ``is_call`` says of each block of work whether it is a call: it begins where on-call duty
    stops, and lies within the duty or later in a shift than other work. Work that only follows a
    duty is a shift of its own.
    """

    duties: list[Block]
    past: list[Block]
    is_call: BoolArray


def on_call(work: Work) -> OnCall:
    """The view of a worker's on-call duty."""
    return work.keep("on call", lambda: _build(work))


def _build(work: Work) -> OnCall:
    rows = [row for row in work.timeline.stretches if row.activity == ON_CALL]
    if not rows:
        return OnCall([], [], np.zeros(len(work.busy), dtype=np.bool_))
    duties = joined((row.start_s, row.end_s) for row in rows)
    past = joined((r.start_s, r.end_s) for r in rows if r.start_s < work.timeline.from_s)
    starts, ends = {start for start, _ in duties}, {end for _, end in duties}
    opens_shift = set(work.first_block)
    is_call = [
        start in ends and (end in starts or block not in opens_shift)
        for block, (start, end) in enumerate(work.busy)
    ]
    return OnCall(duties, past, np.array(is_call, dtype=np.bool_))


def added_s(work: Work, call_hours: float) -> tuple[IntArray, IntArray]:
    """When calls shorter than what they count for begin, and the seconds that they lack."""
    starts, ends = np.array(work.busy, dtype=np.int64).reshape(-1, 2).T
    lacks = round(call_hours * HOUR_S) - (ends - starts)
    short = on_call(work).is_call & (lacks > 0)
    return starts[short], lacks[short]


def calls_by_week(work: Work, call_hours: float) -> IntArray:
    """Seconds by which calls count for more than was worked, in each calendar week."""
    weeks = len(work.midnight_s[::7]) - 1
    if not on_call(work).duties:
        return np.zeros(weeks, dtype=np.int64)
    starts, lacks = added_s(work, call_hours)
    week = (np.searchsorted(work.midnight_s, starts, side="right") - 1) // 7
    return np.bincount(week, weights=lacks, minlength=weeks)[:weeks].astype(np.int64)


def days_later(work: Work, instants: Sequence[int], days: int) -> list[int]:
    """The instants at which the local clock shows the same time so many days later."""
    at = np.array(instants, dtype=np.int64)
    later: list[int] = instants_s(
        work.timeline.clock, at + work.timeline.clock.offset_s(at) + days * DAY_S
    ).tolist()
    return later


def wall_days(work: Work, start_s: int, end_s: int) -> int:
    """Whole days between two instants by the local clock."""
    wall = work.keep("wall", lambda: _walls(work, [edge for span in on_call(work).duties for edge in span]))
    for instant in (start_s, end_s):
        if instant not in wall:
            wall.update(_walls(work, [instant]))
    return (wall[end_s] - wall[start_s]) // DAY_S


def _walls(work: Work, instants: Sequence[int]) -> dict[int, int]:
    """Wall seconds since 1970-01-01 of instants; asked for one by one they would be slow."""
    at = np.array(instants, dtype=np.int64)
    shown: list[int] = (at + work.timeline.clock.offset_s(at)).tolist()
    return dict(zip(instants, shown, strict=True))
