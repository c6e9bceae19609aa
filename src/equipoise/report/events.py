"""Working periods as an iCalendar file: what plans and calendar addresses share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone
from icalendar import Event as Component


@dataclass(frozen=True)
class Event:
    """One working period, ``[start_s, end_s)`` in Unix seconds, under an identity that outlives its changes.

    ``sequence`` rises with each change of the event, ``stamp`` is the moment of the last one. An event
    that no longer takes place is ``cancelled``, so that programs that showed it take it away.
    """

    uid: str
    stamp: datetime
    start_s: int
    end_s: int
    summary: str
    description: str = ""
    sequence: int = 0
    cancelled: bool = False
    modified: datetime | None = None


def calendar_file(name: str, zone: Timezone, events: Iterable[Event]) -> bytes:
    """The file of one person: ``zone`` is the VTIMEZONE in which times are written.

    A period that begins or ends in the hour that the clock repeats is written in UTC, because a
    local time there would mean its first occurrence. The same events give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Equipoise//Roster//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add_component(zone)
    clock = ZoneInfo(str(zone["tzid"]))
    for event in events:
        calendar.add_component(_component(event, clock))
    return calendar.to_ical()


def _component(event: Event, clock: ZoneInfo) -> Component:
    start, end = (datetime.fromtimestamp(at, UTC).astimezone(clock) for at in (event.start_s, event.end_s))
    if start.fold or end.fold:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    found = Component()
    found.add("uid", event.uid)
    found.add("dtstamp", event.stamp)
    if event.modified is not None:
        found.add("last-modified", event.modified)
    found.add("sequence", event.sequence)
    if event.cancelled:
        found.add("status", "CANCELLED")
    found.add("dtstart", start)
    found.add("dtend", end)
    found.add("summary", event.summary)
    if event.description:
        found.add("description", event.description)
    found.add("transp", "TRANSPARENT" if event.cancelled else "OPAQUE")
    return found
