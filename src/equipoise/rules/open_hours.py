"""Opening hours of a period as spans of time."""

from __future__ import annotations

from equipoise.timegrid import LocalClock, OpeningHours
from equipoise.timegrid.clock import DAY_S

from .local import as_date, instants_s, local_day
from .spans import Span, common, joined

MINUTE_S = 60


def open_spans(opening: OpeningHours, clock: LocalClock, from_s: int, to_s: int) -> tuple[Span, ...]:
    """When the centre is open in ``[from_s, to_s)``; a range may run past midnight."""
    first, last = local_day(clock, from_s) - 1, local_day(clock, to_s - 1)
    spans = (
        (_instant(clock, day, start), _instant(clock, day, end))
        for day in range(first, last + 1)
        for start, end in opening.ranges(as_date(day))
    )
    return tuple(common(joined(spans), [(from_s, to_s)]))


def _instant(clock: LocalClock, day: int, minute: int) -> int:
    return int(instants_s(clock, day * DAY_S + minute * MINUTE_S))
