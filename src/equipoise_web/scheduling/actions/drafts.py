"""Edit a roster before it is published: begin a draft, change it, take changes back, drop it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from equipoise.errors import InvalidInput
from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.events import emit
from equipoise_web.core.jobs.queue import enqueue
from equipoise_web.core.models import Person, Run
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.away import follow
from equipoise_web.scheduling.drafting.replacement import Replacement, validate
from equipoise_web.scheduling.drafting.rows import apply, standing_rows, take_back, touch
from equipoise_web.scheduling.drafting.verdict import Verdict, judge
from equipoise_web.scheduling.errors import (
    AlreadyPublished,
    Blocked,
    DraftEnded,
    EditedMeanwhile,
    NothingToUndo,
)
from equipoise_web.scheduling.jobs import FINISH
from equipoise_web.scheduling.models import Draft, DraftWorker, Edit, EditKind, Publication, Roster


@transaction.atomic
def begin_draft(*, actor: Person, roster: Roster) -> Draft:
    """The open draft of a roster, begun where there is none: planners work in one draft together.

    Raises AlreadyPublished for a published roster.
    """
    demand(actor, Role.PLANNER, over=roster.centre)
    Roster.objects.select_for_update().get(pk=roster.pk)
    if Publication.objects.filter(roster=roster).exists():
        raise AlreadyPublished(roster)
    there = Draft.objects.filter(base=roster, ended_as=None, dropped_at=None).first()
    if there is not None:
        return there
    draft = Draft.objects.create(base=roster, begun_by=actor, begun_at=timezone.now())
    record(actor, "draft.begun", draft, organisation=roster.centre.organisation, roster=roster)
    return draft


@transaction.atomic
def edit(
    *,
    actor: Person,
    draft: Draft,
    kind: EditKind,
    replacements: Sequence[Replacement],
    seen: int,
    reason: str = "",
    key: uuid.UUID | None = None,
) -> tuple[Edit, tuple[Verdict, ...]]:
    """Replace rows; the checker judges the result before it stands.

    Parameters
    ----------
    key
        Becomes the edit's own identifier: asked again with the same one, the edit that is there is given
        back, without a verdict, and nothing is done twice.
    seen
        Number of the last edit that the actor's screen showed; 0 before any.
    reason
        Why a breach of a rule that must not be broken stands; such a roster is published only
        with a dispensation for each.

    Raises
    ------
    InvalidInput
        What is asked is no edit of this draft; names the field.
    EditedMeanwhile
        Somebody edited one of the workers after ``seen``.
    Blocked
        A rule that must not be broken would be, was not before, and no reason was given.
    """
    locked = _open(actor, draft)
    if (there := _done(locked, actor, key)) is not None:
        return there, ()
    validate(locked, replacements)
    workers = {one.worker.pk: one.worker for one in replacements}
    _refuse_edited(locked, workers, seen)
    before = standing_rows(locked, workers.values())
    step = _step(locked, actor, kind, reason=reason, key=key)
    for worker in workers.values():
        touch(locked, worker, step.number)
    for one in replacements:
        apply(step, one)
    after = standing_rows(locked, workers.values())
    verdicts = judge(locked.base, list(workers.values()), before, after)
    blocked = tuple(verdict for verdict in verdicts if verdict.blocked)
    if blocked and not reason:
        raise Blocked(blocked[0].worker, blocked[0], blocked)
    _tell(actor, step, list(workers.values()))
    return step, verdicts


def try_edit(
    *, actor: Person, draft: Draft, replacements: Sequence[Replacement], seen: int
) -> tuple[Verdict, ...]:
    """What the checker would say, with nothing kept; raises as :func:`edit` does, except Blocked."""
    with transaction.atomic():
        _, verdicts = edit(
            actor=actor, draft=draft, kind=EditKind.CHANGE, replacements=replacements, seen=seen, reason="?"
        )
        transaction.set_rollback(True)
    return verdicts


@transaction.atomic
def undo(*, actor: Person, draft: Draft, key: uuid.UUID | None = None) -> Edit:
    """Take one's own last edit back; ``key`` as of :func:`edit`.

    Raises
    ------
    NothingToUndo
        There is none.
    EditedMeanwhile
        A later edit changed what it had added.
    """
    locked = _open(actor, draft)
    if (there := _done(locked, actor, key)) is not None:
        return there
    last = _own(locked, actor).exclude(kind=EditKind.UNDO).filter(undone_by=None).first()
    if last is None:
        raise NothingToUndo(f"no edit of {locked} to undo")
    return _reverse(locked, actor, last, EditKind.UNDO, key)


@transaction.atomic
def redo(*, actor: Person, draft: Draft, key: uuid.UUID | None = None) -> Edit:
    """Make what one undid last again, as long as one has edited nothing since; raises as :func:`undo`."""
    locked = _open(actor, draft)
    if (there := _done(locked, actor, key)) is not None:
        return there
    own = _own(locked, actor)
    newest = own.exclude(kind__in=(EditKind.UNDO, EditKind.REDO)).first()
    undone = own.filter(kind=EditKind.UNDO, undone_by=None, number__gt=newest.number if newest else 0).first()
    if undone is None:
        raise NothingToUndo(f"nothing of {locked} to make again")
    return _reverse(locked, actor, undone, EditKind.REDO, key)


@transaction.atomic
def drop_draft(*, actor: Person, draft: Draft) -> None:
    """Give a draft up; its edits stay on record."""
    locked = _open(actor, draft)
    locked.dropped_at = timezone.now()
    locked.save(update_fields=["dropped_at"])
    record(actor, "draft.dropped", locked, organisation=locked.base.centre.organisation)


@transaction.atomic
def finish_draft(*, actor: Person, draft: Draft) -> Run:
    """Queue the job that checks and simulates the draft and makes a new roster of it.

    An edit made meanwhile outdates the job; asking again as things stand makes one run.

    Raises
    ------
    InvalidInput
        Nothing was edited.
    DraftEnded
        It was finished or dropped.
    """
    locked = _open(actor, draft)
    last = locked.edits.count()
    if not last:
        raise InvalidInput("nothing was edited", field="edits")
    centre = locked.base.centre
    arguments = {
        "centre": str(centre.uuid), "draft": str(locked.uuid), "at": timezone.now().isoformat(),
        **horizon(locked.base),
    }  # fmt: skip
    run = enqueue(
        FINISH, arguments, key=f"finish:{locked.uuid}:{last}", organisation=centre.organisation,
        requested_by=actor,
    )  # fmt: skip
    record(actor, "draft.finish_requested", locked, organisation=centre.organisation, edits=last)
    return run


def horizon(roster: Roster) -> dict[str, str | int]:
    """The days of a roster as the page of a job shows them."""
    days = (roster.ends_on - roster.starts_on).days + 1
    return {"start": roster.starts_on.isoformat(), "weeks": days // 7}


def opened(actor: Person, draft: Draft) -> Draft:
    """The draft, locked, if the actor may edit it; DraftEnded where it takes no edits any more."""
    return _open(actor, draft)


def _open(actor: Person, draft: Draft) -> Draft:
    demand(actor, Role.PLANNER, over=draft.base.centre)
    locked = Draft.objects.select_for_update(of=("self",)).select_related("base__centre").get(pk=draft.pk)
    if not locked.is_open:
        raise DraftEnded(locked)
    return locked


def _refuse_edited(draft: Draft, workers: dict[int, Worker], seen: int) -> None:
    later = DraftWorker.objects.filter(draft=draft, worker__in=workers, number__gt=seen).first()
    if later is not None:
        raise EditedMeanwhile(workers[later.worker_id], Edit.objects.get(draft=draft, number=later.number))


def _done(draft: Draft, actor: Person, key: uuid.UUID | None) -> Edit | None:
    """The edit that was made with a key; InvalidInput where it is somebody else's or another draft's."""
    there = Edit.objects.filter(uuid=key).first() if key else None
    if there is not None and (there.draft_id, there.made_by_id) != (draft.pk, actor.pk):
        raise InvalidInput("the key belongs to another edit", field="key")
    return there


def _step(
    draft: Draft,
    actor: Person,
    kind: EditKind,
    undoes: Edit | None = None,
    reason: str = "",
    key: uuid.UUID | None = None,
) -> Edit:
    last = draft.edits.aggregate(last=Max("number"))["last"] or 0
    return Edit.objects.create(
        uuid=key or uuid.uuid4(), draft=draft, number=last + 1, kind=kind, undoes=undoes, reason=reason,
        made_by=actor, made_at=timezone.now(),
    )  # fmt: skip


def _own(draft: Draft, actor: Person):  # type: ignore[no-untyped-def]
    return draft.edits.filter(made_by=actor).order_by("-number")


def _reverse(draft: Draft, actor: Person, last: Edit, kind: EditKind, key: uuid.UUID | None) -> Edit:
    step = _step(draft, actor, kind, undoes=last, key=key)
    workers = list(Worker.objects.filter(pk__in=_touched(last)))
    if not take_back(step, last):
        raise EditedMeanwhile(workers[0], last)
    follow(last)
    for worker in workers:
        touch(draft, worker, step.number)
    _tell(actor, step, workers)
    return step


def _touched(step: Edit) -> set[int]:
    return {*step.added.values_list("worker", flat=True), *step.removed.values_list("worker", flat=True)}


def _tell(actor: Person, step: Edit, workers: Sequence[Worker]) -> None:
    draft = step.draft
    record(
        actor, "draft.edited", draft, organisation=draft.base.centre.organisation, number=step.number,
        kind=str(step.kind), workers=[str(worker.uuid) for worker in workers], against_rule=bool(step.reason),
    )  # fmt: skip
    emit(f"draft:{draft.uuid}", "edited", number=step.number)
