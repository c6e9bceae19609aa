"""Payroll hours of a centre over a period, from published rosters as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import DAY, HOUR, monday_of, span_of_days
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Contract, Worker
from equipoise_web.scheduling.models import Absence, Roster, Stretch
from equipoise_web.scheduling.payroll.hours import (
    Hours,
    add,
    kind_of,
    over_contract,
    parts_by_day,
    public_holidays,
)
from equipoise_web.scheduling.payroll.profile import AMENDED, NAMES, PLANNED
from equipoise_web.service.models import CentreSettings

WEEK = 7
PLACES = 4
COLUMNS = (
    *("worker_id", "starts_at", "ends_at", "activity", "queue_id", "roster__number"),
    *("added_by", "added_by__made_at", "removed_by", "removed_by__made_at"),
)
Row = dict[str, Any]


@dataclass
class Day:
    """What is known of one worker on one day."""

    roster: int | None = None
    now: Hours = field(default_factory=Hours)
    published: Hours = field(default_factory=Hours)
    amendments: set[int] = field(default_factory=set)
    changed_at: datetime | None = None

    def changed(self, at: datetime | None) -> None:
        self.changed_at = max(filter(None, (self.changed_at, at)), default=None)


def payroll_rows(standing: Standing, centre: Centre, first: date, last: date) -> list[Row]:
    """Rows of the profile, by worker number and day, of the people for whom the viewer is HR."""
    people = Person.objects.filter(standing.members(Role.HR)).values("pk")
    own = {"worker__centre": centre, "worker__person__in": people}
    period = _Period(centre, monday_of(first), last)
    _stretches(standing, own, period)
    _absences(standing, own, period)
    contracts = defaultdict(list)
    for contract in Contract.objects.visible_to(standing).filter(**own):
        contracts[contract.worker_id].append(contract)
    seen = Worker.objects.visible_to(standing).filter(centre=centre, person__in=people)
    numbers = seen.order_by("number", "pk").values_list("pk", "number")
    return [
        row
        for pk, number in numbers
        for row in _of_worker(number, period.days[pk], contracts[pk])
        if first.isoformat() <= row["day"]
    ]


class _Period:
    """Days by worker, with the published roster of each day and the public holidays."""

    def __init__(self, centre: Centre, first: date, last: date) -> None:
        self.zone, self.first, self.last = centre.timezone, first, last
        self.since, self.until = span_of_days(first, last, self.zone)
        self.days: dict[int, dict[date, Day]] = defaultdict(lambda: defaultdict(Day))
        rosters = Roster.objects.filter(
            centre=centre, publication__isnull=False, starts_on__lte=last, ends_on__gte=first
        )
        columns = ("starts_on", "ends_on", "number", "publication__published_at")
        self._rosters = list(rosters.values_list(*columns))
        settings = CentreSettings.objects.filter(centre=centre).first()
        self._holidays = public_holidays(settings.holidays if settings else "", first, last)

    def roster(self, day: date) -> tuple[int, datetime] | None:
        """Number and publication of the roster that covers a day."""
        return next(((number, at) for first, last, number, at in self._rosters if first <= day <= last), None)

    def add(self, hours: Hours, kind: str, day: date, since: datetime, until: datetime) -> None:
        add(hours, kind, day, since, until, self.zone, day in self._holidays)


def _stretches(standing: Standing, own: Row, period: _Period) -> None:
    """Count the rows of published rosters, as published and as they stand."""
    rows = Stretch.objects.visible_to(standing).filter(
        **own, roster__publication__isnull=False, starts_at__lt=period.until, ends_at__gt=period.since
    )
    for worker, start, end, activity, queue, number, added, added_at, removed, removed_at in rows.values_list(
        *COLUMNS
    ):
        kind = kind_of(activity, queue)
        for at, since, until in parts_by_day(start, end, period.zone):
            if not period.first <= at <= period.last:
                continue
            day = period.days[worker][at]
            covering = period.roster(at)
            day.roster = covering[0] if covering else number
            day.amendments |= {each for each in (added, removed) if each}
            day.changed(added_at)
            day.changed(removed_at)
            if kind and added is None:
                period.add(day.published, kind, at, since, until)
            if kind and removed is None:
                period.add(day.now, kind, at, since, until)


def _absences(standing: Standing, own: Row, period: _Period) -> None:
    """Count absences on file on the days that a published roster covers, where the roster has none itself."""
    rows = Absence.objects.visible_to(standing).filter(
        **own, starts_at__lt=period.until, ends_at__gt=period.since
    )
    rostered = {
        (worker, at) for worker, days in period.days.items() for at, day in days.items()
        if day.now.by_kind["leave_h"]
    }  # fmt: skip
    for row in rows:
        counted = timedelta(hours=row.counted_h)
        for at, since, until in parts_by_day(row.starts_at, row.ends_at, period.zone):
            covering = period.roster(at)
            inside = period.first <= at <= period.last
            if not inside or covering is None or (row.worker_id, at) in rostered:
                continue
            day = period.days[row.worker_id][at]
            day.roster = covering[0]
            day.now.by_kind["leave_h"] += counted * ((until - since) / (row.ends_at - row.starts_at))
            if row.created_at > covering[1]:
                day.changed(row.created_at)


def _of_worker(number: str, days: dict[date, Day], contracts: Iterable[Contract]) -> Iterable[Row]:
    held = list(contracts)
    above = over_contract(
        ((at, day.now.counted) for at, day in days.items()), lambda monday: _agreed(held, monday)
    )
    for at in sorted(days):
        if days[at].now or days[at].changed_at:
            yield _row(number, at, days[at], above[at])


def _row(number: str, at: date, day: Day, above: timedelta | None) -> Row:
    told: Row = {
        "worker": number,
        "day": at.isoformat(),
        "roster": day.roster,
        "state": AMENDED if day.changed_at else PLANNED,
        "amendments": len(day.amendments),
        "changed_at": day.changed_at.isoformat() if day.changed_at else None,
        "published_paid_h": _hours(day.published.paid),
        "paid_h": _hours(day.now.paid),
        "over_contract_h": None if above is None else _hours(above),
    }
    return {name: told[name] if name in told else _hours(day.now.by_kind[name]) for name in NAMES}


def _agreed(contracts: Iterable[Contract], monday: date) -> timedelta | None:
    """Hours of the contract that holds in a week, its first where there are two."""
    sunday = monday + (WEEK - 1) * DAY
    held = [
        each for each in contracts
        if (each.starts_on or date.min) <= sunday and (each.ends_on or date.max) >= monday
    ]  # fmt: skip
    if not held:
        return None
    return timedelta(hours=min(held, key=lambda each: each.starts_on or date.min).hours_per_week)


def _hours(length: timedelta) -> float:
    return round(length / HOUR, PLACES)
