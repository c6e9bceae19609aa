"""The calendar behind an address: one person's published shifts, for programs that know the secret."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from equipoise.report.events import Event, calendar_file
from equipoise.report.local import Local
from equipoise.report.vtimezone import vtimezone
from equipoise_web.core.access import standing_of_person
from equipoise_web.core.languages import language_of
from equipoise_web.core.local_days import local_date
from equipoise_web.core.marks import ACTIVITIES
from equipoise_web.core.models import Person
from equipoise_web.people.models import Contract
from equipoise_web.scheduling.actions.feeds import secret_sha256
from equipoise_web.scheduling.calendar.history import Day
from equipoise_web.scheduling.calendar.own import own_amendments, own_history, own_rows, worker_of
from equipoise_web.scheduling.calendar.shifts import Part, Shift
from equipoise_web.scheduling.models import Amendment, CalendarFeed

BACK = timedelta(weeks=4)
FAR = date(2100, 1, 1)
Amendments = dict[tuple[int, int], Amendment]


def feed_behind(secret: str, now: datetime) -> CalendarFeed | None:
    """The open address of somebody who may sign in and has a contract that lasts; None for all else.

    The secret itself is never compared: its hash is looked up.
    """
    found = CalendarFeed.objects.filter(
        secret_sha256=secret_sha256(secret), revoked_at=None, person__user__is_active=True
    )
    feed = found.select_related("person__user").first()
    return feed if feed is not None and _is_employed(feed.person, now) else None


def note_read(feed: CalendarFeed, now: datetime) -> None:
    """Keep on which day the address was last read; written at most once a day."""
    if feed.last_read_on != now.date():
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_on=now.date())


def calendar_of(person: Person, now: datetime) -> bytes:
    """The person's published shifts from four weeks back on, in the person's language."""
    standing = standing_of_person(person, now)
    worker = worker_of(standing)
    if worker is None:
        return b""
    zone = worker.centre.timezone
    first = local_date(now - BACK, zone)
    days = own_history(own_rows(standing, worker, first, FAR), worker, first, FAR)
    amendments = own_amendments(standing, worker, days.values())
    with translation.override(language_of(person.user)):
        title = _("Roster %(centre)s") % {"centre": worker.centre.name}
        events = [
            each for day, story in days.items() for each in _events(person, day, story, amendments, zone)
        ]
    return calendar_file(title, vtimezone(zone, first, max(days, default=first)), events)


def _events(person: Person, day: date, story: Day, amendments: Amendments, zone: str) -> Iterator[Event]:
    """A day's shifts under identities that stay when the shift changes, then those that were taken off."""
    changed = amendments.get((story.roster, story.sequence))
    stamp = changed.made_at if changed else story.published_at
    assert stamp is not None  # only published rosters are asked for
    for place, shift in enumerate((*story.shifts, *story.cancelled)):
        gone = place >= len(story.shifts)
        summary, lines = _summary(shift, zone), "" if gone else _lines(shift, zone)
        start_s, end_s = int(shift.starts_at.timestamp()), int(shift.ends_at.timestamp())
        uid = _uid(person, day, place)
        yield Event(uid, stamp, start_s, end_s, summary, lines, story.sequence, gone, stamp)


def _uid(person: Person, day: date, place: int) -> str:
    identity = f"{person.uuid}\x1f{day.isoformat()}\x1f{place}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32] + "@equipoise"


def _summary(shift: Shift, zone: str) -> str:
    said = {**_span(shift.starts_at, shift.ends_at, zone), "queues": ", ".join(shift.queues)}
    return (_("Work %(start)s–%(end)s; %(queues)s") if shift.queues else _("Work %(start)s–%(end)s")) % said


def _lines(shift: Shift, zone: str) -> str:
    return "\n".join(_line(part, zone) for part in shift.parts)


def _line(part: Part, zone: str) -> str:
    word = ACTIVITIES.get(part.activity, ACTIVITIES["protected"]).word
    said = {**_span(part.starts_at, part.ends_at, zone), "activity": word, "queue": part.queue}
    if part.queue:
        return _("%(start)s–%(end)s %(activity)s: %(queue)s") % said
    return _("%(start)s–%(end)s %(activity)s") % said


def _span(starts_at: datetime, ends_at: datetime, zone: str) -> dict[str, str]:
    local = Local("en", zone)  # hours are written the same in all languages
    return {"start": local.time(int(starts_at.timestamp())), "end": local.time(int(ends_at.timestamp()))}


def _is_employed(person: Person, now: datetime) -> bool:
    """Whether the person is rostered somewhere under a contract that has not ended, or under none yet."""
    worker = getattr(person, "worker", None)
    if worker is None:
        return False
    ends = list(Contract.objects.filter(worker=worker).values_list("ends_on", flat=True))
    today = now.astimezone(ZoneInfo(worker.centre.timezone)).date()
    return not ends or any(end is None or end >= today for end in ends)
