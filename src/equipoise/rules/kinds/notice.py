"""Days between publication of a roster and the first day it holds for."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import as_date, local_day
from ..model import Timeline
from ..notices import days_ahead, judge
from ..outcome import Outcome
from ..parameters import Notice

SAID = ("published", "bekendgemaakt")


def check(timeline: Timeline, p: Notice) -> Iterator[Outcome]:
    """One outcome a moment of publication, in whole local days; rows without one are not judged."""
    for published_s, start, end in days_ahead(timeline, lambda row: row.published_at_s):
        yield judge(timeline, published_s, start, end, (_due(timeline, p, start), p.count), SAID, p.holidays)


def _due(timeline: Timeline, p: Notice, start_s: int) -> int:
    """Days due, as the law has them or as the worker has consented for the first of the rows."""
    if not p.agreed:
        return p.days
    on = as_date(local_day(timeline.clock, start_s))
    facts = timeline.facts.facts or ()
    agreed = [f.value for f in facts if f.name == p.agreed and f.value is not None and f.holds(on)]
    return int(max(agreed, default=p.days))
