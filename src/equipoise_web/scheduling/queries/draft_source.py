"""A draft as the source of a board: its rows, its coverage and its findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.scheduling.models import Draft, DraftStretch, ExpectedInterval, Roster, Stretch
from equipoise_web.scheduling.queries.coverage import ON_QUEUE, Coverage, compared
from equipoise_web.scheduling.queries.draft_findings import draft_findings
from equipoise_web.scheduling.queries.roster_findings import Mark
from equipoise_web.scheduling.queries.shifts import Row, as_rows

Same = tuple[int, datetime, datetime, str, int | None]


@dataclass
class Drafted:
    """The draft as it stands; the rows of a span are read once.

    A row that is not the base's counts as added by the last edit that touched its worker, one of the base
    that is gone as removed by it.
    """

    draft: Draft
    published: bool = False
    _read: dict[tuple[datetime, datetime], list[Row]] = field(default_factory=dict)

    @property
    def roster(self) -> Roster:
        return self.draft.base

    def rows(self, standing: Standing, since: datetime, until: datetime) -> list[Row]:
        if (since, until) not in self._read:
            self._read[since, until] = self._rows(standing, since, until)
        return self._read[since, until]

    def _rows(self, standing: Standing, since: datetime, until: datetime) -> list[Row]:
        own = DraftStretch.objects.visible_to(standing).filter(draft=self.draft, removed_by=None)
        base = Stretch.objects.visible_to(standing).filter(roster=self.draft.base_id, removed_by=None)
        touched = dict(self.draft.touched.values_list("worker_id", "number"))
        return _merged(as_rows(base, since, until), as_rows(own, since, until), touched)

    def coverage(self, since: datetime, until: datetime) -> Coverage:
        """Nothing is expected of it before it is finished and simulated."""
        rows = all_rows(self.draft, since, until, ON_QUEUE)
        return compared(self.draft.base, rows, since, until, ExpectedInterval.objects.none())

    def findings(self, standing: Standing) -> dict[int, list[Mark]]:
        return draft_findings(standing, self.draft)


def all_rows(draft: Draft, since: datetime, until: datetime, *narrowed: object, **more: object) -> list[Row]:
    """Everybody's rows that overlap a span, as they stand; for actions and counts, whoever looks."""
    own: QuerySet[DraftStretch] = DraftStretch.objects.filter(*narrowed, draft=draft, removed_by=None, **more)
    base = Stretch.objects.filter(*narrowed, roster=draft.base_id, removed_by=None, **more)
    base = base.exclude(worker__in=draft.touched.values("worker"))
    return sorted([*as_rows(own, since, until), *as_rows(base, since, until)], key=_place)


def _merged(was: Iterable[Row], now: Iterable[Row], touched: dict[int, int]) -> list[Row]:
    standing = {_same(row) for row in now}
    before = {_same(row) for row in was if row.worker in touched}
    found = [row for row in was if row.worker not in touched]
    found += [
        row._replace(added=None if _same(row) in before else touched[row.worker], removed=None) for row in now
    ]
    gone = (row for row in was if row.worker in touched and _same(row) not in standing)
    found += [row._replace(removed=touched[row.worker]) for row in gone]
    return sorted(found, key=_place)


def _same(row: Row) -> Same:
    return row.worker, row.starts_at, row.ends_at, row.activity, row.queue


def _place(row: Row) -> tuple[int, datetime]:
    return row.worker, row.starts_at
