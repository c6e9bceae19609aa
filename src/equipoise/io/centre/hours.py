"""Times of day in ``centre.toml``: opening hours, shift starts, windows."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import pairwise

from equipoise.errors import InvalidInput
from equipoise.timegrid import HolidayCalendar, OpeningHours, parse_date

from .section import Section

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 1440
RANGE = re.compile(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)")
STARTS = re.compile(r"(\d\d:\d\d)(?:\s*-\s*(\d\d:\d\d)\s*/\s*(\d+))?")
FIRST_HOLIDAYS, LAST_HOLIDAYS = date(1990, 1, 1), date(2060, 12, 31)


def read_opening(
    top: Section, section: Section, calendar: HolidayCalendar, interval_minutes: int
) -> OpeningHours:
    """``[opening]``: ranges by weekday, on public holidays, and closed dates."""
    weekly = tuple(_day_ranges(section, day, interval_minutes) for day in DAYS)
    holiday = _day_ranges(section, "holiday", interval_minutes) if "holiday" in section.values else None
    section.known.append("holiday")
    closed = _closed(section) | _closed(top)
    section.finish()
    if not any(weekly):
        raise section.wrong("mon", "the centre is never open")
    if holiday is not None and not calendar.code:
        raise section.wrong("holiday", "needs the key 'holidays' with the code of a public holiday calendar")
    return OpeningHours(weekly, holiday, _holidays(top, calendar, holiday is not None), closed)


def minutes_of(text: str) -> int:
    """Minutes from midnight of ``HH:MM``; ``24:00`` is 1440."""
    hours, minutes = int(text[:2]), int(text[3:])
    if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
        raise InvalidInput(f"{text!r} is not a time of day")
    return hours * 60 + minutes


def range_of(text: str) -> tuple[int, int]:
    """``08:00-21:00`` as minutes; an end at or before the start lies on the next day."""
    match = RANGE.fullmatch(text.strip())
    if not match:
        raise InvalidInput(f"{text!r} is not a range such as 08:00-21:00")
    start, end = minutes_of(match[1]), minutes_of(match[2])
    if start == end:
        raise InvalidInput(f"{text!r} is empty: write 00:00-24:00 for a whole day")
    return start, end if end > start else end + DAY_MINUTES


def starts_of(text: str) -> tuple[int, ...]:
    """``07:00`` or ``06:00-15:00/30``: minutes from midnight, the last one included."""
    match = STARTS.fullmatch(text.strip())
    if not match:
        raise InvalidInput(f"{text!r} is neither a start such as 07:00 nor starts such as 06:00-15:00/30")
    first = minutes_of(match[1])
    last, step = (minutes_of(match[2]), int(match[3])) if match[2] else (first, 1)
    if last == DAY_MINUTES:
        raise InvalidInput(f"{text!r}: a start at 24:00 is one at 00:00 of the next day")
    if last < first or step < 1 or (last - first) % step:
        raise InvalidInput(f"{text!r}: the step does not lead from first to last start")
    return tuple(range(first, last + 1, step))


def _day_ranges(section: Section, day: str, interval_minutes: int) -> tuple[tuple[int, int], ...]:
    try:
        ranges = sorted(range_of(text) for text in section.strings(day, ()))
    except InvalidInput as error:
        raise section.wrong(day, error.reason) from None
    for start, end in ranges:
        if start % interval_minutes or end % interval_minutes:
            raise section.wrong(day, f"hours must fall on the {interval_minutes}-minute intervals")
    for (_, end), (start, _) in pairwise(ranges):
        if start < end:
            raise section.wrong(day, "ranges overlap")
    return tuple(ranges)


def _closed(section: Section) -> frozenset[date]:
    return frozenset(_date(section, value) for value in section.items("closed", ()))


def _date(section: Section, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return parse_date(str(value))
    except InvalidInput as error:
        raise section.wrong("closed", error.reason) from None


def _holidays(top: Section, calendar: HolidayCalendar, needed: bool) -> frozenset[date]:
    """Dates are listed only where opening hours depend on them; an unknown code is refused always."""
    try:
        found = calendar.between(FIRST_HOLIDAYS, LAST_HOLIDAYS if needed else FIRST_HOLIDAYS)
    except InvalidInput as error:
        raise top.wrong("holidays", error.reason) from None
    return frozenset(found) if needed else frozenset()
