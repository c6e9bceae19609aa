"""The VTIMEZONE of an IANA zone for a period: every change of offset as RFC 5545 writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

PROBE = timedelta(days=1)
QUARTER = timedelta(minutes=15)


def vtimezone(name: str, first: date, last: date) -> Timezone:
    """Observances from the last day of the year before ``first`` to the new year after ``last``.

    The onset of each is written in the local time that held before it, as section 3.6.5 asks.
    """
    zone = ZoneInfo(name)
    begin = datetime(first.year - 1, 12, 31, tzinfo=UTC)
    end = datetime(last.year + 1, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("tzid", name)
    component.add_component(_observance(zone, begin, begin))
    for change in _changes(zone, begin, end):
        component.add_component(_observance(zone, change - QUARTER, change))
    return component


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> list[datetime]:
    """UTC instants at which the offset or its name changes, to the quarter of an hour."""
    days = [begin + PROBE * n for n in range((end - begin).days + 1)]
    return [
        _first_after(zone, *pair) for pair in pairwise(days) if _look(zone, pair[0]) != _look(zone, pair[1])
    ]


def _first_after(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    moment = before
    while moment < after and _look(zone, moment) == _look(zone, before):
        moment += QUARTER
    return moment


def _look(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _observance(zone: ZoneInfo, before: datetime, onset: datetime) -> TimezoneStandard | TimezoneDaylight:
    old, new = before.astimezone(zone), onset.astimezone(zone)
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    offset = old.utcoffset()
    assert offset is not None
    part.add("dtstart", (onset + offset).replace(tzinfo=None))
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", new.utcoffset())
    part.add("tzname", new.tzname())
    return part
