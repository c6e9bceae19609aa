"""Days between a change of the roster and the first day that it changes."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Timeline
from ..notices import days_ahead, judge
from ..outcome import Outcome
from ..parameters import ChangeNotice

SAID = ("changed", "gewijzigd")


def check(timeline: Timeline, p: ChangeNotice) -> Iterator[Outcome]:
    """One outcome a moment of change, in whole local days; rows without one are not judged."""
    for changed_s, start, end in days_ahead(timeline, lambda row: row.changed_at_s):
        yield judge(timeline, changed_s, start, end, (p.days, p.count), SAID, p.holidays)
