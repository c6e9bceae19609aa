"""Rows of a roster as a board needs them: stretches, and shifts made of stretches without a gap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.scheduling.models import Roster, Stretch

WORK = "work"
UNPAID = frozenset({"meal"})
AWAY = frozenset({"leave", "sickness", "absence", "compensation"})
OFF = "off"
ON_CALL = "on_call"
LEAVE = "leave"


class Row(NamedTuple):
    """One stretch; ``added`` and ``removed`` are numbers of the amendments that did so."""

    worker: int
    starts_at: datetime
    ends_at: datetime
    activity: str
    queue: int | None
    added: int | None
    removed: int | None

    @property
    def kind(self) -> str:
        """The activity as everybody may know it: why somebody is away is never told apart."""
        return LEAVE if self.activity in AWAY else self.activity

    @property
    def at_work(self) -> bool:
        return self.activity not in AWAY and self.activity not in (OFF, ON_CALL)

    @property
    def paid(self) -> bool:
        return self.at_work and self.activity not in UNPAID


@dataclass(frozen=True)
class Shift:
    """Stretches of one worker that follow each other without a gap."""

    rows: tuple[Row, ...]

    @property
    def starts_at(self) -> datetime:
        return self.rows[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.rows[-1].ends_at

    def queues(self) -> list[int]:
        """The queues worked on, the longest first."""
        spent: Counter[int] = Counter()
        for row in self.rows:
            if row.queue is not None:
                spent[row.queue] += int((row.ends_at - row.starts_at).total_seconds())
        return [queue for queue, _seconds in spent.most_common()]


def rows_of(standing: Standing, roster: Roster, since: datetime, until: datetime) -> list[Row]:
    """The rows of a roster that the viewer may see, also removed ones, by worker and time."""
    return as_rows(Stretch.objects.visible_to(standing).filter(roster=roster), since, until)


def as_rows(stretches: QuerySet[Any], since: datetime, until: datetime) -> list[Row]:
    """Stretches that overlap a span, by worker and time."""
    found = stretches.filter(starts_at__lt=until, ends_at__gt=since).order_by("worker", "starts_at")
    columns = ("worker_id", "starts_at", "ends_at", "activity", "queue_id")
    return [Row(*row) for row in found.values_list(*columns, "added_by__number", "removed_by__number")]


def shown(rows: Iterable[Row], *, published: bool) -> list[Row]:
    """The roster as it was published, or as it stands after all amendments."""
    if published:
        return [row for row in rows if row.added is None]
    return [row for row in rows if row.removed is None]


def changed_by(row: Row) -> int:
    """The last amendment that touched a row; 0 for none."""
    return max(row.added or 0, row.removed or 0)


def by_worker(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Rows of each worker in their order."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.worker].append(row)
    return found


def shifts_of(rows: Sequence[Row]) -> list[Shift]:
    """Shifts of one worker's ordered rows; absences are no shifts."""
    runs: list[list[Row]] = []
    for row in rows:
        if not row.at_work:
            continue
        if runs and runs[-1][-1].ends_at == row.starts_at:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [Shift(tuple(run)) for run in runs]


def duties_of(rows: Sequence[Row]) -> list[Shift]:
    """On-call duty of one worker's ordered rows, each row by itself: no shift, but shown as one is."""
    return [Shift((row,)) for row in rows if row.activity == ON_CALL]


def paid_time(rows: Iterable[Row], since: datetime, until: datetime) -> timedelta:
    """Paid time within a span: all but meals, absences and on-call duty."""
    paid = (min(row.ends_at, until) - max(row.starts_at, since) for row in rows if row.paid)
    return sum((part for part in paid if part > timedelta()), timedelta())
