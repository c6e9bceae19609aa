"""From roster rows and facts to one timeline a worker and layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from equipoise.errors import InvalidInput
from equipoise.timegrid import LocalClock, Stretch

from .local import local_day, midnight_s, written
from .model import Absence, ContactEnd, LeaveAccount, Timeline, WorkerFacts

Theirs = TypeVar("Theirs", Absence, LeaveAccount)


def build_timelines(
    stretches: Iterable[Stretch],
    facts: Sequence[WorkerFacts],
    clock: LocalClock,
    from_s: int,
    to_s: int,
    history: Iterable[Stretch] = (),
    absences: Iterable[Absence] = (),
    leave: Iterable[LeaveAccount] | None = None,
    contacts: Mapping[str, tuple[ContactEnd, ...]] | None = None,
) -> tuple[Timeline, ...]:
    """Timelines of all workers in ``facts`` over ``[from_s, to_s)``, in order of name.

    Each layer (planned, changed, worked) of a worker is a timeline of its own, judged as the whole
    of that worker's time; history belongs to all. Rows of ``stretches`` before ``from_s`` are
    history too; rows of ``history`` from ``from_s`` on are left out, since the roster speaks for
    that period. Knowledge begins on the first local day of any history row, for everybody. ``leave``
    and ``contacts`` (by worker) are ``None`` where nobody handed any over.

    Raises
    ------
    InvalidInput
        A row names an unknown worker, or two rows of a worker overlap.
    """
    rows = sorted(stretches)
    past = sorted(row for row in history if row.start_s < from_s)
    by_worker = {worker: list(mine) for worker, mine in groupby(rows, key=lambda row: row.worker)}
    past_of = {worker: list(mine) for worker, mine in groupby(past, key=lambda row: row.worker)}
    _refuse_unknown({*by_worker, *past_of}, facts)
    known_from_s = _known_from(clock, from_s, [*past, *rows])
    away, accounts = _by_worker(absences), _by_worker(leave or ())
    return tuple(
        Timeline(
            who,
            clock,
            layer,
            from_s,
            to_s,
            known_from_s,
            away.get(who.worker, ()),
            None if leave is None else accounts.get(who.worker, ()),
            None if contacts is None else contacts.get(who.worker, ()),
        )
        for who in sorted(facts, key=lambda who: who.worker)
        for layer in _layers(by_worker.get(who.worker, []), past_of.get(who.worker, []), clock)
    )


def _by_worker(rows: Iterable[Theirs]) -> dict[str, tuple[Theirs, ...]]:
    found: dict[str, list[Theirs]] = {}
    for row in rows:
        found.setdefault(row.worker, []).append(row)
    return {worker: tuple(mine) for worker, mine in found.items()}


def _layers(
    rows: Sequence[Stretch], past: Sequence[Stretch], clock: LocalClock
) -> Iterable[tuple[Stretch, ...]]:
    for layer in sorted({row.layer for row in rows}) or [""]:
        timeline = tuple(sorted([*past, *(row for row in rows if row.layer == layer)]))
        _refuse_overlap(timeline, clock)
        yield timeline


def _known_from(clock: LocalClock, from_s: int, rows: Iterable[Stretch]) -> int:
    """Local midnight of the first day with a row before the period; its start when there is none."""
    first = min((row.start_s for row in rows), default=from_s)
    return midnight_s(clock, local_day(clock, first)) if first < from_s else from_s


def _refuse_unknown(workers: set[str], facts: Sequence[WorkerFacts]) -> None:
    unknown = sorted(workers - {who.worker for who in facts})
    if unknown:
        raise InvalidInput(f"nothing is known of worker {unknown[0]!r}", field="worker")


def _refuse_overlap(rows: Sequence[Stretch], clock: LocalClock) -> None:
    for earlier, later in pairwise(rows):
        if later.start_s < earlier.end_s:
            raise InvalidInput(
                f"worker {later.worker!r} has {later.activity} from {written(clock, later.start_s)} while "
                f"{earlier.activity} lasts until {written(clock, earlier.end_s)}",
                field="start",
            )
