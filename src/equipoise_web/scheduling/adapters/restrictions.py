"""Restrictions as time in which somebody is not planned; why, is written nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from equipoise import centre as library
from equipoise.timegrid import Zone, zone
from equipoise_web.core.models import Centre
from equipoise_web.people.models import Restriction, RestrictionKind
from equipoise_web.people.models.periods import holds, touching

DAY = timedelta(days=1)
WHOLE_DAY = 24 * 60
NIGHT_ENDS = 6 * 60
WEEKEND = (5, 6)


def restricted(
    centre: Centre, known: Collection[str], first: date, last: date
) -> Iterator[library.Availability]:
    """Unavailable times of these workers by number, on each local day between two days."""
    rows = Restriction.objects.filter(
        touching(first, last), worker__centre=centre, worker__number__in=known
    ).select_related("worker")
    clock = zone(centre.timezone)
    for row in rows.order_by("worker__number", "pk"):
        for day in _days(first, last + DAY):  # a night may begin on the last day
            if holds(row.starts_on, row.ends_on, day) and (span := minutes_of(row, day)):
                yield _unavailable(row.worker.number, clock, day, span)


def minutes_of(row: Restriction, day: date) -> tuple[int, int] | None:
    """From which minute to which of a local day the restriction keeps its worker free."""
    minute = row.at.hour * 60 + row.at.minute if row.at else 0
    spans = {
        RestrictionKind.NO_NIGHTS: (0, NIGHT_ENDS),
        RestrictionKind.NO_WEEKEND: (0, WHOLE_DAY) if day.weekday() in WEEKEND else None,
        RestrictionKind.EARLIEST_START: (0, minute) if minute else None,
        RestrictionKind.LATEST_END: (minute, WHOLE_DAY),
        RestrictionKind.FREE_WEEKDAY: (0, WHOLE_DAY) if day.weekday() == row.weekday else None,
    }
    return spans[RestrictionKind(row.kind)]


def _unavailable(worker: str, clock: Zone, day: date, span: tuple[int, int]) -> library.Availability:
    start, end = (clock.instant_s(day, minute) for minute in span)
    return library.Availability(worker, start, end, "unavailable")


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY
