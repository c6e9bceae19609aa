"""Wall-clock times of a night and a day as instants, also when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from equipoise.errors import InvalidInput


def at_wall(day: date, at: time, zone: str, *, field: str = "start", fold: int = 0) -> datetime:
    """The instant of a local time on a date; the first of two unless ``fold`` is 1.

    Raises InvalidInput where the clock skips that time.
    """
    here = ZoneInfo(zone)
    local = datetime.combine(day, at, here).replace(fold=fold)
    instant = local.astimezone(UTC)
    if instant.astimezone(here).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise InvalidInput(f"the clock skips {at:%H:%M} on {day}", field=field)
    return instant


def after_wall(start: datetime, at: time, zone: str) -> datetime:
    """The first instant after ``start`` at which the clock shows a time; raises as :func:`at_wall`."""
    day = start.astimezone(ZoneInfo(zone)).date()
    first = [at_wall(day, at, zone, field="end", fold=fold) for fold in (0, 1)]
    later = [instant for instant in first if instant > start]
    return min(later) if later else at_wall(day + timedelta(days=1), at, zone, field="end")


def on_day(instant: datetime, days: int, zone: str) -> datetime:
    """The same wall-clock time some days later or earlier; raises as :func:`at_wall`."""
    local = instant.astimezone(ZoneInfo(zone))
    return at_wall(local.date() + timedelta(days=days), local.time(), zone)
