"""Locked days of a draft, and its alternatives beside it: what differs, by person and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import span_of_days
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.changing import of_day
from equipoise_web.scheduling.models import Alternative, AlternativeDay, Draft, DraftLock
from equipoise_web.scheduling.queries.draft_source import all_rows
from equipoise_web.scheduling.queries.roster_findings import ORDER
from equipoise_web.scheduling.queries.shifts import Row, by_worker

SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Compared:
    """One column: the figures of an alternative, how many shifts it changes and of how many people."""

    alternative: Alternative
    figures: dict[str, Any]
    findings: dict[str, int]
    shifts: int
    people: int

    @property
    def share(self) -> float | None:
        customers = self.figures["customers"]
        required = customers["required_h"]
        return customers["covered_h"] / required if required else None


@dataclass(frozen=True)
class Differing:
    """One day of a person: what stands now and what would."""

    day: date
    now: tuple[Row, ...]
    then: tuple[Row, ...]
    locked: bool


def locks_of(standing: Standing, draft: Draft) -> frozenset[tuple[UUID, str]]:
    """Locked days as workers' identifiers and dates."""
    rows = DraftLock.objects.visible_to(standing).filter(draft=draft).values_list("worker__uuid", "day")
    return frozenset((worker, day.isoformat()) for worker, day in rows)


def compared(standing: Standing, draft: Draft) -> list[Compared]:
    """The newest alternatives, the oldest of them first; the draft as it was searched is before them."""
    found = Alternative.objects.visible_to(standing).filter(draft=draft).select_related("made_by", "run")
    newest = list(found.order_by("-number")[:SIDE_BY_SIDE])[::-1]
    days = AlternativeDay.objects.filter(alternative__in=newest).values_list("alternative", "worker")
    changed: dict[int, list[int]] = {}
    for alternative, worker in days:
        changed.setdefault(alternative, []).append(worker)
    return [
        Compared(
            one, one.figures["after"], _ordered(one.figures["findings"]["after"]),
            len(changed.get(one.pk, ())), len(set(changed.get(one.pk, ()))),
        )
        for one in newest
    ]  # fmt: skip


def draft_before(alternative: Alternative) -> Compared:
    """The draft as it stood when the search began."""
    before = _ordered(alternative.figures["findings"]["before"])
    return Compared(alternative, alternative.figures["before"], before, 0, 0)


def differences(
    standing: Standing, draft: Draft, alternative: Alternative
) -> list[tuple[Worker, list[Differing]]]:
    """By person, in order of name: each day that differs, beside the draft as it stands now."""
    seen = AlternativeDay.objects.visible_to(standing).filter(alternative=alternative)
    days = list(seen.select_related("worker__person").prefetch_related("stretches"))
    if not days:
        return []
    zone, dates = draft.base.centre.timezone, [one.day for one in days]
    since, until = span_of_days(min(dates), max(dates), zone)
    rows = by_worker(all_rows(draft, since, until, worker__in={one.worker_id for one in days}))
    locks = set(draft.locks.values_list("worker", "day"))
    found: dict[Worker, list[Differing]] = {}
    for one in sorted(days, key=lambda each: (each.worker.person.name, each.worker_id, each.day)):
        now = of_day(rows.get(one.worker_id, []), one.day, zone)
        locked = (one.worker_id, one.day) in locks
        found.setdefault(one.worker, []).append(Differing(one.day, now, _then(one), locked))
    return list(found.items())


def _then(day: AlternativeDay) -> tuple[Row, ...]:
    rows: Sequence[Any] = sorted(day.stretches.all(), key=lambda row: row.starts_at)
    return tuple(
        Row(day.worker_id, row.starts_at, row.ends_at, row.activity, row.queue_id, None, None) for row in rows
    )


def _ordered(found: dict[str, int]) -> dict[str, int]:
    return {severity: found[severity] for severity in ORDER if found.get(severity)}
