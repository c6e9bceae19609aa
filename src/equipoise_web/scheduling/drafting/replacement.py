"""An edit as a value: within a span, a worker's rows become these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from equipoise.errors import InvalidInput
from equipoise_web.core.local_days import local_date
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Draft
from equipoise_web.service.models import Queue


@dataclass(frozen=True)
class Piece:
    """One stretch of a worker's time; ``queue`` only for work on one."""

    starts_at: datetime
    ends_at: datetime
    activity: str
    queue: Queue | None = None


@dataclass(frozen=True)
class Replacement:
    """The worker's rows within ``[since, until)`` become ``pieces``; with none, the span becomes free.

    Every edit is a set of these: a move is one of the old place and one of the new.
    """

    worker: Worker
    since: datetime
    until: datetime
    pieces: tuple[Piece, ...] = ()


def validate(draft: Draft, replacements: Sequence[Replacement]) -> None:
    """Refuse what is no edit of this draft.

    Raises
    ------
    InvalidInput
        A worker or queue of another centre, an empty or inverted span, a piece outside its span or
        over another, no activity, a queue that the worker has not learnt; names the field.
    """
    if not replacements:
        raise InvalidInput("nothing changes", field="pieces")
    for one in replacements:
        if one.worker.centre_id != draft.base.centre_id:
            raise InvalidInput(f"{one.worker.number!r} is not of this centre", field="worker")
        _span(one.since, one.until)
        _inside(one)
        _apart(one.pieces)
        _learnt(one)


def _span(since: datetime, until: datetime) -> None:
    if since >= until:
        raise InvalidInput("the end is not after the start", field="end")


def _inside(one: Replacement) -> None:
    for piece in one.pieces:
        _span(piece.starts_at, piece.ends_at)
        if piece.starts_at < one.since or piece.ends_at > one.until:
            raise InvalidInput("a piece lies outside the span that is replaced", field="start")
        if not piece.activity.strip():
            raise InvalidInput("the activity is missing", field="activity")


def _apart(pieces: Iterable[Piece]) -> None:
    ordered = sorted(pieces, key=lambda piece: piece.starts_at)
    if any(later.starts_at < earlier.ends_at for earlier, later in pairwise(ordered)):
        raise InvalidInput("two pieces overlap", field="start")


def _learnt(one: Replacement) -> None:
    zone, skills = one.worker.centre.timezone, list(one.worker.skills.all())
    asked = {
        (piece.queue, local_date(piece.starts_at, zone)) for piece in one.pieces if piece.queue is not None
    }
    for queue, day in asked:
        known = {skill.queue_id for skill in skills if skill.holds(day)}
        if queue.centre_id != one.worker.centre_id or queue.pk not in known:
            raise InvalidInput(f"{one.worker.number!r} has not learnt {queue.name!r}", field="queue")
