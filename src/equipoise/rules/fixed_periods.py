"""Fixed parts of the year, such as quarters, as the calendar weeks that begin in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .local import as_date, day_number
from .months import months_after
from .work import Work

WEEK = 7


@dataclass(frozen=True)
class FixedPeriod:
    """``weeks`` calendar weeks; ``first`` is the number of the first in arrays by week, below 0 if unknown.

    ``begins`` is the first Monday and ``ends`` the last Sunday.
    """

    first: int
    weeks: int
    begins: date
    ends: date

    @property
    def known(self) -> slice:
        """Weeks of the period in arrays by week."""
        return slice(max(0, self.first), self.first + self.weeks)


def fixed_periods(work: Work, months: int) -> Iterator[FixedPeriod]:
    """Parts of ``months`` months from January on that share a week with the period judged."""
    timeline = work.timeline
    first, last = work.day(timeline.from_s), work.day(timeline.to_s - 1)
    begins = _start(as_date(first - WEEK), months)
    while (start := _monday(begins)) <= last:
        begins = months_after(begins, months)
        end = _monday(begins)
        if end > first:
            number = (start - work.first_day) // WEEK
            yield FixedPeriod(number, (end - start) // WEEK, as_date(start), as_date(end - 1))


def _start(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _monday(day: date) -> int:
    """The first Monday on or after a date, as a local day."""
    number = day_number(day)
    return number + (-(number + 3)) % WEEK
