"""What is known of the past: for each queue its span, its days without rows and its weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Max

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Centre
from equipoise_web.service.models import HistoryImport, HistoryInterval, Queue

MOST_IMPORTS = 20
WEEKS = 53


@dataclass(frozen=True)
class Week:
    """Contacts of a week from Monday; ``share`` of the busiest one shown."""

    monday: date
    offered: float
    share: float

    @property
    def height(self) -> str:
        """Of its bar, in 40 units."""
        return f"{40 * self.share:.1f}"

    @property
    def top(self) -> str:
        return f"{40 - 40 * self.share:.1f}"


@dataclass(frozen=True)
class QueueHistory:
    """One queue's history; ``missing`` days have no row, ``partial`` ones fewer than half of the usual."""

    queue: Queue
    rows: int = 0
    first: datetime | None = None
    last: datetime | None = None
    missing: list[date] = field(default_factory=list)
    partial: list[date] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)
    brought_in: datetime | None = None

    @property
    def last_week(self) -> Week | None:
        return self.weeks[-1] if self.weeks else None

    @property
    def mean_week(self) -> float:
        """Mean of the weeks that are shown."""
        return sum(week.offered for week in self.weeks) / len(self.weeks) if self.weeks else 0.0


@dataclass
class _Sheet:
    rows: int = 0
    first: datetime | None = None
    last: datetime | None = None
    counts: Counter[date] = field(default_factory=Counter)
    offered: dict[date, float] = field(default_factory=dict)


def histories_of(standing: Standing, centre: Centre) -> list[QueueHistory]:
    """Every queue in use, and those out of use that have history."""
    queues = list(Queue.objects.visible_to(standing).filter(centre=centre))
    sheets, brought_in = _sheets(queues, centre.timezone), _brought_in(queues)
    found = [_history(queue, sheets[queue.pk], brought_in.get(queue.pk)) for queue in queues]
    return [history for history in found if history.rows or history.queue.active]


def imports_of(standing: Standing, centre: Centre) -> list[HistoryImport]:
    """The latest files that the reader sees."""
    rows = HistoryImport.objects.visible_to(standing).filter(centre=centre).defer("content")
    people = rows.select_related("uploaded_by", "compare_run", "apply_run")
    return list(people.order_by("-created_at", "-pk")[:MOST_IMPORTS])


def _sheets(queues: list[Queue], zone: str) -> dict[int, _Sheet]:
    """All rows once, in order; the local day is worked out once a quarter of an hour, not once a row."""
    sheets = {queue.pk: _Sheet() for queue in queues}
    days: dict[datetime, date] = {}
    rows = HistoryInterval.objects.filter(queue__in=queues).order_by("starts_at")
    for queue, start, offered in rows.values_list("queue_id", "starts_at", "offered").iterator():
        sheet, quarter = sheets[queue], start.replace(minute=start.minute // 15 * 15)
        day = days[quarter] if quarter in days else days.setdefault(quarter, local_date(quarter, zone))
        sheet.rows += 1
        sheet.first, sheet.last = sheet.first or start, start
        sheet.counts[day] += 1
        sheet.offered[day] = sheet.offered.get(day, 0.0) + offered
    return sheets


def _brought_in(queues: list[Queue]) -> dict[int, datetime | None]:
    """When the latest file was applied that said something new of each queue."""
    latest = HistoryInterval.objects.filter(queue__in=queues).values("queue").annotate(last=Max("source"))
    sources = dict(latest.values_list("queue", "last"))
    rows = HistoryImport.objects.filter(pk__in=set(sources.values()))
    applied = dict(rows.values_list("pk", "applied_at"))
    return {queue: applied.get(source) for queue, source in sources.items()}


def _history(queue: Queue, sheet: _Sheet, brought_in: datetime | None) -> QueueHistory:
    if not sheet.rows:
        return QueueHistory(queue)
    missing, partial = _gaps(sheet.counts)
    return QueueHistory(
        queue, sheet.rows, sheet.first, sheet.last, missing, partial, _weeks(sheet.offered), brought_in
    )


def _gaps(counts: Mapping[date, int]) -> tuple[list[date], list[date]]:
    """Days without rows on which that weekday usually has them, and days with fewer than half of those."""
    first, last = min(counts), max(counts)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    usual = {
        weekday: median(counts.get(day, 0) for day in days if day.weekday() == weekday)
        for weekday in {day.weekday() for day in days}
    }
    missing = [day for day in days if usual[day.weekday()] and not counts.get(day)]
    partial = [day for day in days if 0 < counts.get(day, 0) < usual[day.weekday()] / 2]
    return missing, partial


def _weeks(offered: Mapping[date, float]) -> list[Week]:
    sums: defaultdict[date, float] = defaultdict(float)
    for day, count in offered.items():
        sums[day - timedelta(days=day.weekday())] += count
    latest = max(sums)
    mondays = [
        latest - timedelta(weeks=n)
        for n in reversed(range(WEEKS))
        if latest - timedelta(weeks=n) >= min(sums)
    ]
    most = max(sums[monday] for monday in mondays) or 1
    return [Week(monday, sums[monday], sums[monday] / most) for monday in mondays]
