"""What a roster shows on the wall: who works when and on which queue, and nothing else about anybody.

That somebody is away looks like a day off, since a wall is read by everybody who passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from equipoise_web.core import marks
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY, local_date, monday_of, span_of_days
from equipoise_web.core.templatetags.equipoise_times import clock, day, short_day
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries import shifts
from equipoise_web.scheduling.queries.queue_marks import QueueMark, queue_marks
from equipoise_web.scheduling.queries.roster_people import Member, members_of
from equipoise_web.scheduling.queries.shifts import Row, Shift

WEEK = 7


@dataclass(frozen=True)
class Line:
    """One person with the rows that stand, without absences, in order of time."""

    member: Member
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Wall:
    """A roster, or one week of it, as the viewer may see it; ``published`` is the version as published."""

    roster: Roster
    published: bool
    days: tuple[date, ...]
    lines: tuple[Line, ...]
    queues: dict[int, QueueMark]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.roster.centre.timezone)

    @property
    def title(self) -> str:
        return _("Roster %(number)s, %(first)s to %(last)s") % {
            "number": self.roster.number, "first": day(self.days[0]), "last": day(self.days[-1]),
        }  # fmt: skip

    @property
    def state(self) -> str:
        """Whether it is a draft, as published or with its later changes, and when it was taken."""
        zone, publication = self.roster.centre.timezone, getattr(self.roster, "publication", None)
        taken = timezone.now()
        at = f"{day(taken, zone)} {clock(taken, zone)}"
        if publication is None:
            return _("DRAFT, not published. Taken %(at)s.") % {"at": at}
        since = f"{day(publication.published_at, zone)} {clock(publication.published_at, zone)}"
        if self.published:
            return _("As published %(since)s. Taken %(at)s.") % {"since": since, "at": at}
        return _("Published %(since)s, with all later changes. Taken %(at)s.") % {"since": since, "at": at}

    @property
    def where(self) -> str:
        """Whose days and times these are."""
        centre = self.roster.centre
        return _("%(centre)s. Days and times are those of the centre (%(zone)s).") % {
            "centre": centre.name, "zone": centre.timezone,
        }  # fmt: skip

    @property
    def legend(self) -> str:
        """The letters of the queues."""
        return ", ".join(f"{queue.letters} {queue.title}" for queue in self.queues.values())

    def weeks(self) -> Iterator[tuple[str, tuple[date, ...]]]:
        """Name and days of each calendar week."""
        for monday in dict.fromkeys(monday_of(each) for each in self.days):
            days = tuple(each for each in self.days if monday_of(each) == monday)
            yield _("Week %(n)s") % {"n": monday.isocalendar().week}, days

    def heads(self, days: Sequence[date]) -> list[str]:
        return [short_day(each) for each in days]

    def cells(self, line: Line, days: Sequence[date]) -> list[str]:
        """``07:30-15:30 SV`` for each day on which a shift begins."""
        spells = [*shifts.shifts_of(line.rows), *shifts.duties_of(line.rows)]
        found: dict[date, list[str]] = {}
        for spell in sorted(spells, key=lambda each: each.starts_at):
            begins = local_date(spell.starts_at, self.roster.centre.timezone)
            found.setdefault(begins, []).append(self._said(spell))
        return [" / ".join(found.get(each, ())) for each in days]

    def _said(self, spell: Shift) -> str:
        zone = self.roster.centre.timezone
        span = f"{clock(spell.starts_at, zone)}-{clock(spell.ends_at, zone)}"
        if spell.rows[0].activity == shifts.ON_CALL:
            return f"{span} {marks.ACTIVITIES[shifts.ON_CALL].letter}"
        letters = [self.queues[queue].letters for queue in spell.queues() if queue in self.queues]
        return " ".join((span, letters[0] + "+" * (len(letters) > 1))) if letters else span


def wall_of(standing: Standing, roster: Roster, *, published: bool, week: date | None = None) -> Wall:
    """The roster, or the week of a day in it; by team and name, as far as the viewer may see people."""
    days = tuple(roster.starts_on + n * DAY for n in range((roster.ends_on - roster.starts_on).days + 1))
    if week is not None:
        days = tuple(each for each in days if monday_of(each) == monday_of(week)) or days
    since, until = span_of_days(days[0], days[-1], roster.centre.timezone)
    found = shifts.shown(shifts.rows_of(standing, roster, since, until), published=published)
    present = shifts.by_worker(row for row in found if row.at_work or row.activity == shifts.ON_CALL)
    members = sorted(members_of(standing, roster), key=lambda each: each.team.casefold())
    lines = tuple(Line(each, tuple(present[each.pk])) for each in members if each.pk in present)
    return Wall(roster, published, days, lines, queue_marks(standing, roster.centre))


def activity_word(row: Row, queues: dict[int, QueueMark]) -> str:
    """What somebody does, in the reader's language; an unknown kind is protected time."""
    if row.queue is not None and row.queue in queues:
        return queues[row.queue].title
    return str(marks.ACTIVITIES.get(row.activity, marks.ACTIVITIES["protected"]).word)


def activity_letters(row: Row, queues: dict[int, QueueMark]) -> str:
    """The same in a letter or two."""
    if row.queue is not None and row.queue in queues:
        return queues[row.queue].letters
    return str(marks.ACTIVITIES.get(row.activity, marks.ACTIVITIES["protected"]).letter)


def wall_time(at: datetime, zone: ZoneInfo) -> datetime:
    """An instant as a clock on the wall shows it, without a zone, for spreadsheets."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
