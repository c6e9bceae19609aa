"""Fewest days in a row without work that hold the birth or border on it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..births import births
from ..local import as_date, day_number, local_day
from ..model import Timeline
from ..outcome import FAIL, PASS, UNDETERMINED, Outcome, sentence
from ..parameters import LeaveAroundBirth
from ..rests import missing_history
from ..work import Work, work_of


def check(timeline: Timeline, p: LeaveAroundBirth) -> Iterator[Outcome]:
    """One outcome a birth with work in the period after it: whole local days between that and the
    last work before, the day of the birth included."""
    days = [day_number(birth.day) for birth in births(timeline.facts)]
    if not days:
        return
    work = work_of(timeline)
    worked = work.first_day + np.flatnonzero(np.diff(work.worked_before(work.midnight_s)) > 0)
    for birth in days:
        after = worked[worked > birth]
        if len(after) and _is_ours(work, int(after[0])):
            before = worked[worked <= birth]
            last = int(before[-1]) if len(before) else None
            yield _judge(work, p, birth, last, int(after[0]))


def _is_ours(work: Work, day: int) -> bool:
    """Whether the work after the birth begins in the period."""
    midnight = int(work.midnight_s[day - work.first_day])
    return work.timeline.from_s <= midnight < work.timeline.to_s


def _judge(work: Work, p: LeaveAroundBirth, birth: int, before: int | None, after: int) -> Outcome:
    start, end = (int(work.midnight_s[after - work.first_day + i]) for i in (0, 1))
    known = local_day(work.timeline.clock, work.timeline.known_from_s)
    free = after - known if before is None else after - before - 1
    if max(free, after - birth - 1) >= p.days:
        return Outcome(PASS, start, end)
    if before is None:
        return Outcome(UNDETERMINED, start, end, None, p.days, "days", missing_history(work, after - p.days))
    message = sentence(
        f"Up to {as_date(after)} this worker has {free} days in a row without work; {p.days} are due.",
        f"Tot {as_date(after)} heeft deze medewerker {free} dagen achtereen zonder werk; "
        f"{p.days} zijn vereist.",
    )
    return Outcome(FAIL, start, end, free, p.days, "days", message)
