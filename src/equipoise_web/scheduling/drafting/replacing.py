"""Who could stand in for a lost shift, and how: worked out on the draft's rows, before anybody judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from equipoise_web.core.local_days import DAY, monday_of, span_of_days
from equipoise_web.people.models import Contract, Skill, Worker
from equipoise_web.people.models.periods import holds
from equipoise_web.scheduling.drafting.changing import Change, of_day, pieces_of, spells
from equipoise_web.scheduling.drafting.lost import Lost
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.models import Absence, Availability, Draft
from equipoise_web.scheduling.queries.coverage import Coverage, cover
from equipoise_web.scheduling.queries.draft_source import all_rows
from equipoise_web.scheduling.queries.shifts import WORK, Row, by_worker, paid_time
from equipoise_web.service.models import Queue, RequirementInterval

HOUR = timedelta(hours=1)
LONGER, SHORTEST = (4 * HOUR, 2 * HOUR), HOUR  # by how much a shift is made longer; the least that helps
TAKE, EXTEND, QUEUE, MOVE = "take", "extend", "queue", "move"


@dataclass(frozen=True)
class Offer:
    """One way to cover (part of) a lost shift by one colleague.

    ``over_h`` is paid hours beyond the contract of the week that it adds, ``covered_h`` hours of the lost
    shift on its queue that it covers, ``rest_h`` the shortest rest before or after the shift.
    """

    worker: Worker
    kind: str
    change: Change
    over_h: float
    covered_h: float
    rest_h: float

    @property
    def price(self) -> tuple[float, float, float, str]:
        """Fewest hours beyond contract for each hour covered, then most hours covered, then most rest."""
        return round(self.over_h / self.covered_h, 6), -self.covered_h, -self.rest_h, self.worker.number


def offers(draft: Draft, lost: Lost, but: Worker) -> list[Offer]:
    """All that could be asked of colleagues who know the queue and are not away, the cheapest first."""
    table = _Table(draft, lost, but)
    found = (offer for worker in table.workers for offer in table.of(worker))
    return sorted((one for one in found if one.covered_h > 0), key=lambda one: one.price)


class _Table:
    """The week around a lost shift: rows, contracts, skills and cover, read once."""

    def __init__(self, draft: Draft, lost: Lost, but: Worker) -> None:
        self.draft, self.lost, self.zone = draft, lost, draft.base.centre.timezone
        monday = monday_of(lost.day)
        self.week = span_of_days(monday, monday + 6 * DAY, self.zone)
        rows = all_rows(draft, self.week[0] - DAY, self.week[1] + DAY)
        self.rows = by_worker(rows)
        self.queues = {queue.pk: queue for queue in Queue.objects.filter(centre=draft.base.centre_id)}
        self.cover = _cover(draft, lost, rows)
        self.skills = _skills(draft, lost.day)
        self.contracts = _contracts(draft, lost.day)
        needed = {row.queue for row in lost.work}
        able = [pk for pk, known in self.skills.items() if needed <= known and pk in self.contracts]
        away = _away(draft, lost)
        workers = Worker.objects.filter(pk__in=able).exclude(pk__in=[*away, but.pk])
        self.workers = list(workers.select_related("person", "centre").prefetch_related("skills"))

    def of(self, worker: Worker) -> Iterator[Offer]:
        """The ways of one colleague."""
        own = self.rows.get(worker.pk, [])
        shift = list(of_day(own, self.lost.day, self.zone))
        if not shift and not _touching(own, self.lost.starts_at, self.lost.ends_at):
            yield self._offer(worker, TAKE, (), pieces_of(self.lost.rows, self.queues))
        if len(spells(shift)) != 1 or not all(row.at_work for row in shift):
            return
        yield from self._longer(worker, shift)
        yield from self._other_queue(worker, shift)
        if self._spare(shift) and not _touching(
            [row for row in own if row not in shift], self.lost.starts_at, self.lost.ends_at
        ):
            yield self._offer(worker, MOVE, shift, pieces_of(self.lost.rows, self.queues))

    def _longer(self, worker: Worker, shift: Sequence[Row]) -> Iterator[Offer]:
        """The own shift begins earlier or ends later, on the lost shift's queue."""
        start, end = shift[0].starts_at, shift[-1].ends_at
        for most in LONGER:
            for since, until in (
                (end, min(self.lost.ends_at, end + most)),
                (max(self.lost.starts_at, start - most), start),
            ):
                added = _within(self.lost.work, since, until)
                if added and (added[0].starts_at, added[-1].ends_at) == (since, until):
                    yield self._offer(worker, EXTEND, (), pieces_of(added, self.queues))

    def _other_queue(self, worker: Worker, shift: Sequence[Row]) -> Iterator[Offer]:
        """Time on another queue that has people to spare goes to the lost shift's queue."""
        gone: list[Row] = []
        pieces: list[Piece] = []
        for row in shift:
            parts = [part for part in _within(self.lost.work, row.starts_at, row.ends_at)
                     if part.queue != row.queue and part.ends_at - part.starts_at >= SHORTEST]  # fmt: skip
            if row.activity != WORK or len(parts) != 1 or not self._spare([_cut(row, parts[0])]):
                continue
            (part,) = parts
            gone.append(row)
            kept = ((row.starts_at, part.starts_at), (part.ends_at, row.ends_at))
            pieces += pieces_of([part], self.queues)
            for since, until in kept:
                if since < until:
                    pieces += pieces_of([row._replace(starts_at=since, ends_at=until)], self.queues)
        if gone:
            yield self._offer(worker, QUEUE, gone, pieces)

    def _spare(self, rows: Iterable[Row]) -> bool:
        """Whether every interval of these rows on queues has a whole person more than it requires."""
        worked = [row for row in rows if row.queue is not None]
        return bool(worked) and all(
            (each.difference or 0) >= 1
            for row in worked
            for each in self.cover.of(row.queue)
            if each.starts_at < row.ends_at and each.ends_at > row.starts_at
        )

    def _offer(self, worker: Worker, kind: str, gone: Sequence[Row], pieces: Sequence[Piece]) -> Offer:
        own = self.rows.get(worker.pk, [])
        kept = tuple(row for row in own if row not in gone)
        after = sorted([*kept, *(_row(worker, piece) for piece in pieces)], key=lambda row: row.starts_at)
        contract, (since, until) = self.contracts[worker.pk], self.week
        paid = [paid_time(rows, since, until) / HOUR for rows in (own, after)]
        over = max(0.0, paid[1] - contract) - max(0.0, paid[0] - contract)
        covered = _covered(self.lost.work, pieces)
        change = Change(worker, tuple(gone), tuple(sorted(pieces, key=lambda one: one.starts_at)), kept)
        return Offer(worker, kind, change, over, covered, _rest(after, pieces))


def _cut(row: Row, part: Row) -> Row:
    return row._replace(starts_at=max(row.starts_at, part.starts_at), ends_at=min(row.ends_at, part.ends_at))


def _touching(rows: Iterable[Row], since: datetime, until: datetime) -> bool:
    return any(row.starts_at < until and row.ends_at > since for row in rows)


def _within(rows: Iterable[Row], since: datetime, until: datetime) -> list[Row]:
    """Rows cut to a span."""
    cut = (row._replace(starts_at=max(row.starts_at, since), ends_at=min(row.ends_at, until)) for row in rows)
    return [row for row in cut if row.starts_at < row.ends_at]


def _row(worker: Worker, piece: Piece) -> Row:
    queue = piece.queue.pk if piece.queue else None
    return Row(worker.pk, piece.starts_at, piece.ends_at, piece.activity, queue, None, None)


def _covered(work: Sequence[Row], pieces: Iterable[Piece]) -> float:
    covered = timedelta()
    for piece in pieces:
        for row in work:
            if piece.queue is not None and piece.queue.pk == row.queue:
                both = min(piece.ends_at, row.ends_at) - max(piece.starts_at, row.starts_at)
                covered += max(both, timedelta())
    return covered / HOUR


def _rest(rows: Sequence[Row], pieces: Sequence[Piece]) -> float:
    """Hours of the shortest rest beside a shift that has one of the pieces."""
    shifts = [spell for spell in spells(rows) if spell[0].at_work]
    starts = {piece.starts_at for piece in pieces}
    rests = [
        (later[0].starts_at - earlier[-1].ends_at) / HOUR
        for earlier, later in pairwise(shifts)
        if starts & {row.starts_at for row in (*earlier, *later)}
    ]
    return min(rests, default=168.0)


def _cover(draft: Draft, lost: Lost, rows: Iterable[Row]) -> Coverage:
    since, until = span_of_days(lost.day, lost.day + DAY, draft.base.centre.timezone)
    within = {"starts_at__gte": since, "starts_at__lt": until}
    found = RequirementInterval.objects.filter(requirement=draft.base.requirement_id, **within)
    required = {(q, at): need for q, at, need in found.values_list("queue", "starts_at", "agents_planned")}
    here = (row for row in rows if row.queue is not None and row.ends_at > since and row.starts_at < until)
    return cover(here, required, {}, {})


def _skills(draft: Draft, day: date) -> dict[int, set[int]]:
    known: dict[int, set[int]] = {}
    for skill in Skill.objects.filter(worker__centre=draft.base.centre_id, queue__active=True):
        if skill.holds(day):
            known.setdefault(skill.worker_id, set()).add(skill.queue_id)
    return known


def _contracts(draft: Draft, day: date) -> dict[int, float]:
    """Hours a week of those who have a contract on the day."""
    rows = Contract.objects.filter(worker__centre=draft.base.centre_id)
    return {row.worker_id: row.hours_per_week for row in rows if holds(row.starts_on, row.ends_on, day)}


def _away(draft: Draft, lost: Lost) -> set[int]:
    """Those who are absent or cannot be asked at some time of the shift."""
    within = {
        "worker__centre": draft.base.centre_id, "starts_at__lt": lost.ends_at,
        "ends_at__gt": lost.starts_at,
    }  # fmt: skip
    absent = Absence.objects.filter(**within).values_list("worker", flat=True)
    unable = Availability.objects.filter(kind="unavailable", **within).values_list("worker", flat=True)
    return {*absent, *unable}
