"""Sundays with work in the period, and whether every row of it says why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import OFF_DUTY, PAUSES

from .local import IntArray, as_date, instants_s, shared
from .outcome import PASS, UNDETERMINED, Outcome, sentence
from .work import Work

SUNDAY = 6  # of a week that starts on Monday
FREE = OFF_DUTY | PAUSES


def without_reason(work: Work, en: str, nl: str, from_minute: int = 0) -> Iterator[Outcome]:
    """One outcome a Sunday with work that begins in the period: all of its rows hold a consent.

    ``en`` and ``nl`` say what is missing where one does not, with ``{}`` for the date. The Sunday
    lasts a day by the clock from ``from_minute`` on.
    """
    edges = _edges(work, from_minute)
    for day, is_said in work.keep(("sundays", from_minute), lambda: _sundays(work, edges)).items():
        start, end = (int(edges[day + i]) for i in (0, 1))
        if is_said:
            yield Outcome(PASS, start, end)
            continue
        sunday = as_date(work.first_day + day)
        message = sentence(
            f"Cannot be determined: {en.format(sunday)}.",
            f"Niet vast te stellen: {nl.format(sunday)}.",
        )
        yield Outcome(UNDETERMINED, start, end, message=message)


def _edges(work: Work, minute: int) -> IntArray:
    """When each day of the calendar begins, by that minute of the clock."""
    if not minute:
        return work.midnight_s
    days = work.first_day + np.arange(len(work.midnight_s), dtype=np.int64)
    clock = work.timeline.clock
    name = ("day edges", minute, work.first_day, len(days))
    return shared(clock, name, lambda: instants_s(clock, days * DAY_S + minute * 60))


def _sundays(work: Work, edges: IntArray) -> dict[int, bool]:
    """By day of the calendar, each from one edge to the next."""
    rows = work.timeline.stretches
    starts = np.array([row.start_s for row in rows], dtype=np.int64)
    ends = np.array([row.end_s for row in rows], dtype=np.int64)
    first, last = (np.searchsorted(edges, at, side="right") - 1 for at in (starts, ends - 1))
    sunday = first + (SUNDAY - first) % 7  # the next Sunday from each row's first day on
    ours = (starts >= work.timeline.from_s) & (starts < work.timeline.to_s)
    found: dict[int, bool] = {}
    for place in np.flatnonzero((sunday <= last) & ours).tolist():
        if rows[place].activity not in FREE:
            day = int(sunday[place])
            found[day] = found.get(day, True) and bool(rows[place].consent.strip())
    return found
