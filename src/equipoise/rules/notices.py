"""How many days ahead something about the roster was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from equipoise.timegrid import Stretch
from equipoise.timegrid.stretch import ABSENCES

from .holiday_days import holidays_between
from .local import as_date, local_day
from .model import Timeline
from .outcome import FAIL, PASS, Outcome, sentence
from .work import work_of

WORKING = "working"
AWAY = ABSENCES - {"off"}  # the worker's own, not the roster's: nobody falls ill four weeks ahead


def days_ahead(timeline: Timeline, at: Callable[[Stretch], int | None]) -> Iterator[tuple[int, int, int]]:
    """Each moment that rows of the period name, with the first start and last end of those rows.

    Rows of leave and other absence name none.
    """
    spans: dict[int, tuple[int, int]] = {}
    for row in timeline.stretches:
        moment = None if row.activity in AWAY else at(row)
        if moment is not None and timeline.from_s <= row.start_s < timeline.to_s:
            start, end = spans.get(moment, (row.start_s, row.end_s))
            spans[moment] = min(start, row.start_s), max(end, row.end_s)
    yield from ((moment, start, end) for moment, (start, end) in sorted(spans.items()))


def judge(
    timeline: Timeline,
    moment_s: int,
    start_s: int,
    end_s: int,
    due: tuple[int, str],
    said: tuple[str, str],
    holidays: str = "",
) -> Outcome:
    """Whether a moment is ``due`` days (how many, how counted) before the day of ``start_s``.

    ``said`` is what happened at that moment, in English and Dutch. Public ``holidays`` of a country
    or region are no working days.
    """
    days, count = due
    then, first = local_day(timeline.clock, moment_s), work_of(timeline).day(start_s)
    ahead = first - then
    if count == WORKING:
        off = [as_date(day) for day in holidays_between(holidays, min(then, first), max(then, first))]
        ahead = int(np.busday_count(as_date(then), as_date(first), holidays=off))
    if ahead >= days:
        return Outcome(PASS, start_s, end_s)
    en, nl = ("working days", "werkdagen") if count == WORKING else ("days", "dagen")
    message = sentence(
        f"The roster from {as_date(first)} was {said[0]} on {as_date(then)}, {ahead} {en} ahead; "
        f"{days} are due.",
        f"Het rooster vanaf {as_date(first)} is op {as_date(then)} {said[1]}, {ahead} {nl} vooraf; "
        f"{days} zijn vereist.",
    )
    return Outcome(FAIL, start_s, end_s, ahead, days, en, message)
