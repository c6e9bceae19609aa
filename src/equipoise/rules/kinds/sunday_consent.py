"""Sunday work needs an agreement or the worker's consent, shown on the roster row."""

from __future__ import annotations

from collections.abc import Iterator

from equipoise.timegrid.stretch import ABSENCES, PAUSES

from ..local import as_date
from ..model import Timeline
from ..outcome import PASS, UNDETERMINED, Outcome, sentence
from ..parameters import SundayConsent
from ..work import work_of

SUNDAY = 6  # of a week that starts on Monday


def check(timeline: Timeline, p: SundayConsent) -> Iterator[Outcome]:
    """One outcome a Sunday with work that begins in the period: every row of it shows consent."""
    work = work_of(timeline)
    days: dict[int, bool] = {}
    for row in timeline.stretches:
        if row.activity in ABSENCES | PAUSES or not timeline.from_s <= row.start_s < timeline.to_s:
            continue
        for day in range(work.day(row.start_s), work.day(row.end_s - 1) + 1):
            if (day - work.first_day) % 7 == SUNDAY:
                days[day] = days.get(day, True) and bool(row.consent.strip())
    for day, has_consent in days.items():
        start, end = (int(work.midnight_s[day - work.first_day + i]) for i in (0, 1))
        message = sentence(
            f"Cannot be determined: consent is missing for work on Sunday {as_date(day)}.",
            f"Niet vast te stellen: instemming met werk op zondag {as_date(day)} ontbreekt.",
        )
        yield Outcome(PASS, start, end) if has_consent else Outcome(UNDETERMINED, start, end, message=message)
