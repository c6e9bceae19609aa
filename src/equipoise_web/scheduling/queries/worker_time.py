"""The time of workers in published rosters, and what is known of the time ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import monday_of, span_of_days
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Absence, Availability, Stretch
from equipoise_web.scheduling.queries.shifts import Row, Shift, as_rows, by_worker, paid_time, shifts_of

AHEAD = timedelta(weeks=8)
NEXT = 6


@dataclass(frozen=True)
class Time:
    """Availability and absence from now on; ``kind`` of an absence is empty where it is not the viewer's."""

    shifts: tuple[Shift, ...]
    absences: tuple[tuple[Absence, str], ...]
    availability: tuple[Availability, ...]


def planned_week(standing: Standing, workers: Iterable[Worker], day: date, zone: str) -> dict[int, timedelta]:
    """Paid time of each worker in the week of a day, in published rosters as they stand."""
    monday = monday_of(day)
    since, until = span_of_days(monday, monday + timedelta(days=6), zone)
    rows = _published(standing, workers, since, until)
    return {worker: paid_time(own, since, until) for worker, own in by_worker(rows).items()}


def time_of(standing: Standing, worker: Worker, *, sees_kind: bool) -> Time:
    """A worker's next shifts, and absences and availability of the next weeks."""
    now = standing.at
    within = {"worker": worker, "ends_at__gt": now, "starts_at__lt": now + AHEAD}
    absences = Absence.objects.visible_to(standing).filter(**within).order_by("starts_at")
    availability = Availability.objects.visible_to(standing).filter(**within).order_by("starts_at")
    shifts = shifts_of(_published(standing, [worker], now, now + AHEAD))
    return Time(
        tuple(shifts[:NEXT]),
        tuple((each, each.kind if sees_kind else "") for each in absences),
        tuple(availability),
    )


def _published(standing: Standing, workers: Iterable[Worker], since: datetime, until: datetime) -> list[Row]:
    seen = Stretch.objects.visible_to(standing).filter(
        worker__in=list(workers), roster__publication__isnull=False, removed_by__isnull=True
    )
    return as_rows(seen, since, until)
