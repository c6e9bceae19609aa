"""A night shift needs the worker's consent, shown on the roster row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from equipoise.timegrid.stretch import PAUSES

from ..local import written
from ..model import Timeline
from ..outcome import PASS, UNDETERMINED, Outcome, sentence
from ..parameters import NightConsent
from ..work import Work, work_of


def check(timeline: Timeline, p: NightConsent) -> Iterator[Outcome]:
    """One outcome a night shift of the period: every row of it shows consent."""
    work = work_of(timeline)
    is_ours = work.nights(p.night).is_night & np.array(work.judged, dtype=np.bool_)
    for shift in np.flatnonzero(is_ours).tolist():
        start, end = work.start_s[shift], work.end_s[shift]
        if _is_agreed(work, shift):
            yield Outcome(PASS, start, end)
            continue
        at = written(timeline.clock, start)
        message = sentence(
            f"Cannot be determined: consent is missing for the night shift of {at}.",
            f"Niet vast te stellen: instemming met de nachtdienst van {at} ontbreekt.",
        )
        yield Outcome(UNDETERMINED, start, end, message=message)


def _is_agreed(work: Work, shift: int) -> bool:
    """Whether every row of the period on which there is work shows consent."""
    since = work.timeline.from_s
    rows = (row for row in work.rows[shift] if row.activity not in PAUSES and row.start_s >= since)
    return all(row.consent.strip() for row in rows)
