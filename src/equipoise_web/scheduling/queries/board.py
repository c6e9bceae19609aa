"""People by days: the week board and the four-week board of a roster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY, local_date, monday_of, overlap, span_of_days
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries import shifts
from equipoise_web.scheduling.queries.absences import Away, absences_of
from equipoise_web.scheduling.queries.queue_marks import QueueMark, queue_marks
from equipoise_web.scheduling.queries.roster_findings import Mark, gravest
from equipoise_web.scheduling.queries.roster_people import Member, Wanted, members_of, teams_of
from equipoise_web.scheduling.queries.shifts import Row, Shift
from equipoise_web.scheduling.queries.source import Source

WEEKS = {"week": 1, "4weeks": 4}


@dataclass(frozen=True)
class Cell:
    """One person on one local date; ``changed`` is the number of the last amendment that touched it."""

    day: date
    shifts: tuple[Shift, ...]
    queue: QueueMark | None
    more_queues: bool
    away: bool
    changed: int
    marks: tuple[Mark, ...]

    @property
    def iso(self) -> str:
        return self.day.isoformat()

    @property
    def mark(self) -> Mark | None:
        return gravest(self.marks)


@dataclass(frozen=True)
class Line:
    """One person over the days shown; ``marks`` are findings that belong to no single day."""

    member: Member
    skills: tuple[QueueMark, ...]
    cells: tuple[Cell, ...]
    paid: timedelta
    away: timedelta
    contract: timedelta | None
    marks: tuple[Mark, ...]

    @property
    def mark(self) -> Mark | None:
        return gravest(self.marks)

    @property
    def all_marks(self) -> tuple[Mark, ...]:
        """Findings of the person and of the days shown."""
        return (*self.marks, *(mark for cell in self.cells for mark in cell.marks))

    @property
    def total(self) -> timedelta:
        """Paid hours and what absences count for."""
        return self.paid + self.away


@dataclass(frozen=True)
class Board:
    """Lines in the order asked for; ``everybody`` counts the people whom filters left out too."""

    days: tuple[date, ...]
    lines: tuple[Line, ...]
    everybody: int
    teams: tuple[str, ...]
    queues: tuple[QueueMark, ...]
    marks: tuple[Mark, ...]


def days_shown(roster: Roster, week: date | None, view: str) -> tuple[date, ...]:
    """The days of the week asked for, or of four weeks from it, within the roster."""
    first = max(monday_of(week or roster.starts_on), monday_of(roster.starts_on))
    first = min(first, monday_of(roster.ends_on))
    length = WEEKS.get(view, 1) * 7
    days = (first + timedelta(days=number) for number in range(length))
    return tuple(day for day in days if roster.starts_on <= day <= roster.ends_on)


def board_of(standing: Standing, source: Source, days: Sequence[date], wanted: Wanted) -> Board:
    """The board over these days, as far as the viewer may see people and their time."""
    roster, zone = source.roster, source.roster.centre.timezone
    since, until = span_of_days(days[0], days[-1], zone)
    marks = queue_marks(standing, roster.centre)
    uuids = {pk: mark.uuid for pk, mark in marks.items()}
    members = members_of(standing, roster)
    rows = shifts.by_worker(source.rows(standing, since - DAY, until))
    away = absences_of(standing, roster.centre, since, until)
    findings = source.findings(standing)
    lines = [
        _line(
            member, days, zone, marks, rows.get(member.pk, []), away.get(member.pk, []),
            findings.get(member.pk, []), source.published,
        )
        for member in members
        if wanted.admits(member, uuids)
    ]  # fmt: skip
    lines = [line for line in lines if wanted.finds(line.all_marks)]
    return Board(
        tuple(days), tuple(_sorted(lines, wanted.sort)), len(members), tuple(teams_of(members)),
        tuple(marks.values()), tuple(mark for own in findings.values() for mark in own),
    )  # fmt: skip


def _line(
    member: Member,
    days: Sequence[date],
    zone: str,
    queues: dict[int, QueueMark],
    rows: list[Row],
    absences: list[Away],
    findings: list[Mark],
    published: bool,
) -> Line:
    since, until = span_of_days(days[0], days[-1], zone)
    shown = shifts.shown(rows, published=published)
    cells = _Cells(zone, queues, shown, absences, findings, {} if published else _changed(rows, zone))
    contract = None if member.contract_h is None else timedelta(hours=member.contract_h * len(days) / 7)
    return Line(
        member,
        tuple(queues[skill] for skill in member.skills if skill in queues),
        tuple(cells.cell(day) for day in days),
        shifts.paid_time(shown, since, until),
        sum((away.counted_within(since, until) for away in absences), timedelta()),
        contract,
        tuple(mark for mark in findings if not mark.of_a_day and mark.touches(since, until)),
    )


class _Cells:
    """The cells of one person."""

    def __init__(
        self,
        zone: str,
        queues: dict[int, QueueMark],
        rows: list[Row],
        absences: list[Away],
        findings: list[Mark],
        changed: dict[date, int],
    ) -> None:
        self._zone, self._queues, self._changed = zone, queues, changed
        self._findings = [mark for mark in findings if mark.of_a_day]
        self._away = [(row.starts_at, row.ends_at) for row in rows if row.kind == shifts.LEAVE]
        self._away += [(away.starts_at, away.ends_at) for away in absences]
        self._shifts: dict[date, list[Shift]] = {}
        for shift in shifts.shifts_of(rows):
            self._shifts.setdefault(local_date(shift.starts_at, zone), []).append(shift)

    def cell(self, day: date) -> Cell:
        since, until = span_of_days(day, day, self._zone)
        here = tuple(self._shifts.get(day, ()))
        worked = list(dict.fromkeys(queue for shift in here for queue in shift.queues()))
        return Cell(
            day,
            here,
            self._queues.get(worked[0]) if worked else None,
            len(worked) > 1,
            self._is_away(since, until),
            self._changed.get(day, 0),
            tuple(mark for mark in self._findings if local_date(mark.starts_at, self._zone) == day),
        )

    def _is_away(self, since: datetime, until: datetime) -> bool:
        return any(overlap(start, end, since, until) > timedelta() for start, end in self._away)


def _changed(rows: Iterable[Row], zone: str) -> dict[date, int]:
    """The last amendment of each local date on which rows were added or removed."""
    found: dict[date, int] = {}
    for row in rows:
        if number := shifts.changed_by(row):
            day = local_date(row.starts_at, zone)
            found[day] = max(number, found.get(day, 0))
    return found


def _sorted(lines: list[Line], by: str) -> list[Line]:
    """Lines by first start of the days shown, by team, or by name as they come."""
    if by == "team":
        return sorted(lines, key=lambda line: line.member.team.casefold())
    if by == "start":
        return sorted(lines, key=_first_start)
    return lines


def _first_start(line: Line) -> tuple[bool, str]:
    starts = [shift.starts_at.isoformat() for cell in line.cells for shift in cell.shifts]
    return (not starts, min(starts, default=""))
