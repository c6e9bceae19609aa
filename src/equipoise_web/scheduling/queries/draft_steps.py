"""The steps of a draft: how far it is, what one can undo, and who edited whom when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.models import Person
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Draft, DraftStretch, Edit, EditKind, Roster

Touched = dict[int, list[tuple[str, tuple[date, ...]]]]


@dataclass(frozen=True)
class State:
    """``number`` is the last edit; ``undo`` and ``redo`` what the viewer could take back or make again."""

    number: int
    undo: Edit | None
    redo: Edit | None
    people: int


@dataclass(frozen=True)
class Step:
    """One edit with the people and local days that it changed, as far as the viewer sees them."""

    edit: Edit
    people: tuple[tuple[str, tuple[date, ...]], ...]
    undone: bool


def open_draft(standing: Standing, roster: Roster) -> Draft | None:
    """The open draft of a roster, if the viewer may see it."""
    seen: QuerySet[Draft] = Draft.objects.visible_to(standing).filter(
        base=roster, ended_as=None, dropped_at=None
    )
    related = ("base__centre__organisation", "base__requirement", "begun_by")
    return seen.select_related(*related).first()


def state_of(draft: Draft, viewer: Person | None) -> State:
    """How far a draft is, for somebody."""
    edits = list(draft.edits.annotate(gone=F("undone_by")).order_by("-number"))
    own = [edit for edit in edits if viewer is not None and edit.made_by_id == viewer.pk]
    undo = next((edit for edit in own if edit.kind != EditKind.UNDO and edit.gone is None), None)
    newest = next((edit for edit in own if edit.kind not in (EditKind.UNDO, EditKind.REDO)), None)
    since = newest.number if newest else 0
    undone = (edit for edit in own if edit.kind == EditKind.UNDO and edit.gone is None)
    redo = next((edit for edit in undone if edit.number > since), None)
    return State(edits[0].number if edits else 0, undo, redo, draft.touched.count())


def steps_of(standing: Standing, edits: Iterable[Edit], zone: str) -> list[Step]:
    """Edits with whom they changed, in a number of queries that does not depend on how many they are."""
    edits = list(edits)
    changed = _changed(standing, edits, zone)
    return [
        Step(edit, tuple(changed.get(edit.pk, ())), getattr(edit, "gone", None) is not None) for edit in edits
    ]


def edits_of(draft: Draft) -> QuerySet[Edit]:
    """The newest first."""
    found = draft.edits.select_related("made_by", "undoes").annotate(gone=F("undone_by"))
    return found.order_by("-number")


def _changed(standing: Standing, edits: list[Edit], zone: str) -> Touched:
    seen = DraftStretch.objects.visible_to(standing)
    days: dict[tuple[int, int], set[date]] = defaultdict(set)
    for name in ("added_by", "removed_by"):
        rows = seen.filter(**{f"{name}__in": edits}).values_list(name, "worker", "starts_at")
        for edit, worker, starts_at in rows:
            days[edit, worker].add(local_date(starts_at, zone))
    workers = Worker.objects.filter(pk__in={worker for _, worker in days})
    names = dict(workers.values_list("pk", "person__name"))
    found: Touched = defaultdict(list)
    for (edit, worker), dates in sorted(days.items(), key=lambda pair: names[pair[0][1]]):
        found[edit].append((names[worker], tuple(sorted(dates))))
    return found
