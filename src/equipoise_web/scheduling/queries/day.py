"""One local day of a roster: a row of blocks for each person, and the coverage beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY, local_date, span_of_days
from equipoise_web.scheduling.queries import shifts
from equipoise_web.scheduling.queries.absences import Away, absences_of
from equipoise_web.scheduling.queries.axis import Axis, axis_around
from equipoise_web.scheduling.queries.coverage import Coverage
from equipoise_web.scheduling.queries.queue_marks import QueueMark, queue_marks
from equipoise_web.scheduling.queries.roster_findings import Mark, gravest
from equipoise_web.scheduling.queries.roster_people import Member, Wanted, members_of, teams_of
from equipoise_web.scheduling.queries.shifts import Row, Shift
from equipoise_web.scheduling.queries.source import Source


@dataclass(frozen=True)
class Block:
    """A stretch on the axis; ``named`` for the first of its queue in a shift, which carries words.

    ``room`` is about how many letters fit on a desk.
    """

    row: Row
    place: str
    minute: int
    minute_end: int
    room: int
    queue: QueueMark | None
    first: bool
    last: bool
    named: bool
    changed: int


@dataclass(frozen=True)
class DayLine:
    """One person on the day; without blocks the person is away or has the day off."""

    member: Member
    skills: tuple[QueueMark, ...]
    blocks: tuple[Block, ...]
    starts_at: datetime | None
    ends_at: datetime | None
    away: bool
    paid: timedelta
    marks: tuple[Mark, ...]
    changed: int

    @property
    def queue(self) -> QueueMark | None:
        """The first queue worked on."""
        return next((block.queue for block in self.blocks if block.queue), None)

    @property
    def mark(self) -> Mark | None:
        return gravest(self.marks)


@dataclass(frozen=True)
class DayBoard:
    """The day with its lines by start; ``axis`` is None where nobody is needed and nobody works."""

    day: date
    axis: Axis | None
    lines: tuple[DayLine, ...]
    everybody: int
    teams: tuple[str, ...]
    queues: dict[int, QueueMark]
    coverage: Coverage
    marks: tuple[Mark, ...]


def day_of(
    standing: Standing, source: Source, day: date, wanted: Wanted, drawn: Axis | None = None
) -> DayBoard:
    """The day as far as the viewer may see people and their time; coverage counts everybody.

    ``drawn`` is the axis of a page of which a part is asked for; it is kept unless the day has outgrown it.
    """
    roster, published, zone = source.roster, source.published, source.roster.centre.timezone
    since, until = span_of_days(day, day, zone)
    queues = queue_marks(standing, roster.centre)
    uuids = {pk: mark.uuid for pk, mark in queues.items()}
    members = members_of(standing, roster)
    rows = source.rows(standing, since - DAY, until)
    coverage = source.coverage(since, until)
    findings = source.findings(standing)
    axis = _axis(coverage, shifts.shown(rows, published=published), since, until)
    axis = drawn if drawn and axis and drawn.holds(axis) else axis
    lines = _Lines(
        day, zone, axis, queues, shifts.by_worker(rows),
        absences_of(standing, roster.centre, since, until), findings, published,
    )  # fmt: skip
    found = [lines.line(member) for member in members if wanted.admits(member, uuids)]
    found = [line for line in found if wanted.finds(line.marks)]
    return DayBoard(
        day, axis, tuple(_sorted(found, wanted.sort)), len(members), tuple(teams_of(members)), queues,
        coverage, tuple(mark for own in findings.values() for mark in own),
    )  # fmt: skip


def _axis(coverage: Coverage, rows: Sequence[Row], since: datetime, until: datetime) -> Axis | None:
    needed = [(each.starts_at, each.ends_at) for each in coverage.total]
    worked = [(row.starts_at, row.ends_at) for row in rows if row.at_work or row.activity == shifts.ON_CALL]
    return axis_around(needed + worked, since, until)


class _Lines:
    """Makes the lines of a day."""

    def __init__(
        self,
        day: date,
        zone: str,
        axis: Axis | None,
        queues: dict[int, QueueMark],
        rows: dict[int, list[Row]],
        absences: dict[int, list[Away]],
        findings: dict[int, list[Mark]],
        published: bool,
    ) -> None:
        self._day, self._zone, self._axis, self._queues = day, zone, axis, queues
        self._rows, self._absences, self._findings, self._published = rows, absences, findings, published
        self._since, self._until = span_of_days(day, day, zone)

    def line(self, member: Member) -> DayLine:
        rows = self._rows.get(member.pk, [])
        shown = [row for row in shifts.shown(rows, published=self._published) if row.ends_at > self._since]
        present = [row for row in shown if row.at_work]
        away = bool(self._absences.get(member.pk)) or any(row.kind == shifts.LEAVE for row in shown)
        marks = [mark for mark in self._findings.get(member.pk, ()) if self._concerns(mark)]
        return DayLine(
            member,
            tuple(self._queues[skill] for skill in member.skills if skill in self._queues),
            self._blocks([*shifts.shifts_of(shown), *shifts.duties_of(shown)]),
            present[0].starts_at if present else None,
            present[-1].ends_at if present else None,
            away,
            shifts.paid_time(present, self._since, self._until),
            tuple(marks),
            0 if self._published else self._changed(rows),
        )

    def _blocks(self, spells: Sequence[Shift]) -> tuple[Block, ...]:
        if self._axis is None:
            return ()
        found: list[Block] = []
        queue: int | None = None
        for shift in sorted(spells, key=lambda spell: spell.starts_at):
            for number, row in enumerate(shift.rows):
                named = number == 0 or (row.queue is not None and row.queue != queue)
                found.append(self._block(self._axis, row, (number == 0, row is shift.rows[-1], named)))
                queue = row.queue if row.queue is not None else queue
        return tuple(found)

    def _block(self, axis: Axis, row: Row, ends: tuple[bool, bool, bool]) -> Block:
        return Block(
            row,
            axis.place(row.starts_at, row.ends_at),
            axis.minute(row.starts_at),
            axis.minute(row.ends_at),
            axis.room(row.starts_at, row.ends_at),
            self._queues.get(row.queue) if row.queue is not None else None,
            *ends,
            row.added or 0,
        )

    def _concerns(self, mark: Mark) -> bool:
        if mark.of_a_day:
            return local_date(mark.starts_at, self._zone) == self._day
        return mark.touches(self._since, self._until)

    def _changed(self, rows: Sequence[Row]) -> int:
        return max((shifts.changed_by(row) for row in rows if row.ends_at > self._since), default=0)


def _sorted(lines: list[DayLine], by: str) -> list[DayLine]:
    """By start, those at work first, then those away; or by team, or by name as they come."""
    if by == "team":
        return sorted(lines, key=lambda line: line.member.team.casefold())
    if by == "start":
        return sorted(lines, key=_by_start)
    return lines


def _by_start(line: DayLine) -> tuple[int, str, str]:
    if line.starts_at is None or line.ends_at is None:
        return (1 if line.away else 2, "", "")
    return (0, line.starts_at.isoformat(), line.ends_at.isoformat())
