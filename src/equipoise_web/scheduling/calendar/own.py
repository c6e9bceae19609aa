"""One person's published rows, as the database has them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import span_of_days
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.calendar.history import Day, Row, history
from equipoise_web.scheduling.calendar.shifts import Part
from equipoise_web.scheduling.models import Amendment, Stretch

MARGIN = timedelta(days=1)  # a shift begins on one day and may end on the next
COLUMNS = (
    *("starts_at", "ends_at", "activity", "queue__name", "roster_id"),
    *("added_by__number", "removed_by__number", "roster__publication__published_at"),
)


def worker_of(standing: Standing) -> Worker | None:
    """The person as one who is rostered, with the centre at hand; None for somebody who is not."""
    own = Worker.objects.visible_to(standing).filter(person=standing.person_id)
    return own.select_related("centre").first()


def ever_published(standing: Standing, worker: Worker) -> bool:
    """Whether any published roster names the worker."""
    found = Stretch.objects.visible_to(standing).filter(worker=worker, roster__publication__isnull=False)
    return found.exists()


def own_rows(standing: Standing, worker: Worker, first: date, last: date) -> list[Row]:
    """Rows of the worker's published rosters near these local dates, removed ones among them."""
    since, until = span_of_days(first - MARGIN, last + MARGIN, worker.centre.timezone)
    found = Stretch.objects.visible_to(standing).filter(
        worker=worker, roster__publication__isnull=False, starts_at__lt=until, ends_at__gt=since
    )
    return [_row(*values) for values in found.order_by("starts_at", "pk").values_list(*COLUMNS)]


def own_history(rows: Iterable[Row], worker: Worker, first: date, last: date) -> dict[date, Day]:
    """The days among these rows that begin from ``first`` to ``last``."""
    days = history(rows, ZoneInfo(worker.centre.timezone))
    return {day: story for day, story in days.items() if first <= day <= last}


def own_amendments(
    standing: Standing, worker: Worker, days: Iterable[Day]
) -> dict[tuple[int, int], Amendment]:
    """The amendments that changed these days, by roster and number, with who asked at hand."""
    wanted = {(change.roster, change.number) for day in days for change in day.changes}
    if not wanted:
        return {}
    numbers = Q(publication__roster__in={roster for roster, _ in wanted}, number__in={n for _, n in wanted})
    found = Amendment.objects.visible_to(standing).filter(numbers, worker=worker)
    return {
        (row.publication.roster_id, row.number): row
        for row in found.select_related("publication", "asked_by")
    }


def _row(starts_at: Any, ends_at: Any, activity: str, queue: str | None, roster: int, *changes: Any) -> Row:
    added, removed, published_at = changes
    return Row(Part(starts_at, ends_at, activity, queue or ""), roster, added or 0, removed, published_at)
