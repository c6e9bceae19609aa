"""No work in so many days before the expected birth and after the actual one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..births import births
from ..local import day_number, written
from ..model import Timeline
from ..outcome import FAIL, PASS, Outcome, sentence
from ..parameters import NoWorkAroundBirth
from ..work import work_of


def check(timeline: Timeline, p: NoWorkAroundBirth) -> Iterator[Outcome]:
    """One outcome a shift of the period: none of its local days is one of those days.

    Without an expected day on file the days before the birth are not known; those after it are.
    """
    spans = [birth.without_work(p.before_days, p.after_days) for birth in births(timeline.facts)]
    if not spans:
        return
    work = work_of(timeline)
    closed = [(day_number(first), day_number(last)) for first, last in spans]
    for shift in np.flatnonzero(work.judged).tolist():
        start, end = work.start_s[shift], work.end_s[shift]
        first, last = work.day(start), work.day(end - 1)
        if not any(first <= until and since <= last for since, until in closed):
            yield Outcome(PASS, start, end)
            continue
        at = written(timeline.clock, start)
        message = sentence(
            f"The shift of {at} is on a day without work for this worker.",
            f"De dienst van {at} valt op een dag waarop deze medewerker niet werkt.",
        )
        yield Outcome(FAIL, start, end, message=message)
