"""Rest on Sunday or, where it is worked, on another day for it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..free_days import FreeDays, free_days
from ..local import as_date
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, UNDETERMINED, Outcome, amount, sentence
from ..parameters import SundayRest
from ..rests import missing_history
from ..work import Work, work_of

SUNDAY = 6  # of a week that starts on Monday


def check(timeline: Timeline, p: SundayRest) -> Iterator[Outcome]:
    """One outcome a Sunday of the period, or before it where the period's work takes its substitute."""
    work = work_of(timeline)
    if not len(work):
        return
    days, without = free_days(work, work.busy, p.hours), free_days(work, work.past, p.hours)
    worked = np.diff(work.worked_before(work.midnight_s))
    has_rest, had_rest = (_with_rest(d, worked, p) for d in (days, without))
    for day in range(SUNDAY, len(days.held), 7):
        start, end = (int(work.midnight_s[min(i, len(worked))]) for i in (day, day + 1 + p.within_days))
        if end < timeline.from_s or start >= timeline.to_s or start < timeline.known_from_s:
            continue
        if start < timeline.from_s and day not in had_rest:
            continue
        yield _judge(work, day, (start, end), p, day in has_rest, days)


def _with_rest(days: FreeDays, worked: np.ndarray, p: SundayRest) -> set[int]:
    """Sundays with a rest of their own; each substitute is taken by the earliest Sunday it fits."""
    found, taken = set(), set()
    for sunday in range(SUNDAY, len(days.held), 7):
        substitutes = range(sunday + 1, min(sunday + 1 + p.within_days, len(days.held)))
        free = [d for d in substitutes if d % 7 != SUNDAY and days.held[d] and d not in taken]
        if days.held[sunday] or 0 < worked[sunday] <= p.over_hours * HOUR_S:
            found.add(sunday)
        elif free or sunday + p.within_days >= len(days.held):
            found.add(sunday)  # the calendar ends in free time: a substitute after it is open to all
            taken.update(free[:1])
    return found


def _judge(
    work: Work, day: int, span: tuple[int, int], p: SundayRest, has_rest: bool, days: FreeDays
) -> Outcome:
    if has_rest:
        return Outcome(PASS, *span)
    window = slice(day, day + 1 + p.within_days)
    if days.unseen[window].any():
        message = missing_history(work, work.first_day + day - 7)
        return Outcome(UNDETERMINED, *span, None, p.hours, "h", message)
    due, vereist = amount(p.hours * HOUR_S)
    sunday = as_date(work.first_day + day)
    message = sentence(
        f"Neither Sunday {sunday} nor another day for it in the {p.within_days} days after it lies whole "
        f"within a rest of {due}.",
        f"Noch zondag {sunday}, noch een vervangende dag in de {p.within_days} dagen erna valt geheel binnen "
        f"een rust van {vereist}.",
    )
    return Outcome(FAIL, *span, 0, 1, "days", message)
