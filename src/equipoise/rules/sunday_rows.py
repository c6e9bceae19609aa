"""Sundays with work in the period, and whether every row of it says why."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from equipoise.timegrid.stretch import ABSENCES, PAUSES

from .local import as_date
from .outcome import PASS, UNDETERMINED, Outcome, sentence
from .work import Work

SUNDAY = 6  # of a week that starts on Monday
FREE = ABSENCES | PAUSES


def without_reason(work: Work, en: str, nl: str) -> Iterator[Outcome]:
    """One outcome a Sunday with work that begins in the period: all of its rows hold a consent.

    ``en`` and ``nl`` say what is missing where one does not, with ``{}`` for the date.
    """
    for day, is_said in work.keep("sundays", lambda: _sundays(work)).items():
        start, end = (int(work.midnight_s[day + i]) for i in (0, 1))
        if is_said:
            yield Outcome(PASS, start, end)
            continue
        sunday = as_date(work.first_day + day)
        message = sentence(
            f"Cannot be determined: {en.format(sunday)}.",
            f"Niet vast te stellen: {nl.format(sunday)}.",
        )
        yield Outcome(UNDETERMINED, start, end, message=message)


def _sundays(work: Work) -> dict[int, bool]:
    """By day of the calendar."""
    rows = work.timeline.stretches
    starts = np.array([row.start_s for row in rows], dtype=np.int64)
    ends = np.array([row.end_s for row in rows], dtype=np.int64)
    first, last = (np.searchsorted(work.midnight_s, at, side="right") - 1 for at in (starts, ends - 1))
    sunday = first + (SUNDAY - first) % 7  # the next Sunday from each row's first day on
    ours = (starts >= work.timeline.from_s) & (starts < work.timeline.to_s)
    found: dict[int, bool] = {}
    for place in np.flatnonzero((sunday <= last) & ours).tolist():
        if rows[place].activity not in FREE:
            day = int(sunday[place])
            found[day] = found.get(day, True) and bool(rows[place].consent.strip())
    return found
