"""A roster is edited before it is published: step by step, judged, undone, by several at once."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from tests.web.small_centre import SmallCentre, at_local, make_small_centre
from tests.web.world import World, give

from equipoise.errors import InvalidInput
from equipoise_web.core.jobs import queue
from equipoise_web.core.models import AuditEntry, Run
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling import draft_job
from equipoise_web.scheduling.actions.drafts import (
    begin_draft,
    drop_draft,
    edit,
    finish_draft,
    redo,
    try_edit,
    undo,
)
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.adapters import as_stretches
from equipoise_web.scheduling.drafting.replacement import Piece, Replacement
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.errors import (
    AlreadyPublished,
    Blocked,
    DraftEnded,
    EditedMeanwhile,
    MustBeFixed,
    NothingToUndo,
)
from equipoise_web.scheduling.models import Draft, DraftStretch, Edit, EditKind, ExpectedService

BREAK = timedelta(minutes=30)


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def draft(small: SmallCentre) -> Draft:
    return begin_draft(actor=small.planner, roster=small.roster)


def worker_of(small: SmallCentre) -> Worker:
    return small.workers["agent"]


def at(small: SmallCentre, day: int, hour: float) -> datetime:
    return at_local(small.monday + timedelta(days=day), 60 * hour)


def shift(small: SmallCentre, day: int, start: float, hours: float = 8) -> tuple[Piece, ...]:
    """A shift with a meal in its middle."""
    queue = small.queues[0]
    begin, end = at(small, day, start), at(small, day, start + hours)
    meal = at(small, day, start + 4)
    return (
        Piece(begin, meal, "work", queue),
        Piece(meal, meal + BREAK, "meal"),
        Piece(meal + BREAK, end, "work", queue),
    )


def day_becomes(small: SmallCentre, day: int, pieces: tuple[Piece, ...]) -> Replacement:
    return Replacement(worker_of(small), at(small, day, 0), at(small, day + 1, 8), pieces)


def change(small: SmallCentre, draft: Draft, *replacements: Replacement, **more: Any) -> Any:
    asked: dict[str, Any] = {"actor": small.planner, "kind": EditKind.MOVE, "seen": draft.edits.count()}
    return edit(draft=draft, replacements=replacements, **{**asked, **more})


def rows(draft: Draft, small: SmallCentre) -> list[tuple[int, int, str]]:
    return [(row.start_s, row.end_s, row.activity) for row in standing_rows(draft, [worker_of(small)])]


def test_a_moved_shift_stands_in_the_draft_and_the_roster_stays(small: SmallCentre, draft: Draft) -> None:
    before = rows(draft, small)
    step, (verdict,) = change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    assert step.number == 1
    assert not verdict.blocked
    assert at(small, 1, 10).timestamp() in {start for start, _, _ in rows(draft, small)}
    assert rows(draft, small) != before
    assert small.roster.stretches.filter(worker=worker_of(small)).count() == len(before)
    assert AuditEntry.objects.filter(action="draft.edited", object_uuid=draft.uuid).exists()


def test_an_edit_against_the_law_is_blocked_with_its_article_and_leaves_nothing(
    small: SmallCentre, draft: Draft
) -> None:
    before = rows(draft, small)
    with pytest.raises(Blocked) as refused:
        change(small, draft, day_becomes(small, 1, shift(small, 1, 16, 14)))
    articles = {finding.article for finding in refused.value.verdict.blocked}
    assert any("5:7" in article for article in articles)
    assert rows(draft, small) == before
    assert not draft.edits.exists()


def test_with_a_reason_the_breach_stands_and_stays_a_finding(small: SmallCentre, draft: Draft) -> None:
    step, (verdict,) = change(
        small, draft, day_becomes(small, 1, shift(small, 1, 16, 14)), reason="storm, nobody else reachable"
    )
    assert verdict.blocked
    assert step.reason == "storm, nobody else reachable"
    entry = AuditEntry.objects.get(action="draft.edited")
    assert "storm" not in entry.details


def test_trying_an_edit_keeps_nothing(small: SmallCentre, draft: Draft) -> None:
    (verdict,) = try_edit(
        actor=small.planner,
        draft=draft,
        replacements=[day_becomes(small, 1, shift(small, 1, 16, 14))],
        seen=0,
    )
    assert verdict.blocked
    assert not draft.edits.exists()
    assert not AuditEntry.objects.filter(action="draft.edited").exists()


def test_undo_and_redo_give_the_rows_before_and_after(small: SmallCentre, draft: Draft) -> None:
    first = rows(draft, small)
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    second = rows(draft, small)
    change(small, draft, day_becomes(small, 2, ()))
    third = rows(draft, small)
    for expected in (second, first):
        undo(actor=small.planner, draft=draft)
        assert rows(draft, small) == expected
    with pytest.raises(NothingToUndo):
        undo(actor=small.planner, draft=draft)
    for expected in (second, third):
        redo(actor=small.planner, draft=draft)
        assert rows(draft, small) == expected
    with pytest.raises(NothingToUndo):
        redo(actor=small.planner, draft=draft)
    undo(actor=small.planner, draft=draft)
    assert rows(draft, small) == second
    change(small, draft, day_becomes(small, 3, ()))
    with pytest.raises(NothingToUndo):
        redo(actor=small.planner, draft=draft)


def test_who_edits_on_an_old_screen_is_told_who_was_first(
    small: SmallCentre, draft: Draft, world: World
) -> None:
    other = give(world.person("team_leader"), Role.PLANNER, centre=small.centre)
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    with pytest.raises(EditedMeanwhile) as refused:
        change(small, draft, day_becomes(small, 2, ()), actor=other.person, seen=0)
    assert refused.value.edit.made_by == small.planner
    assert draft.edits.count() == 1


def test_an_old_screen_does_not_hinder_edits_of_other_workers(small: SmallCentre, draft: Draft) -> None:
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    mate = next(worker for name, worker in small.workers.items() if name != "agent")
    free = Replacement(mate, at(small, 1, 0), at(small, 2, 0))
    step, _ = change(small, draft, free, seen=0)
    assert step.number == 2


def test_nobody_undoes_what_another_has_changed_since(small: SmallCentre, draft: Draft, world: World) -> None:
    other = give(world.person("team_leader"), Role.PLANNER, centre=small.centre).person
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    change(small, draft, day_becomes(small, 1, ()), actor=other)
    with pytest.raises(EditedMeanwhile):
        undo(actor=small.planner, draft=draft)
    undo(actor=other, draft=draft)
    undo(actor=small.planner, draft=draft)


def test_what_is_no_edit_is_refused_by_its_field(small: SmallCentre, draft: Draft, world: World) -> None:
    worker, piece = worker_of(small), shift(small, 1, 10)[0]
    inverted = Replacement(worker, at(small, 2, 0), at(small, 1, 0))
    outside = Replacement(worker, at(small, 2, 0), at(small, 3, 0), (piece,))
    twice = day_becomes(small, 1, (piece, piece))
    across = Replacement(worker, at(small, 1, 10), at(small, 1, 11))
    unlearnt = Replacement(worker, at(small, 1, 0), at(small, 2, 0), (piece,))
    for replacement, field in ((inverted, "end"), (outside, "start"), (twice, "start"), (across, "start")):
        with pytest.raises(InvalidInput) as refused:
            change(small, draft, replacement)
        assert refused.value.field == field
    worker.skills.all().delete()
    with pytest.raises(InvalidInput) as refused:
        change(small, draft, unlearnt)
    assert refused.value.field == "queue"
    assert not draft.edits.exists()


def test_who_is_no_planner_of_the_centre_edits_nothing(
    small: SmallCentre, draft: Draft, world: World
) -> None:
    for name in ("agent", "team_leader", "representative"):
        with pytest.raises(PermissionDenied):
            begin_draft(actor=world.person(name), roster=small.roster)
        with pytest.raises(PermissionDenied):
            change(small, draft, day_becomes(small, 1, ()), actor=world.person(name))


def test_planners_share_the_open_draft(small: SmallCentre, draft: Draft) -> None:
    assert begin_draft(actor=small.planner, roster=small.roster) == draft


def test_a_published_roster_gets_no_draft(small: SmallCentre) -> None:
    publish(actor=small.planner, roster=small.roster)
    with pytest.raises(AlreadyPublished):
        begin_draft(actor=small.planner, roster=small.roster)


def test_an_ended_draft_takes_no_edit_by_action_or_row(small: SmallCentre, draft: Draft) -> None:
    drop_draft(actor=small.planner, draft=draft)
    with pytest.raises(DraftEnded):
        change(small, draft, day_becomes(small, 1, ()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Edit.objects.create(
            draft=draft, number=1, kind=EditKind.MOVE, made_by=small.planner, made_at=at(small, 0, 0)
        )
    assert begin_draft(actor=small.planner, roster=small.roster) != draft


def test_the_database_refuses_overlaps_and_rewritten_steps(small: SmallCentre, draft: Draft) -> None:
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    row = DraftStretch.objects.filter(draft=draft, removed_by=None).first()
    assert row is not None
    values = {"worker": row.worker, "starts_at": row.starts_at, "ends_at": row.ends_at, "activity": "work"}
    attempts = (
        lambda: DraftStretch.objects.create(draft=draft, **values),
        lambda: DraftStretch.objects.filter(pk=row.pk).update(activity="leave"),
        lambda: DraftStretch.objects.filter(pk=row.pk).delete(),
        lambda: Edit.objects.filter(draft=draft).update(reason="none"),
        lambda: connection.cursor().execute("DELETE FROM scheduling_edit"),
    )
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def finished(small: SmallCentre, draft: Draft) -> Run:
    """Ask to finish, and do what the worker does."""
    finish_draft(actor=small.planner, draft=draft)
    run = queue.claim("here", timedelta(minutes=10))
    assert run is not None
    queue.begin(run)
    return run


class Pulse:
    """Nobody looks, and nobody asks to stop."""

    cancelled = lost = False

    def tell(self, progress: object) -> None:
        """Nobody looks."""


def test_a_finished_draft_is_a_checked_roster_with_its_rows(small: SmallCentre, draft: Draft) -> None:
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    run = finished(small, draft)
    queue.commit(run, draft_job.compute(json.loads(run.arguments), Pulse()))
    draft.refresh_from_db()
    roster = draft.ended_as
    assert roster is not None
    assert sorted(as_stretches(roster.stretches.all())) == list(standing_rows(draft))
    assert roster.checks.get().blocking == 0
    assert ExpectedService.objects.filter(roster=roster).exists()
    publish(actor=small.planner, roster=roster)
    with pytest.raises(DraftEnded):
        change(small, draft, day_becomes(small, 2, ()))


def test_an_edit_made_while_it_is_finished_outdates_the_job(small: SmallCentre, draft: Draft) -> None:
    change(small, draft, day_becomes(small, 1, shift(small, 1, 10)))
    run = finished(small, draft)
    plan = draft_job.compute(json.loads(run.arguments), Pulse())
    change(small, draft, day_becomes(small, 2, ()))
    with pytest.raises(queue.InputChanged):
        queue.commit(run, plan)
    draft.refresh_from_db()
    assert draft.is_open
    assert small.centre.rosters.count() == 1


def test_a_breach_that_stands_by_reason_keeps_the_roster_from_publication(
    small: SmallCentre, draft: Draft
) -> None:
    change(small, draft, day_becomes(small, 1, shift(small, 1, 16, 14)), reason="storm")
    run = finished(small, draft)
    queue.commit(run, draft_job.compute(json.loads(run.arguments), Pulse()))
    draft.refresh_from_db()
    assert draft.ended_as is not None
    assert draft.ended_as.checks.get().blocking > 0
    with pytest.raises(MustBeFixed):
        publish(actor=small.planner, roster=draft.ended_as)


def test_an_unedited_draft_is_not_finished(small: SmallCentre, draft: Draft) -> None:
    with pytest.raises(InvalidInput):
        finish_draft(actor=small.planner, draft=draft)
