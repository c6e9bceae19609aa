"""A pause just before the work that would make it due."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..local import written
from ..model import Timeline
from ..outcome import FAIL, HOUR_S, PASS, Outcome, amount, hours, sentence
from ..parameters import PauseDodged
from ..stints import MINUTE_S, stints
from ..work import work_of


def check(timeline: Timeline, p: PauseDodged) -> Iterator[Outcome]:
    """One outcome a pause of the period, by the stint before it."""
    work = work_of(timeline)
    due_s = p.per_hours * HOUR_S
    for rows, judged in zip(work.rows, work.judged, strict=True):
        for before, after in pairwise(stints(rows, 0)) if judged else ():
            if not due_s - p.minutes * MINUTE_S <= before.seconds < due_s:
                yield Outcome(PASS, before.end_s, after.start_s)
                continue
            (found, gevonden), (due, recht) = amount(before.seconds), amount(due_s)
            at = written(timeline.clock, before.end_s)
            message = sentence(
                f"The pause of {at} begins after {found} of work, just before the {due} that make one due.",
                f"De pauze van {at} begint na {gevonden} arbeid, net voor de {recht} die er recht op geven.",
            )
            yield Outcome(FAIL, before.end_s, after.start_s, hours(before.seconds), p.per_hours, "h", message)
