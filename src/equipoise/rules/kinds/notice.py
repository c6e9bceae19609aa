"""Days between publication of a roster and the first day it holds for."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..notices import days_ahead, judge
from ..outcome import Outcome
from ..parameters import Notice

SAID = ("published", "bekendgemaakt")


def check(timeline: Timeline, p: Notice) -> Iterator[Outcome]:
    """One outcome a moment of publication, in whole local days; rows without one are not judged."""
    for published_s, start, end in days_ahead(timeline, lambda row: row.published_at_s):
        yield judge(timeline, published_s, start, end, (p.days, p.count), SAID)
