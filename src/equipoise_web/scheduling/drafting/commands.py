"""What planners do to shifts, worked out on a draft's rows: each gives the changes of an edit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from equipoise.errors import InvalidInput
from equipoise_web.core.local_days import DAY, local_date, span_of_days
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.changing import Change, of_day, pieces_of, spells
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.drafting.wall import on_day
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.queries.draft_source import all_rows
from equipoise_web.scheduling.queries.shifts import Row, by_worker
from equipoise_web.service.models import Queue


@dataclass(frozen=True)
class Item:
    """A shift or stretch, named by its worker and the instant at which it begins."""

    worker: Worker
    starts_at: datetime


class Bench:
    """The rows of some workers around some days, on which changes are worked out."""

    def __init__(self, draft: Draft, workers: Iterable[Worker], first: date, last: date) -> None:
        self.draft, self.zone = draft, draft.base.centre.timezone
        self.workers = {worker.pk: worker for worker in workers}
        since, until = span_of_days(first - DAY, last + DAY, self.zone)
        rows = all_rows(draft, since, until, worker__in=self.workers)
        self.rows = by_worker(rows)
        self.queues = {queue.pk: queue for queue in Queue.objects.filter(centre=draft.base.centre_id)}

    def of_day(self, worker: Worker, day: date) -> tuple[Row, ...]:
        """The rows that begin with a shift of a day."""
        return of_day(self.rows.get(worker.pk, []), day, self.zone)

    def spell(self, item: Item) -> tuple[Row, ...]:
        """The rows of an item; InvalidInput where it is not there any more."""
        found = spells(self.rows.get(item.worker.pk, []))
        rows = next((spell for spell in found if spell[0].starts_at == item.starts_at), None)
        if rows is None:
            raise InvalidInput("this shift is not there any more", field="items")
        return rows

    def change(self, worker: Worker, gone: Sequence[Row], pieces: Sequence[Piece]) -> Change:
        """A change of one worker beside the rows that stay."""
        kept = tuple(row for row in self.rows.get(worker.pk, ()) if row not in gone)
        return Change(worker, tuple(gone), tuple(pieces), kept)

    def pieces(self, rows: Iterable[Row]) -> tuple[Piece, ...]:
        return pieces_of(rows, self.queues)


def bench_of(draft: Draft, items: Sequence[Item], to: Worker | None = None, days: int = 0) -> Bench:
    """The rows around some items, and around where they go."""
    if not items:
        raise InvalidInput("nothing changes", field="items")
    zone = draft.base.centre.timezone
    dates = [local_date(item.starts_at, zone) for item in items]
    dates += [day + timedelta(days=days) for day in dates]
    workers = {item.worker for item in items} | ({to} if to else set())
    return Bench(draft, workers, min(dates), max(dates))


def move(draft: Draft, items: Sequence[Item], by: timedelta, to: Worker | None = None) -> list[Change]:
    """Items later or earlier by elapsed time; to another person where one is named."""
    bench = bench_of(draft, items, to)
    gone: dict[Worker, list[Row]] = {}
    coming: dict[Worker, list[Piece]] = {}
    for item in items:
        rows = bench.spell(item)
        gone.setdefault(item.worker, []).extend(rows)
        coming.setdefault(to or item.worker, []).extend(_shifted(piece, by) for piece in bench.pieces(rows))
    workers = dict.fromkeys([*gone, *coming])
    return [bench.change(each, gone.get(each, []), coming.get(each, [])) for each in workers]


def resize(draft: Draft, item: Item, starts_at: datetime, ends_at: datetime) -> list[Change]:
    """An item from and until other instants: its first and last stretch become longer or shorter."""
    if starts_at >= ends_at:
        raise InvalidInput("the end is not after the start", field="end")
    bench = bench_of(draft, [item])
    rows = bench.spell(item)
    inside = [
        piece for piece in bench.pieces(rows) if piece.starts_at < ends_at and piece.ends_at > starts_at
    ]
    if not inside:
        raise InvalidInput("nothing of the shift is left", field="end")
    inside[0] = replace(inside[0], starts_at=starts_at)
    inside[-1] = replace(inside[-1], ends_at=ends_at)
    return [bench.change(item.worker, rows, inside)]


def remove(draft: Draft, items: Sequence[Item]) -> list[Change]:
    """Items become free time."""
    return move_away(bench_of(draft, items), items)


def move_away(bench: Bench, items: Sequence[Item]) -> list[Change]:
    """The changes that take items away."""
    gone: dict[Worker, list[Row]] = {}
    for item in items:
        gone.setdefault(item.worker, []).extend(bench.spell(item))
    return [bench.change(worker, rows, ()) for worker, rows in gone.items()]


def day_becomes(draft: Draft, worker: Worker, day: date, pieces: Sequence[Piece]) -> list[Change]:
    """The shifts of a day become these pieces."""
    bench = Bench(draft, [worker], day, day)
    return [bench.change(worker, bench.of_day(worker, day), pieces)]


def place_day(
    draft: Draft, worker: Worker, day: date, to: Worker, to_day: date, *, keep: bool
) -> list[Change]:
    """The shifts of a day on another day or for another person, or also there where ``keep``.

    The same wall-clock times count. Raises InvalidInput where the day is empty or the place is taken.
    """
    bench = Bench(draft, {worker, to}, min(day, to_day), max(day, to_day))
    rows = bench.of_day(worker, day)
    if not rows:
        raise InvalidInput("there is no shift on this day", field="day")
    if (worker, day) == (to, to_day):
        raise InvalidInput("nothing changes", field="to_day")
    if bench.of_day(to, to_day):
        raise InvalidInput("there is a shift on that day already", field="to_day")
    coming = days_later(bench.pieces(rows), (to_day - day).days, bench.zone)
    if keep:
        return [bench.change(to, (), coming)]
    if worker == to:
        return [bench.change(worker, rows, coming)]
    return [bench.change(worker, rows, ()), bench.change(to, (), coming)]


def copy_week(draft: Draft, workers: Sequence[Worker], monday: date, to_monday: date) -> list[Change]:
    """The week of each worker stands in another week too, in place of what stood there."""
    days = (to_monday - monday).days
    if not days:
        raise InvalidInput("nothing changes", field="to")
    week = [timedelta(days=number) for number in range(7)]
    bench = Bench(draft, workers, min(monday, to_monday), max(monday, to_monday) + week[-1])
    changes = []
    for worker in workers:
        rows = [row for on in week for row in bench.of_day(worker, monday + on)]
        gone = [row for on in week for row in bench.of_day(worker, to_monday + on)]
        changes.append(bench.change(worker, gone, days_later(bench.pieces(rows), days, bench.zone)))
    return [change for change in changes if change.gone or change.pieces]


def days_later(pieces: Iterable[Piece], days: int, zone: str) -> list[Piece]:
    """Pieces at the same wall-clock times some days later; raises InvalidInput where the clock skips one."""
    return [
        replace(
            piece, starts_at=on_day(piece.starts_at, days, zone), ends_at=on_day(piece.ends_at, days, zone)
        )
        for piece in pieces
    ]


def _shifted(piece: Piece, by: timedelta) -> Piece:
    return replace(piece, starts_at=piece.starts_at + by, ends_at=piece.ends_at + by)
