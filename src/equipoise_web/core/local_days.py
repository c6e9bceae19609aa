"""Local days as spans of instants: 23 or 25 hours long when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a local date begins."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def span_of_days(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """From the beginning of the first local date to the end of the last one."""
    return midnight(first, zone), midnight(last + DAY, zone)


def local_date(at: datetime, zone: str) -> date:
    """The local date of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def overlap(start: datetime, end: datetime, since: datetime, until: datetime) -> timedelta:
    """How much of one span lies in another."""
    return max(min(end, until) - max(start, since), timedelta())
