"""Days between publication of a roster and the first day it holds for."""

from __future__ import annotations

from collections.abc import Iterator

from ..local import as_date, local_day
from ..model import Timeline
from ..outcome import FAIL, PASS, Outcome, sentence
from ..parameters import Notice
from ..work import work_of


def check(timeline: Timeline, p: Notice) -> Iterator[Outcome]:
    """One outcome a moment of publication, in whole local days; rows without one are not judged."""
    work = work_of(timeline)
    spans: dict[int, tuple[int, int]] = {}
    for row in timeline.stretches:
        if row.published_at_s is not None and timeline.from_s <= row.start_s < timeline.to_s:
            start, end = spans.get(row.published_at_s, (row.start_s, row.end_s))
            spans[row.published_at_s] = min(start, row.start_s), max(end, row.end_s)
    for published_s, (start, end) in sorted(spans.items()):
        published, first = local_day(timeline.clock, published_s), work.day(start)
        if first - published >= p.days:
            yield Outcome(PASS, start, end)
            continue
        message = sentence(
            f"The roster from {as_date(first)} was published on {as_date(published)}, "
            f"{first - published} days ahead; {p.days} are due.",
            f"Het rooster vanaf {as_date(first)} is op {as_date(published)} bekendgemaakt, "
            f"{first - published} dagen vooraf; {p.days} zijn vereist.",
        )
        yield Outcome(FAIL, start, end, first - published, p.days, "days", message)
