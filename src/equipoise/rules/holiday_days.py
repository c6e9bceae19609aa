"""Public holidays as local days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from equipoise.timegrid.calendar import HolidayCalendar

from .local import as_date, day_number


def holidays_between(code: str, first_day: int, last_day: int) -> frozenset[int]:
    """Days (since 1970-01-01) of ``BE`` or ``DE-BY``, both ends included; ``""`` has none."""
    if not code:
        return frozenset()
    years = range(as_date(first_day).year, as_date(last_day).year + 1)
    found = (day for year in years for day in _of_year(code, year))
    return frozenset(day for day in found if first_day <= day <= last_day)


@lru_cache(maxsize=64)
def _of_year(code: str, year: int) -> tuple[int, ...]:
    found = HolidayCalendar(code).between(date(year, 1, 1), date(year, 12, 31))
    return tuple(day_number(day) for day in found)
