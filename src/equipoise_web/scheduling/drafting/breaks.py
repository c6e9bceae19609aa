"""Breaks of a day placed again where they cost customers least, and those of a new shift."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.queries.gates import version_in_force
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.changing import Change, spells
from equipoise_web.scheduling.drafting.commands import Bench
from equipoise_web.scheduling.drafting.replacement import Piece
from equipoise_web.scheduling.models import Draft, ShiftSystem
from equipoise_web.scheduling.queries.coverage import ON_QUEUE, cover
from equipoise_web.scheduling.queries.draft_source import all_rows
from equipoise_web.scheduling.queries.shifts import WORK, Row
from equipoise_web.service.instants import instant, seconds
from equipoise_web.service.models import CentreSettings, Queue, RequirementInterval

if TYPE_CHECKING:
    from equipoise.centre import BreakRule
    from equipoise.roster.replace_breaks import Cover, Duty

PAUSES = frozenset({"break", "meal"})
ALONGSIDE = timedelta(hours=18)


def rearranged(draft: Draft, workers: Sequence[Worker], day: date) -> list[Change]:
    """The shifts of a day with their breaks placed again, one person after another.

    Raises InvalidInput where no break finds a better place.
    """
    from equipoise.roster.replace_breaks import place_breaks

    bench, rules = Bench(draft, workers, day, day), break_rules(draft)
    around = [bench.of_day(worker, day) for worker in workers]
    cover = _cover(draft, [row for rows in around for row in rows])
    changes = []
    for worker, rows in zip(workers, around, strict=True):
        gone: list[Row] = []
        coming: list[Piece] = []
        for spell in (spell for spell in spells(rows) if any(row.activity == WORK for row in spell)):
            duty = _duty(spell)
            was = [row for row in spell if row.activity in PAUSES]
            for row in was:
                cover.add(_queue(duty, row), seconds(row.starts_at), seconds(row.ends_at), 1)
            placed = place_breaks(duty, rules, cover.price)
            spans = [(seconds(row.starts_at), seconds(row.ends_at)) for row in was]
            new = spans if placed is None else [(one.start_s, one.end_s) for one in placed]
            for start_s, end_s in new:
                cover.add(_queue_of(duty, start_s), start_s, end_s, -1)
            if placed is not None and new != spans:
                gone += spell
                coming += _cut(bench, spell, [(one.start_s, one.end_s, one.paid) for one in placed])
        if gone:
            changes.append(bench.change(worker, gone, coming))
    if not changes:
        raise InvalidInput("no break of these shifts can be placed better", field="people")
    return changes


def with_breaks(draft: Draft, starts_at: datetime, ends_at: datetime, queue: Queue | None) -> list[Piece]:
    """A new shift on a queue with the breaks that the shift system asks, where they cost least."""
    from equipoise.roster.replace_breaks import Duty, place_breaks

    begin, end, name = seconds(starts_at), seconds(ends_at), str(queue.pk) if queue else ""
    row = Row(0, starts_at, ends_at, WORK, queue.pk if queue else None, None, None)
    duty = Duty(begin, end, ((begin, end, name),))
    placed = place_breaks(duty, break_rules(draft), _cover(draft, [row]).price) or ()
    pieces, at = [], starts_at
    for one in placed:
        pieces.append(Piece(at, instant(one.start_s), WORK, queue))
        at = instant(one.end_s)
        pieces.append(Piece(instant(one.start_s), at, "break" if one.paid else "meal"))
    return [*pieces, Piece(at, ends_at, WORK, queue)]


def break_rules(draft: Draft) -> tuple[BreakRule, ...]:
    """The breaks of the centre's shift system in force; none without one."""
    from equipoise.centre import BreakRule

    system = ShiftSystem.objects.filter(centre=draft.base.centre_id).select_related("matter").first()
    version = version_in_force(system.matter, timezone.now()) if system else None
    tables: list[dict[str, Any]] = version.data.get("break", []) if version else []
    return tuple(
        BreakRule(
            float(each["after_h"]), int(each["minutes"]), bool(each.get("paid", False)),
            float(each.get("earliest_h", 1.0)),
            float(each.get("latest_h", max(each["after_h"], each.get("earliest_h", 1.0)))),
        )
        for each in tables
    )  # fmt: skip


def _cover(draft: Draft, rows: Sequence[Row]) -> Cover:
    """People on queues around some rows, as the draft stands."""
    from equipoise.roster.replace_breaks import Cover

    if not rows:
        raise InvalidInput("there is no shift on this day", field="people")
    since, until = min(row.starts_at for row in rows), max(row.ends_at for row in rows)
    within = {"starts_at__gte": since - timedelta(hours=1), "starts_at__lt": until}
    found = RequirementInterval.objects.filter(requirement=draft.base.requirement_id, **within)
    required = {(q, at): need for q, at, need in found.values_list("queue", "starts_at", "agents_planned")}
    coverage = cover(all_rows(draft, since, until, ON_QUEUE), required, {}, {})
    settings = CentreSettings.objects.filter(centre=draft.base.centre_id).first()
    weights = settings.weights if settings else {}
    intervals = [(str(q), each) for q, row in coverage.queues.items() for each in row]
    return Cover(
        {(q, seconds(each.starts_at)): each.required or 0.0 for q, each in intervals},
        {(q, seconds(each.starts_at)): each.scheduled for q, each in intervals},
        int(coverage.step.total_seconds()),
        float(weights.get("under", 1.0)),
        float(weights.get("over", 0.05)),
    )


def _duty(spell: Sequence[Row]) -> Duty:
    """The shift with its breaks filled by the work before or after them."""
    from equipoise.roster.replace_breaks import Duty

    work: list[tuple[int, int, str]] = []
    for row, queue in _filled(spell):
        begin, end, name = seconds(row.starts_at), seconds(row.ends_at), str(queue)
        if row.activity not in PAUSES and row.activity != WORK:
            continue
        if work and work[-1][1] == begin and work[-1][2] == name:
            work[-1] = work[-1][0], end, name
        else:
            work.append((begin, end, name))
    return Duty(seconds(spell[0].starts_at), seconds(spell[-1].ends_at), tuple(work))


def _filled(spell: Sequence[Row]) -> Iterable[tuple[Row, int | None]]:
    """Each row with its queue; a pause has that of the work before it, or of the first after it."""
    queue = next((row.queue for row in spell if row.activity == WORK), None)
    for row in spell:
        queue = row.queue if row.activity == WORK else queue
        yield row, queue


def _queue_of(duty: Duty, at_s: int) -> str:
    return next((queue for since, until, queue in duty.work if since <= at_s < until), "")


def _queue(duty: Duty, row: Row) -> str:
    return _queue_of(duty, seconds(row.starts_at))


def _cut(bench: Bench, spell: Sequence[Row], breaks: Sequence[tuple[int, int, bool]]) -> list[Piece]:
    """The stretches of a shift with its breaks at other places."""
    solid: list[tuple[datetime, datetime, str, int | None]] = []
    for row, queue in _filled(spell):
        activity = WORK if row.activity in PAUSES else row.activity
        of = queue if activity == WORK else row.queue
        if solid and solid[-1][1] == row.starts_at and solid[-1][2:] == (activity, of):
            solid[-1] = solid[-1][0], row.ends_at, activity, of
        else:
            solid.append((row.starts_at, row.ends_at, activity, of))
    pieces = []
    for starts_at, ends_at, activity, of in solid:
        at = starts_at
        for since, until in ((instant(a), instant(b)) for a, b, _paid in breaks):
            if activity == WORK and at <= since and until <= ends_at:
                pieces.append(_piece(bench, at, since, activity, of))
                at = until
        pieces.append(_piece(bench, at, ends_at, activity, of))
    pieces += [Piece(instant(a), instant(b), "break" if paid else "meal") for a, b, paid in breaks]
    return sorted((one for one in pieces if one.starts_at < one.ends_at), key=lambda one: one.starts_at)


def _piece(bench: Bench, since: datetime, until: datetime, activity: str, queue: int | None) -> Piece:
    return Piece(since, until, activity, None if queue is None else bench.queues[queue])
