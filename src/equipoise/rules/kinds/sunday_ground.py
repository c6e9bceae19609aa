"""Sunday work is banned save on a ground of law, named on the roster row."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..outcome import Outcome
from ..parameters import SundayGround
from ..sunday_rows import without_reason
from ..work import work_of


def check(timeline: Timeline, p: SundayGround) -> Iterator[Outcome]:
    """One outcome a Sunday with work that begins in the period: every row of it names its ground."""
    yield from without_reason(
        work_of(timeline),
        "the ground in law for work on Sunday {} is missing",
        "de wettelijke grond voor werk op zondag {} ontbreekt",
        p.from_minute,
    )
