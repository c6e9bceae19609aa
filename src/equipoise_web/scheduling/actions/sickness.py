"""Somebody is absent: the shifts of those days leave the draft, and the absence is put on file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from equipoise.errors import InvalidInput
from equipoise_web.core.local_days import span_of_days
from equipoise_web.core.models import Person
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.drafts import edit, opened
from equipoise_web.scheduling.drafting.away import put_on_file
from equipoise_web.scheduling.drafting.changing import Change, replacements
from equipoise_web.scheduling.drafting.commands import Bench
from equipoise_web.scheduling.drafting.verdict import Verdict
from equipoise_web.scheduling.errors import Blocked
from equipoise_web.scheduling.models import Draft, DraftAbsence, Edit, EditKind
from equipoise_web.scheduling.queries.shifts import Row

HOUR = timedelta(hours=1)


@transaction.atomic
def say_absent(
    *,
    actor: Person,
    draft: Draft,
    worker: Worker,
    first: date,
    last: date,
    seen: int,
    key: uuid.UUID | None = None,
) -> tuple[Edit, tuple[Verdict, ...]]:
    """Free a worker's shifts of some days; no rule keeps somebody at work who is not able to.

    Nothing is noted but that, and when: no reason. The absence counts for the paid hours of the shifts; it
    stays on file while the edit stands.

    Raises
    ------
    InvalidInput
        Days outside the roster, in the wrong order, or without a shift; names the field.
    EditedMeanwhile, DraftEnded
        As of any edit.
    """
    here = opened(actor, draft)
    there = Edit.objects.filter(uuid=key, draft=here, made_by=actor).first() if key else None
    if there is not None:
        return there, ()
    if not here.base.starts_on <= first <= last <= here.base.ends_on:
        raise InvalidInput("the roster does not have this day", field="until")
    gone = shifts_between(here, worker, first, last)
    if not gone:
        raise InvalidInput("there is no shift on this day", field="until")
    changes = replacements(here, [Change(worker, gone)])
    try:
        with transaction.atomic():
            step, verdicts = edit(
                actor=actor, draft=here, kind=EditKind.ABSENT, replacements=changes, seen=seen, key=key
            )
    except Blocked:
        step, verdicts = edit(
            actor=actor, draft=here, kind=EditKind.ABSENT, replacements=changes, seen=seen, key=key,
            reason=_("Absent"),
        )  # fmt: skip
    since, until = span_of_days(first, last, here.base.centre.timezone)
    said = DraftAbsence.objects.create(
        edit=step, worker=worker, starts_at=since, ends_at=until, counted_h=_paid_h(gone)
    )
    put_on_file(said)
    return step, verdicts


def shifts_between(draft: Draft, worker: Worker, first: date, last: date) -> tuple[Row, ...]:
    """The rows at work of the shifts that begin on some days."""
    bench = Bench(draft, [worker], first, last)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(row for day in days for row in bench.of_day(worker, day) if row.at_work)


def _paid_h(rows: Sequence[Row]) -> float:
    return sum((row.ends_at - row.starts_at for row in rows if row.paid), timedelta()) / HOUR
