"""Sunday work needs an agreement or the worker's consent, shown on the roster row."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..outcome import Outcome
from ..parameters import SundayConsent
from ..sunday_rows import without_reason
from ..work import work_of


def check(timeline: Timeline, p: SundayConsent) -> Iterator[Outcome]:
    """One outcome a Sunday with work that begins in the period: every row of it shows consent."""
    yield from without_reason(
        work_of(timeline),
        "consent is missing for work on Sunday {}",
        "instemming met werk op zondag {} ontbreekt",
    )
