"""Somebody is absent: the shifts leave the draft, nothing medical is noted, and colleagues are proposed."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.small_centre import SmallCentre, at_local, make_small_centre
from tests.web.test_draft_pages import address, asked, client_of, said
from tests.web.test_solve_from_board import free
from tests.web.world import World

from equipoise_web.core.models import AuditEntry
from equipoise_web.people.models import Contract, ContractType, Restriction, Worker
from equipoise_web.scheduling.actions.drafts import begin_draft, edit, redo, try_edit, undo
from equipoise_web.scheduling.actions.sickness import say_absent
from equipoise_web.scheduling.drafting.changing import replacements
from equipoise_web.scheduling.drafting.commands import Item, move
from equipoise_web.scheduling.drafting.judged_offers import cheapest
from equipoise_web.scheduling.drafting.lost import lost_shifts
from equipoise_web.scheduling.drafting.own_limits import RULE
from equipoise_web.scheduling.drafting.replacing import EXTEND, QUEUE, TAKE, Offer, offers
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.models import Absence, Draft, DraftStretch, EditKind

TUESDAY = 1


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def draft(small: SmallCentre) -> Draft:
    return begin_draft(actor=small.planner, roster=small.roster)


@pytest.fixture
def planner(world: World) -> Client:
    return client_of(world, "planner")


def day_of(small: SmallCentre, number: int = TUESDAY) -> date:
    return small.monday + timedelta(days=number)


def absent(small: SmallCentre, draft: Draft, name: str = "mate", days: int = 1) -> None:
    say_absent(
        actor=small.planner, draft=draft, worker=small.workers[name], first=day_of(small),
        last=day_of(small, TUESDAY + days - 1), seen=draft.edits.count(),
    )  # fmt: skip


def person(small: SmallCentre, name: str, more: str) -> str:
    return address(small, f"/day/{day_of(small)}/person/{small.workers[name].uuid}/{more}")


def proposed(small: SmallCentre, draft: Draft, name: str = "mate") -> list[Offer]:
    (lost,) = lost_shifts(draft, small.workers[name])
    return [one.offer for one in cheapest(draft, offers(draft, lost, small.workers[name]))]


def named(offers: list[Offer]) -> list[tuple[str, str]]:
    return [(one.worker.number, one.kind) for one in offers]


def test_one_click_frees_the_days_and_notes_no_reason(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    sent = asked(draft, until=str(day_of(small, 2)))
    answer = planner.post(person(small, "mate", "absent"), sent, follow=True)
    words = said(answer)
    assert "Who can stand in" in words
    assert {row.removed_by.kind for row in DraftStretch.objects.exclude(removed_by=None)} == {"absent"}
    row = Absence.objects.get(worker=small.workers["mate"])
    assert (row.kind, row.counted_h) == ("absence", 15.0)
    assert row.starts_at == at_local(day_of(small), 0)
    assert row.ends_at == at_local(day_of(small, 3), 0)
    assert not re.search(r"sick|ill\b|medical", words, re.IGNORECASE)
    assert AuditEntry.objects.filter(action="draft.edited").exists()
    planner.post(person(small, "mate", "absent"), sent)
    assert Absence.objects.count() == 1


def test_the_absence_stands_as_long_as_the_edit(small: SmallCentre, draft: Draft) -> None:
    before = standing_rows(draft)
    absent(small, draft)
    undo(actor=small.planner, draft=draft)
    assert standing_rows(draft) == before
    assert not Absence.objects.exists()
    redo(actor=small.planner, draft=draft)
    assert Absence.objects.count() == 1
    assert len(lost_shifts(draft, small.workers["mate"])) == 1


def test_whoever_can_be_spared_elsewhere_costs_least(small: SmallCentre, draft: Draft) -> None:
    """Two are on sales, where one is required: either can go to service without an hour more."""
    absent(small, draft)
    found = proposed(small, draft)
    assert named(found) == [("agent", QUEUE), ("south", QUEUE)]
    assert [one.over_h for one in found] == [0.0, 0.0]


def test_who_is_free_comes_before_who_would_work_beyond_contract(small: SmallCentre, draft: Draft) -> None:
    free(small, draft, "agent", TUESDAY)
    Contract.objects.filter(worker=small.workers["south"]).update(hours_per_week=30, min_h=20)
    free(small, draft, "south", TUESDAY)
    absent(small, draft)
    found = proposed(small, draft)
    assert named(found) == [("agent", TAKE), ("south", TAKE)]
    assert [one.over_h for one in found] == [0.0, 7.5]


def test_nobody_is_proposed_who_is_away_restricted_or_has_not_learnt_it(
    small: SmallCentre, draft: Draft
) -> None:
    for name in ("agent", "south"):
        free(small, draft, name, TUESDAY)
    Restriction.objects.create(
        worker=small.workers["agent"], kind="free_weekday", weekday=day_of(small).weekday()
    )
    small.workers["south"].skills.all().filter(queue=small.queues[1]).delete()
    absent(small, draft)
    assert proposed(small, draft) == []


def test_a_shift_is_made_longer_up_to_what_the_law_allows(small: SmallCentre, draft: Draft) -> None:
    """The lost shift begins when the others' end; four hours more would ask for more breaks."""
    item = Item(small.workers["mate"], at_local(day_of(small), 9 * 60))
    later = replacements(draft, move(draft, [item], timedelta(hours=8)))
    edit(actor=small.planner, draft=draft, kind=EditKind.MOVE, replacements=later, seen=0, reason="test")
    absent(small, draft)
    (lost,) = lost_shifts(draft, small.workers["mate"])
    ways = {(one.kind, one.covered_h) for one in offers(draft, lost, small.workers["mate"])}
    assert (EXTEND, 4.0) in ways
    assert all(kind != TAKE for kind, _hours in ways)
    assert [one.kind for one in proposed(small, draft)] == [EXTEND, EXTEND]
    assert {one.covered_h for one in proposed(small, draft)} == {2.0}


def test_a_colleague_on_call_who_is_asked_late_may_say_no(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    Contract.objects.filter(worker=small.workers["agent"]).update(contract_type=ContractType.ON_CALL)
    free(small, draft, "agent", TUESDAY)
    absent(small, draft)
    # The roster begins within days: the summons comes too late, or is just in time.
    (lost,) = lost_shifts(draft, small.workers["mate"])
    judged = cheapest(draft, offers(draft, lost, small.workers["mate"]))
    agent = next(one for one in judged if one.offer.worker.number == "agent")
    late = (at_local(day_of(small), 0) - draft.begun_at).days < 4
    assert late or not [one for one in agent.notices if one.rule == "nl.bw.7_628a.summons"]


def test_taking_somebody_is_an_edit_like_any(small: SmallCentre, draft: Draft, planner: Client) -> None:
    free(small, draft, "agent", TUESDAY)
    absent(small, draft)
    page = planner.get(person(small, "mate", "replacements"))
    words = page.content.decode()
    lost = re.search(r'name="lost" value="(\d+)"', words)
    offer = re.search(rf'name="offer" value="({small.workers["agent"].uuid}:take:[^"]+)"', words)
    assert lost
    assert offer
    sent = asked(draft, lost=lost[1], offer=offer[1])
    answer = planner.post(person(small, "mate", "replacements"), sent, follow=True)
    assert "Kept: Replacement, agent" in said(answer)
    assert draft.edits.last().kind == EditKind.REPLACE
    assert {row.worker for row in standing_rows(draft) if row.queue == "service" and _on(small, row)} == {
        "agent"
    }
    assert "Somebody stands in" in said(planner.get(person(small, "mate", "replacements")))
    stale = planner.post(person(small, "mate", "replacements"), asked(draft, lost=lost[1], offer=offer[1]))
    assert stale.status_code == 422


def _on(small: SmallCentre, row: Any) -> bool:
    return date.fromtimestamp(row.start_s) == day_of(small)


@pytest.mark.parametrize("role", ["agent", "team_leader", "hr", "representative", "auditor"])
def test_nobody_but_planning_says_that_somebody_is_absent(
    small: SmallCentre, draft: Draft, world: World, role: str
) -> None:
    client = client_of(world, role)
    assert client.post(person(small, "mate", "absent"), asked(draft)).status_code in {403, 404}
    client.post(person(small, "mate", "replacements"), asked(draft, lost="1", offer="x"))
    if role != "auditor":
        assert client.get(person(small, "mate", "replacements")).status_code in {403, 404}
    assert not Absence.objects.exists()
    assert not draft.edits.exists()


def test_limits_agreed_with_somebody_block_an_edit_by_hand_and_tell_no_reason(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    agent: Worker = small.workers["agent"]
    Restriction.objects.create(worker=agent, kind="latest_end", at="18:00")
    item = Item(agent, at_local(day_of(small), 9 * 60))

    def verdict(hours: int) -> Any:
        changes = replacements(draft, move(draft, [item], timedelta(hours=hours)))
        return try_edit(actor=small.planner, draft=draft, replacements=changes, seen=0)[0]

    assert verdict(1).blocked == ()
    (blocked,) = [one for one in verdict(2).blocked if one.rule == RULE]
    assert "agreed with this worker" in blocked.message["en"]
    by = {"do": "move", "item": f"{agent.uuid}@{int(item.starts_at.timestamp())}", "by": "120"}
    refused = planner.post(address(small, "/do"), asked(draft, **by))
    assert refused.status_code == 409
    assert "a limit of this worker's own" in said(refused)
    assert "latest" not in said(refused).lower()
    assert planner.post(address(small, "/do"), asked(draft, reason="asked", **by)).status_code == 302


def test_the_key_of_an_absence_is_used_once(small: SmallCentre, draft: Draft) -> None:
    key = uuid.uuid4()
    for _again in range(2):
        say_absent(
            actor=small.planner, draft=draft, worker=small.workers["mate"], first=day_of(small),
            last=day_of(small), seen=0, key=key,
        )  # fmt: skip
    assert draft.edits.count() == 1
