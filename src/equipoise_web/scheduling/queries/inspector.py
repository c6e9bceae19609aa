"""One person on one day, in full: what the details beside a board show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY, monday_of, span_of_days
from equipoise_web.core.models import Person
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.queries import shifts
from equipoise_web.scheduling.queries.absences import Away, absences_of
from equipoise_web.scheduling.queries.queue_marks import QueueMark
from equipoise_web.scheduling.queries.roster_findings import Mark
from equipoise_web.scheduling.queries.roster_people import Member
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.scheduling.queries.source import Source


@dataclass(frozen=True)
class Piece:
    """A stretch with its queue."""

    row: Row
    queue: QueueMark | None


@dataclass(frozen=True)
class Details:
    """Stretches of the day, absences, findings, and the hours of the week beside the contract."""

    member: Member
    person: Person
    day: date
    pieces: tuple[Piece, ...]
    gone: tuple[Piece, ...]
    away: tuple[Away, ...]
    marks: tuple[Mark, ...]
    paid: timedelta
    absent: timedelta
    contract: timedelta | None

    @property
    def total(self) -> timedelta:
        return self.paid + self.absent


def details_of(
    standing: Standing, source: Source, day: date, member: Member, queues: dict[int, QueueMark]
) -> Details:
    """The details of a person whom the viewer sees on the board."""
    roster, published, zone = source.roster, source.published, source.roster.centre.timezone
    since, until = span_of_days(day, day, zone)
    monday = monday_of(day)
    week_since, week_until = span_of_days(monday, monday + 6 * DAY, zone)
    rows = [row for row in source.rows(standing, week_since, week_until) if row.worker == member.pk]
    shown = shifts.shown(rows, published=published)
    away = absences_of(standing, roster.centre, week_since, week_until).get(member.pk, [])
    today = [row for row in rows if row.starts_at < until and row.ends_at > since]
    marks = source.findings(standing).get(member.pk, [])
    contract = None if member.contract_h is None else timedelta(hours=member.contract_h)
    return Details(
        member,
        Worker.objects.visible_to(standing).select_related("person").get(pk=member.pk).person,
        day,
        _pieces([row for row in today if row in shown], queues),
        () if published else _pieces([row for row in today if row.removed], queues),
        tuple(each for each in away if each.starts_at < until and each.ends_at > since),
        tuple(mark for mark in marks if mark.touches(since, until)),
        shifts.paid_time(shown, week_since, week_until),
        sum((each.counted_within(week_since, week_until) for each in away), timedelta()),
        contract,
    )


def _pieces(rows: list[Row], queues: dict[int, QueueMark]) -> tuple[Piece, ...]:
    return tuple(Piece(row, queues.get(row.queue) if row.queue is not None else None) for row in rows)
