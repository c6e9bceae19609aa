"""What an edit takes away from a worker and what it puts there, as replacements of spans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from equipoise.errors import InvalidInput
from equipoise_web.core.local_days import local_date
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.replacement import Piece, Replacement
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.service.models import Queue

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Change:
    """Of one worker: rows that go, pieces that come, and the rows that stay where they are."""

    worker: Worker
    gone: tuple[Row, ...] = ()
    pieces: tuple[Piece, ...] = ()
    kept: tuple[Row, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where anything changes, spans that meet taken together."""
        return merged([*map(_span, self.gone), *map(_span, self.pieces)])


def spells(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """One worker's ordered rows as shifts, which have no gap, and stretches of other kinds by themselves."""
    found: list[tuple[Row, ...]] = []
    for row in rows:
        joins = found and row.at_work and found[-1][-1].at_work and found[-1][-1].ends_at == row.starts_at
        if joins:
            found[-1] = (*found[-1], row)
        else:
            found.append((row,))
    return found


def of_day(rows: Sequence[Row], day: date, zone: str) -> tuple[Row, ...]:
    """Rows of the shifts and stretches that begin on a local day."""
    begun = (spell for spell in spells(rows) if local_date(spell[0].starts_at, zone) == day)
    return tuple(row for spell in begun for row in spell)


def pieces_of(rows: Iterable[Row], queues: Mapping[int, Queue]) -> tuple[Piece, ...]:
    """Rows as they stand, as pieces."""
    return tuple(
        Piece(row.starts_at, row.ends_at, row.activity, None if row.queue is None else queues[row.queue])
        for row in rows
    )


def replacements(draft: Draft, changes: Iterable[Change]) -> list[Replacement]:
    """The spans to replace; what changes nothing is left out.

    Raises
    ------
    InvalidInput
        A piece lies over a row that stays, or a shift begins outside the roster's days.
    """
    found = []
    for change in changes:
        _refuse_clash(change)
        _refuse_outside(draft, change.pieces)
        for since, until in change.spans:
            inside = tuple(piece for piece in change.pieces if since <= piece.starts_at < until)
            found.append(Replacement(change.worker, since, until, inside))
    return found


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that meet or overlap as one, in order."""
    found: list[Span] = []
    for since, until in sorted(spans):
        if found and since <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], until)
        else:
            found.append((since, until))
    return tuple(found)


def _refuse_clash(change: Change) -> None:
    for piece in change.pieces:
        for row in change.kept:
            if row.starts_at < piece.ends_at and row.ends_at > piece.starts_at:
                raise InvalidInput("another shift is in the way", field="start")


def _refuse_outside(draft: Draft, pieces: Iterable[Piece]) -> None:
    zone = draft.base.centre.timezone
    for piece in pieces:
        if local_date(piece.starts_at, zone) < draft.base.starts_on:
            raise InvalidInput("the roster does not have this day", field="day")
    starts = [local_date(since, zone) for since, _ in merged(_span(piece) for piece in pieces)]
    if any(day > draft.base.ends_on for day in starts):
        raise InvalidInput("the roster does not have this day", field="day")


def _span(one: Row | Piece) -> Span:
    return one.starts_at, one.ends_at
