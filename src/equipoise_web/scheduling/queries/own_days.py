"""One person's local dates: shifts, leave, what was published when, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise_web.core import local_days
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY
from equipoise_web.core.models import Centre
from equipoise_web.people.models import Contract, Worker
from equipoise_web.scheduling.calendar.history import Day, Row
from equipoise_web.scheduling.calendar.own import own_amendments, own_history, own_rows
from equipoise_web.scheduling.calendar.shifts import ON_CALL, Part, Shift
from equipoise_web.scheduling.models import Absence, Amendment, Roster

WEEK = 7


@dataclass(frozen=True)
class Told:
    """A change of a day in facts: what it was and became, and the amendment behind it."""

    before: tuple[Shift, ...]
    after: tuple[Shift, ...]
    amendment: Amendment


@dataclass(frozen=True)
class OwnDay:
    """A local date of one's own; without shift and leave it is free if a published roster covers it.

    ``duties`` are the parts on call that begin on it.
    """

    date: date
    shifts: tuple[Shift, ...]
    on_leave: bool
    published_at: datetime | None
    changes: tuple[Told, ...]
    duties: tuple[Part, ...] = ()

    @property
    def kind(self) -> str:
        """``work``, ``leave``, ``off`` or ``unpublished``."""
        if self.shifts:
            return "work"
        if self.on_leave:
            return "leave"
        return "off" if self.published_at else "unpublished"

    @property
    def paid(self) -> timedelta:
        return sum((shift.paid for shift in self.shifts), timedelta())

    @property
    def changed_at(self) -> datetime | None:
        return self.changes[-1].amendment.made_at if self.changes else None


@dataclass(frozen=True)
class Week:
    """Paid hours planned in a week beside those of the contract in force; ``on_leave`` for a part of it."""

    monday: date
    paid: timedelta
    contract: timedelta | None
    on_leave: bool


class OwnDays:
    """The rows of a span of local dates, fetched once."""

    def __init__(self, standing: Standing, worker: Worker, first: date, last: date) -> None:
        self.zone = worker.centre.timezone
        rows = own_rows(standing, worker, first, last)
        self.rows, self.days = rows, own_history(rows, worker, first, last)
        self.amendments = own_amendments(standing, worker, self.days.values())
        self.rosters = _rosters(standing, worker.centre, first, last)
        since, until = local_days.span_of_days(first, last, self.zone)
        absent = Absence.objects.visible_to(standing).filter(
            worker=worker, starts_at__lt=until, ends_at__gt=since
        )
        self.away = [*absent.values_list("starts_at", "ends_at"), *_rostered_absences(rows)]
        self.contracts = list(Contract.objects.visible_to(standing).filter(worker=worker))

    @property
    def published(self) -> bool:
        return bool(self.rows)

    def is_covered(self, day: date) -> bool:
        """Whether something is known about a day."""
        return self._published_at(day) is not None or self._is_away(day)

    def of(self, day: date) -> OwnDay:
        story = self.days.get(day) or Day(0, ())
        told = [
            Told(change.before, change.after, self.amendments[change.roster, change.number])
            for change in story.changes
        ]
        return OwnDay(
            day, story.shifts, self._is_away(day), self._published_at(day), tuple(told), self._duties(day)
        )

    def week(self, monday: date) -> Week:
        since, until = local_days.span_of_days(monday, monday + (WEEK - 1) * DAY, self.zone)
        parts = [row.part for row in self.rows if row.removed is None and row.part.is_paid]
        spent = (local_days.overlap(part.starts_at, part.ends_at, since, until) for part in parts)
        hours = (each.hours_per_week for each in self.contracts if _is_in_force(each, monday))
        agreed = next((timedelta(hours=each) for each in hours), None)
        away = any(self._is_away(monday + n * DAY) for n in range(WEEK))
        return Week(monday, sum(spent, timedelta()), agreed, away)

    def _duties(self, day: date) -> tuple[Part, ...]:
        """On-call duty that begins on a day, as it stands."""
        standing = (row.part for row in self.rows if row.removed is None and row.part.activity == ON_CALL)
        return tuple(part for part in standing if local_days.local_date(part.starts_at, self.zone) == day)

    def _is_away(self, day: date) -> bool:
        since, until = local_days.span_of_days(day, day, self.zone)
        return any(start < until and end > since for start, end in self.away)

    def _published_at(self, day: date) -> datetime | None:
        return next((at for first, last, at in self.rosters if first <= day <= last), None)


def _rosters(
    standing: Standing, centre: Centre, first: date, last: date
) -> list[tuple[date, date, datetime]]:
    """First day, last day and publication of the centre's published rosters in a span."""
    found = Roster.objects.visible_to(standing).filter(
        centre=centre, publication__isnull=False, starts_on__lte=last, ends_on__gte=first
    )
    return list(found.values_list("starts_on", "ends_on", "publication__published_at"))


def _rostered_absences(rows: list[Row]) -> list[tuple[datetime, datetime]]:
    """Absences that stand in the roster itself."""
    standing = (row.part for row in rows if row.removed is None and row.part.is_absence)
    return [(part.starts_at, part.ends_at) for part in standing if part.activity != "off"]


def _is_in_force(contract: Contract, day: date) -> bool:
    return (contract.starts_on is None or contract.starts_on <= day + (WEEK - 1) * DAY) and (
        contract.ends_on is None or contract.ends_on >= day
    )
