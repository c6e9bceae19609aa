"""Another day off for work on a public holiday."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..free_days import FreeDays, free_days
from ..holiday_days import holidays_between
from ..local import as_date
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, sentence
from ..parameters import HolidaySubstitute
from ..work import Work, work_of

SUNDAY = 6  # of a week that starts on Monday


def check(timeline: Timeline, p: HolidaySubstitute) -> Iterator[Outcome]:
    """One outcome a worked holiday, other than a Sunday, whose substitute this period may give or take.

    Each worked Sunday or holiday takes the first day off after it that none before it took. All days after a
    worked one are known, so nothing is left open.
    """
    work = work_of(timeline)
    worked = np.diff(work.worked_before(work.midnight_s)) > 0
    last_day = work.first_day + len(worked) - 1
    holidays = {d - work.first_day for d in holidays_between(p.holidays, work.first_day, last_day)}
    owed = [d for d in np.flatnonzero(worked).tolist() if d in holidays and d % 7 != SUNDAY]
    if not owed:
        return
    days, without = free_days(work, work.busy, p.hours), free_days(work, work.past, p.hours)
    given, had = (_given(d, worked, holidays, p) for d in (days, without))
    for day in owed:
        start, end = (int(work.midnight_s[min(i, len(worked))]) for i in (day, day + 1 + p.within_days))
        if end <= timeline.from_s or start >= timeline.to_s or (start < timeline.from_s and day not in had):
            continue
        yield _judge(work, day, (start, end), p, day in given)


def _given(days: FreeDays, worked: np.ndarray, holidays: set[int], p: HolidaySubstitute) -> set[int]:
    """Worked Sundays and holidays with a day off for them; the calendar ends in free time."""
    found: set[int] = set()
    taken: set[int] = set()
    for day in np.flatnonzero(worked).tolist():
        if day % 7 != SUNDAY and day not in holidays:
            continue
        after = range(day + 1, min(day + 1 + p.within_days, len(days.held)))
        free = (d for d in after if days.held[d] and d % 7 != SUNDAY and d not in holidays | taken)
        substitute = next(free, None)
        if substitute is not None:
            taken.add(substitute)
        if substitute is not None or day + p.within_days >= len(days.held):
            found.add(day)
    return found


def _judge(work: Work, day: int, span: tuple[int, int], p: HolidaySubstitute, is_given: bool) -> Outcome:
    if is_given:
        return Outcome(PASS, *span)
    due, vereist = amount(p.hours * HOUR_S)
    on = as_date(work.first_day + day)
    message = sentence(
        f"No day for the public holiday of {on} in the {p.within_days} days after it lies whole within a "
        f"rest of {due}.",
        f"Geen vervangende dag voor de feestdag van {on} in de {p.within_days} dagen erna valt geheel binnen "
        f"een rust van {vereist}.",
    )
    return Outcome(FAIL, *span, 0, 1, "days", message)
