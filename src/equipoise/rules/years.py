"""Calendar years that the period judged touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .local import as_date, day_number, local_day, midnight_s
from .model import Timeline


@dataclass(frozen=True)
class Year:
    """A year's part ``[start_s, end_s)`` of the period judged."""

    number: int
    start_s: int
    end_s: int


def years_of(timeline: Timeline) -> Iterator[Year]:
    """Each year with a day in the period."""
    clock = timeline.clock
    first, last = (as_date(local_day(clock, at)).year for at in (timeline.from_s, timeline.to_s - 1))
    for number in range(first, last + 1):
        begins, ends = (midnight_s(clock, day_number(date(year, 1, 1))) for year in (number, number + 1))
        yield Year(number, max(begins, timeline.from_s), min(ends, timeline.to_s))
