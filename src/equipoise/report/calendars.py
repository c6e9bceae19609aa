"""One iCalendar file a worker, with that worker's shifts and nobody else's."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from icalendar import Calendar, Event, Timezone

from equipoise.balance import Shift, shifts_of
from equipoise.plan import Plan

from .activities import activity_word
from .filenames import file_stems
from .local import Local
from .vtimezone import vtimezone
from .words import Words, load_words


@dataclass(frozen=True)
class _Maker:
    """What all calendars of a plan share."""

    centre: str
    stamp: datetime
    zone: Timezone
    words: Words
    local: Local


def write_calendars(folder: Path, plan: Plan, language: str = "en") -> None:
    """Write ``<worker>.ics`` for everybody in the workforce, an event a shift.

    Times carry the centre's time zone, with its clock changes in the file; a shift that begins
    or ends in the hour that the clock repeats is written in UTC, because a local time there
    would mean its first occurrence. UIDs follow from centre, worker and start, so that a new
    version of the roster updates the same events; DTSTAMP is midnight UTC of the plan's start,
    so that the same plan gives the same bytes. Raises :class:`InvalidInput` for another language.
    """
    words, local = load_words(language), Local(language, plan.centre.timezone)
    stamp = datetime.combine(plan.start, time(0), tzinfo=UTC)
    last = plan.start + timedelta(weeks=plan.weeks)
    maker = _Maker(plan.centre.name, stamp, vtimezone(plan.centre.timezone, plan.start, last), words, local)
    own: dict[str, list[Shift]] = defaultdict(list)
    for shift in shifts_of(plan.result.stretches):
        own[shift.worker].append(shift)
    names = [*(worker.name for worker in plan.workforce.workers), *own]
    folder.mkdir(parents=True, exist_ok=True)
    for name, stem in file_stems(names).items():
        (folder / f"{stem}.ics").write_bytes(_calendar(maker, own[name]).to_ical())


def _calendar(maker: _Maker, shifts: list[Shift]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Equipoise//Roster//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", maker.words("calendar.name", centre=maker.centre))
    calendar.add_component(maker.zone)
    for shift in shifts:
        calendar.add_component(_event(maker, shift))
    return calendar


def _event(maker: _Maker, shift: Shift) -> Event:
    start, end = (maker.local.wall(instant) for instant in (shift.start_s, shift.end_s))
    if start.fold or end.fold:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    event = Event()
    event.add("uid", _uid(maker.centre, shift))
    event.add("dtstamp", maker.stamp)
    event.add("sequence", 0)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _summary(maker, shift))
    if shift.pauses:
        event.add("description", _breaks(maker, shift))
    event.add("transp", "OPAQUE")
    return event


def _uid(centre: str, shift: Shift) -> str:
    identity = "\x1f".join((centre, shift.worker, str(shift.start_s)))
    return hashlib.sha256(identity.encode()).hexdigest()[:32] + "@equipoise"


def _summary(maker: _Maker, shift: Shift) -> str:
    local = maker.local
    return maker.words(
        "calendar.summary_queue" if shift.queues else "calendar.summary",
        start=local.time(shift.start_s),
        end=local.time(shift.end_s),
        queues=", ".join(shift.queues),
    )


def _breaks(maker: _Maker, shift: Shift) -> str:
    local = maker.local
    return "\n".join(
        maker.words(
            "calendar.line",
            start=local.time(row.start_s),
            end=local.time(row.end_s),
            activity=activity_word(row.activity, maker.words),
        )
        for row in shift.pauses
    )
