"""Figures of the days shown of a draft: covered and required time, paid time beside the base's, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from equipoise_web.core.local_days import local_date
from equipoise_web.scheduling.queries.coverage import Coverage, Interval
from equipoise_web.scheduling.queries.roster_findings import Mark, counts
from equipoise_web.scheduling.queries.shifts import Row, paid_time, shown


@dataclass(frozen=True)
class Cover:
    """Person-hours on queue of those required; hours too many in one interval never cover another."""

    covered_h: float
    required_h: float
    scheduled_h: float
    worst: Interval | None

    @property
    def share(self) -> float | None:
        return self.covered_h / self.required_h if self.required_h else None

    @property
    def short_h(self) -> float:
        return self.required_h - self.covered_h


@dataclass(frozen=True)
class DraftFigures:
    """``paid`` and ``paid_before`` are of the rows that the viewer sees, in the draft and in its base."""

    cover: Cover
    paid: timedelta
    paid_before: timedelta
    people: int
    findings: dict[str, int]

    @property
    def more_paid_h(self) -> float:
        return (self.paid - self.paid_before) / timedelta(hours=1)

    @property
    def paid_h(self) -> float:
        return self.paid / timedelta(hours=1)


def figures_of_draft(
    rows: Sequence[Row], coverage: Coverage, marks: Iterable[Mark], since: datetime, until: datetime
) -> DraftFigures:
    """The figures over a span."""
    changed = {row.worker for row in rows if row.added or row.removed}
    return DraftFigures(
        cover_of(list(coverage.queues.values()), coverage.step),
        paid_time(shown(rows, published=False), since, until),
        paid_time((row for row in rows if row.added is None), since, until),
        len(changed),
        counts(marks),
    )


def cover_of(queues: Sequence[Sequence[Interval]], step: timedelta) -> Cover:
    """Some queues over some intervals."""
    hours = step / timedelta(hours=1)
    known = [each for intervals in queues for each in intervals if each.required is not None]
    short = [each for each in known if (each.difference or 0) < 0]
    return Cover(
        hours * sum(min(each.scheduled, each.required or 0.0) for each in known),
        hours * sum(each.required or 0.0 for each in known),
        hours * sum(each.scheduled for each in known),
        min(short, key=lambda each: each.difference or 0, default=None),
    )


def cover_by_day(
    coverage: Coverage, queue: int | None, days: Sequence[date], zone: str
) -> list[tuple[date, Cover]]:
    """The cover of each local day, of a queue or of all."""
    chosen = list(coverage.queues.values()) if queue is None else [coverage.of(queue)]
    found = []
    for day in days:
        here = [[each for each in row if local_date(each.starts_at, zone) == day] for row in chosen]
        found.append((day, cover_of(here, coverage.step)))
    return found
