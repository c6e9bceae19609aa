"""A part of a draft is searched, compared, and accepted whole or in part; what is locked stays."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.test_draft_pages import address, asked, client_of, said
from tests.web.world import World

from equipoise.errors import InvalidInput
from equipoise_web.core.jobs import queue
from equipoise_web.core.models import AuditEntry, Run
from equipoise_web.scheduling import solve_job
from equipoise_web.scheduling.actions.alternatives import Aims, Scope, lock_days, request_alternative
from equipoise_web.scheduling.actions.drafts import begin_draft, drop_draft, edit
from equipoise_web.scheduling.drafting.changing import replacements
from equipoise_web.scheduling.drafting.commands import day_becomes
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.models import Alternative, Draft, DraftLock, EditKind


class Pulse:
    cancelled = lost = False

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def tell(self, progress: dict[str, Any]) -> None:
        self.told.append(dict(progress))


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def draft(small: SmallCentre) -> Draft:
    """Tuesday and Wednesday of two people were taken away by hand."""
    draft = begin_draft(actor=small.planner, roster=small.roster)
    for name in ("agent", "south"):
        for number in (1, 2):
            free(small, draft, name, number)
    return draft


@pytest.fixture
def planner(world: World) -> Client:
    return client_of(world, "planner")


def day_of(small: SmallCentre, number: int) -> date:
    return small.monday + timedelta(days=number)


def free(small: SmallCentre, draft: Draft, name: str, number: int) -> None:
    changes = day_becomes(draft, small.workers[name], day_of(small, number), ())
    edit(
        actor=small.planner, draft=draft, kind=EditKind.REMOVE, replacements=replacements(draft, changes),
        seen=draft.edits.count(), reason="test",
    )  # fmt: skip


def ask(small: SmallCentre, draft: Draft, names: list[str], *days: int, **aims: Any) -> Run:
    workers = [small.workers[name] for name in names]
    first, last = days or (0, 6)
    scope = Scope(workers, day_of(small, first), day_of(small, last))
    return request_alternative(actor=small.planner, draft=draft, scope=scope, aims=Aims(**aims), work=40)


def solved(small: SmallCentre, draft: Draft, names: list[str], *days: int, **aims: Any) -> Alternative:
    """Ask, and do what the worker does."""
    ask(small, draft, names, *days, **aims)
    run = queue.claim("here", timedelta(minutes=10))
    assert run is not None
    queue.begin(run)
    queue.commit(run, solve_job.compute(json.loads(run.arguments), Pulse()))
    return Alternative.objects.get(run=run)


def cells(alternative: Alternative) -> list[tuple[str, int]]:
    monday = alternative.draft.base.starts_on
    return sorted((one.worker.number, (one.day - monday).days) for one in alternative.days.all())


def page_of(small: SmallCentre, alternative: Alternative) -> str:
    return address(small, f"/alternatives/{alternative.uuid}")


def ticked(alternative: Alternative, names: list[str]) -> list[str]:
    days = alternative.days.select_related("worker").filter(worker__number__in=names)
    return [f"{one.worker.uuid}@{one.day}" for one in days]


def accept(planner: Client, small: SmallCentre, alternative: Alternative, **more: Any) -> Any:
    sent = {"seen": alternative.seen, "key": str(uuid.uuid4()), "back": ""} | more
    return planner.post(page_of(small, alternative), sent)


def test_only_the_part_changes_and_nothing_in_the_draft_before_it_is_accepted(
    small: SmallCentre, draft: Draft
) -> None:
    before = standing_rows(draft)
    made = solved(small, draft, ["agent"], 0, 2, change=2.0)
    assert cells(made) == [("agent", 1), ("agent", 2)]
    assert standing_rows(draft) == before
    assert (made.seen, made.number) == (4, 1)
    was, now = made.figures["before"]["customers"], made.figures["after"]["customers"]
    assert was["required_h"] == now["required_h"] > now["covered_h"] > was["covered_h"]
    assert made.figures["after"]["money"]["paid_h"] == made.figures["before"]["money"]["paid_h"] + 15
    assert 0 <= made.bound <= made.objective
    assert AuditEntry.objects.filter(action="draft.alternative_made").count() == 1


def test_accepted_whole_it_is_one_edit_that_one_undo_takes_back(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    before = standing_rows(draft)
    made = solved(small, draft, ["agent", "south"])
    answer = accept(planner, small, made, cell=ticked(made, ["agent", "south"]))
    assert answer.status_code == 302
    assert draft.edits.count() == 5
    assert draft.edits.last().kind == EditKind.SOLVE
    assert len(standing_rows(draft)) > len(before)
    planner.post(address(small, "/undo"), asked(draft))
    assert standing_rows(draft) == before


def test_accepted_in_part_the_rest_stays(small: SmallCentre, draft: Draft, planner: Client) -> None:
    made = solved(small, draft, ["agent", "south"])
    accept(planner, small, made, cell=ticked(made, ["agent", "south"]), only=str(small.workers["south"].uuid))
    assert {row.worker for row in standing_rows(draft) if _is_on(small, row, 1)} == {"mate", "south"}
    nothing = accept(planner, small, made)
    assert nothing.status_code == 422
    assert "No day is ticked" in said(nothing)


def _is_on(small: SmallCentre, row: Any, number: int) -> bool:
    bench_day = day_of(small, number)
    return date.fromtimestamp(row.start_s) == bench_day


def test_locked_days_are_not_searched_nor_taken_over(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    agent = small.workers["agent"]
    cell = f"{agent.uuid}@{day_of(small, 1)}"
    planner.post(address(small, "/lock"), {"cell": cell, "back": ""})
    assert DraftLock.objects.get().worker == agent
    assert "Locked" in planner.get(address(small)).content.decode()
    made = solved(small, draft, ["agent"], change=2.0)
    assert cells(made) == [("agent", 2)]
    lock_days(actor=small.planner, draft=draft, cells=[(agent, day_of(small, 2))], locked=True)
    refused = accept(planner, small, made, cell=ticked(made, ["agent"]))
    assert refused.status_code == 422
    assert "locked day" in said(refused)
    planner.post(address(small, "/lock"), {"cell": cell, "back": ""})
    assert not DraftLock.objects.filter(day=day_of(small, 1)).exists()


def test_dear_changes_leave_the_draft_as_it_is(small: SmallCentre, draft: Draft, planner: Client) -> None:
    made = solved(small, draft, ["agent", "south"], change=100.0)
    assert cells(made) == []
    assert "nothing better" in said(planner.get(page_of(small, made)))


def test_somebody_who_edited_meanwhile_is_not_overwritten(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    made = solved(small, draft, ["agent", "south"])
    free(small, draft, "south", 4)
    refused = accept(planner, small, made, cell=ticked(made, ["agent", "south"]))
    assert refused.status_code == 409
    assert "meanwhile" in said(refused)
    assert draft.edits.count() == 5
    assert accept(planner, small, made, cell=ticked(made, ["agent"])).status_code == 302


def test_alternatives_stand_side_by_side_customers_first(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    solved(small, draft, ["agent"])
    solved(small, draft, ["agent", "south"], customers=4.0)
    words = said(planner.get(address(small, "/alternatives")))
    assert words.index("Alternative 1") < words.index("Alternative 2")
    assert words.index("Customers") < words.index("of wishes" if "of wishes" in words else "No wishes")
    assert words.index("No wishes") < words.index("contracts") < words.index("Shifts changed")


def test_the_form_asks_for_the_search(small: SmallCentre, draft: Draft, planner: Client) -> None:
    page = planner.get(address(small, "/solve"))
    assert page.status_code == 200
    sent = {
        "days": f"{small.roster.starts_on}/{small.roster.ends_on}", "who": "chosen", "customers": "1",
        "staff": "1", "money": "1", "change": "0.5", "seconds": "5", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert planner.post(address(small, "/solve"), sent).status_code == 422
    answer = planner.post(address(small, "/solve"), {**sent, "who": "team:North"})
    run = Run.objects.get(kind="scheduling.solve_draft")
    assert answer["Location"].endswith(f"/jobs/{run.uuid}")
    part = json.loads(run.arguments)["part"]
    assert sorted(part["workers"]) == sorted(str(small.workers[n].uuid) for n in ("agent", "mate"))
    assert planner.get(answer["Location"]).status_code == 200


def test_no_search_outside_the_roster_or_on_an_ended_draft(small: SmallCentre, draft: Draft) -> None:
    with pytest.raises(InvalidInput):
        ask(small, draft, ["agent"], 0, 7)
    with pytest.raises(InvalidInput):
        ask(small, draft, [])
    with pytest.raises(InvalidInput):
        ask(small, draft, ["agent"], customers=0.0)
    run = ask(small, draft, ["agent"])
    claimed = queue.claim("here", timedelta(minutes=10))
    assert claimed is not None
    queue.begin(claimed)
    outcome = solve_job.compute(json.loads(run.arguments), Pulse())
    drop_draft(actor=small.planner, draft=draft)
    with pytest.raises(queue.InputChanged):
        queue.commit(claimed, outcome)
    assert not Alternative.objects.exists()


@pytest.mark.parametrize("role", ["agent", "team_leader", "hr", "representative", "auditor"])
def test_nobody_but_planning_searches_locks_or_accepts(
    small: SmallCentre, draft: Draft, world: World, role: str
) -> None:
    made = solved(small, draft, ["agent"])
    client, edits = client_of(world, role), draft.edits.count()
    cell = {"cell": ticked(made, ["agent"]), "seen": "4", "key": str(uuid.uuid4())}
    for more in ("/solve", "/lock", f"/alternatives/{made.uuid}"):
        client.post(address(small, more), cell)
    if role != "auditor":
        for more in ("/solve", "/alternatives", f"/alternatives/{made.uuid}"):
            assert client.get(address(small, more)).status_code in {403, 404}
    assert draft.edits.count() == edits
    assert not DraftLock.objects.exists()
    with pytest.raises(PermissionDenied):
        lock_days(actor=world.person(role), draft=draft, cells=[], locked=True)


def test_an_alternative_never_changes(small: SmallCentre, draft: Draft) -> None:
    made = solved(small, draft, ["agent"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Alternative.objects.filter(pk=made.pk).update(objective=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.days.all().delete()
