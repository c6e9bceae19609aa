"""Have a part of a draft planned anew, lock days of it, and what accepting an alternative changes."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.audit.record import record
from equipoise_web.core.canonical import canonical
from equipoise_web.core.events import emit
from equipoise_web.core.jobs.queue import enqueue
from equipoise_web.core.models import Person, Run
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.drafts import horizon, opened
from equipoise_web.scheduling.drafting.changing import Change
from equipoise_web.scheduling.drafting.commands import Bench
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.jobs import SOLVE
from equipoise_web.scheduling.models import Alternative, AlternativeDay, Draft, DraftLock

LONGEST_S, LARGEST = 3600.0, 2**31 - 1
HEAVIEST, DEAREST = 10.0, 100.0
Cell = tuple[int, date]


@dataclass(frozen=True)
class Scope:
    """Days of some workers that may change, both ends included."""

    workers: Sequence[Worker]
    first: date
    last: date


@dataclass(frozen=True)
class Aims:
    """How much more than usual the centre's own weights of each group count; ``change`` is the price of a
    day that differs from the draft, in agent-hours, 0 for none."""

    customers: float = 1.0
    people: float = 1.0
    money: float = 1.0
    change: float = 0.0


@transaction.atomic
def request_alternative(
    *,
    actor: Person,
    draft: Draft,
    scope: Scope,
    aims: Aims,
    seconds: float | None = None,
    work: int | None = None,
    key: str | None = None,
) -> Run:
    """Queue a search; asking twice with one ``key`` makes one run.

    Parameters
    ----------
    seconds, work
        How long it goes on, as of a plan. One of them.

    Raises
    ------
    InvalidInput
        The scope is empty or not of this draft, or a value is out of its range; names the field.
    DraftEnded
        It was finished or dropped.
    """
    locked = opened(actor, draft)
    _refuse(locked, scope, aims, seconds, work)
    centre = locked.base.centre
    part = {
        "workers": sorted(str(worker.uuid) for worker in scope.workers),
        "first": scope.first.isoformat(), "last": scope.last.isoformat(),
        "customers": aims.customers, "people": aims.people, "money": aims.money, "change": aims.change,
    }  # fmt: skip
    arguments = {
        "centre": str(centre.uuid), "draft": str(locked.uuid), "at": timezone.now().isoformat(),
        "part": part, "seconds": seconds, "work": work, **horizon(locked.base),
    }  # fmt: skip
    name = f"solve:{key or uuid.uuid4()}"
    run = enqueue(SOLVE, arguments, key=name, organisation=centre.organisation, requested_by=actor)
    if run.arguments == canonical(arguments):  # else an earlier request has made and recorded the run
        record(
            actor, "draft.alternative_requested", locked, organisation=centre.organisation,
            workers=len(scope.workers), first=scope.first, last=scope.last,
        )  # fmt: skip
    return run


@transaction.atomic
def lock_days(*, actor: Person, draft: Draft, cells: Collection[tuple[Worker, date]], locked: bool) -> None:
    """Keep days of workers as they are in every search, or let them free again."""
    here = opened(actor, draft)
    for worker, day in cells:
        if worker.centre_id != here.base.centre_id or not here.base.starts_on <= day <= here.base.ends_on:
            raise InvalidInput("the roster does not have this day", field="day")
        if locked:
            DraftLock.objects.get_or_create(
                draft=here, worker=worker, day=day, defaults={"set_by": actor, "set_at": timezone.now()}
            )
        else:
            DraftLock.objects.filter(draft=here, worker=worker, day=day).delete()
    record(
        actor, "draft.locked" if locked else "draft.unlocked", here,
        organisation=here.base.centre.organisation,
        workers=sorted({str(worker.uuid) for worker, _ in cells}),
        days=sorted({str(day) for _, day in cells}),
    )  # fmt: skip
    emit(f"draft:{here.uuid}", "locked")


def changes_of(draft: Draft, alternative: Alternative, cells: Collection[Cell]) -> list[Change]:
    """What accepting some days, by worker, would change in the draft as it stands.

    Raises InvalidInput where none of them is of the alternative, or one is locked.
    """
    days = [day for day in _days(alternative) if (day.worker_id, day.day) in set(cells)]
    if not days:
        raise InvalidInput("no day is ticked", field="days")
    kept = set(draft.locks.values_list("worker", "day"))
    if any((day.worker_id, day.day) in kept for day in days):
        raise InvalidInput("a locked day is among them", field="days")
    dates = [day.day for day in days]
    bench = Bench(draft, {day.worker for day in days}, min(dates), max(dates))
    by_worker: dict[Worker, list[AlternativeDay]] = {}
    for day in days:
        by_worker.setdefault(day.worker, []).append(day)
    return [
        bench.change(
            worker,
            [row for day in own for row in bench.of_day(worker, day.day)],
            [piece for day in own for piece in pieces_of_day(day)],
        )
        for worker, own in by_worker.items()
    ]


def pieces_of_day(day: AlternativeDay) -> list[Piece]:
    """The rows that would stand."""
    rows = sorted(day.stretches.all(), key=lambda row: row.starts_at)
    return [Piece(row.starts_at, row.ends_at, row.activity, row.queue) for row in rows]


def _days(alternative: Alternative) -> list[AlternativeDay]:
    found = alternative.days.select_related("worker__person", "worker__centre")
    return list(found.prefetch_related("stretches__queue", "worker__skills").order_by("worker", "day"))


def _refuse(draft: Draft, scope: Scope, aims: Aims, seconds: float | None, work: int | None) -> None:
    base = draft.base
    if not base.starts_on <= scope.first <= base.ends_on:
        raise InvalidInput("the roster does not have this day", field="first")
    if not scope.first <= scope.last <= base.ends_on:
        raise InvalidInput("the roster does not have this day", field="last")
    if not scope.workers or any(worker.centre_id != base.centre_id for worker in scope.workers):
        raise InvalidInput("nobody is chosen", field="people")
    for name in ("customers", "people", "money"):
        if not 0 < getattr(aims, name) <= HEAVIEST:
            raise InvalidInput(f"must be more than 0 and at most {HEAVIEST:g}", field=name)
    if not 0 <= aims.change <= DEAREST:
        raise InvalidInput(f"must be 0 to {DEAREST:g}", field="change")
    if (seconds is None) == (work is None):
        raise InvalidInput("give seconds or work, not both", field="seconds")
    if seconds is not None and not 0 < seconds <= LONGEST_S:
        raise InvalidInput(f"must be more than 0 and at most {LONGEST_S:g}", field="seconds")
    if work is not None and not 0 <= work <= LARGEST:
        raise InvalidInput(f"must be 0 to {LARGEST}", field="work")
