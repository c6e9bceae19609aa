"""The editable board: its pages show the draft, edits go through forms, refusals say why and keep nothing."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.small_centre import SmallCentre, at_local, make_small_centre
from tests.web.world import World, give

from equipoise_web.core.models import AuditEntry, Reading, Run
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.actions.drafts import begin_draft, edit
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.drafting.replacement import Piece, Replacement
from equipoise_web.scheduling.models import Draft, Edit, EditKind

FRAGMENT = {"X-Fragment": "1"}


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def draft(small: SmallCentre) -> Draft:
    return begin_draft(actor=small.planner, roster=small.roster)


@pytest.fixture
def planner(world: World) -> Client:
    return client_of(world, "planner")


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


def root_of(response: HttpResponse) -> Any:
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def said(response: HttpResponse) -> str:
    return text(root_of(response))


def address(small: SmallCentre, more: str = "") -> str:
    return f"/roster/{small.roster.uuid}/edit{more}"


def day_of(small: SmallCentre, number: int = 1) -> date:
    return small.monday + timedelta(days=number)


def inspector(small: SmallCentre, number: int = 1, name: str = "agent") -> str:
    return address(small, f"/day/{day_of(small, number)}/person/{small.workers[name].uuid}")


def fields_of(response: HttpResponse, action: str) -> dict[str, Any]:
    """What the form with an action would send, as it stands on the page."""
    form = next(
        each for each in root_of(response).iter("form") if each.get("method") == "post" and action in
        {each.get("action") or "", *(button.get("value") or "" for button in each.iter("button"))}
    )  # fmt: skip
    found = {each.get("name"): each.get("value", "") for each in form.iter("input") if each.get("name")}
    for select in form.iter("select"):
        chosen = [one.get("value") for one in select.iter("option") if one.get("selected") is not None]
        found[select.get("name")] = chosen if select.get("multiple") is not None else (chosen or [""])[0]
    return found


def asked(draft: Draft, **more: Any) -> dict[str, Any]:
    return {"seen": draft.edits.count(), "key": str(uuid.uuid4()), "back": "", **more}


def item(small: SmallCentre, number: int = 1, hour: float = 9, name: str = "agent") -> str:
    starts_at = at_local(day_of(small, number), 60 * hour)
    return f"{small.workers[name].uuid}@{int(starts_at.timestamp())}"


def test_a_post_begins_the_draft_and_the_board_shows_it(small: SmallCentre, planner: Client) -> None:
    assert "Begin editing" in said(planner.get(address(small)))
    assert planner.post(address(small)).status_code == 302
    draft = Draft.objects.get(base=small.roster)
    page = planner.get(address(small))
    words = said(page)
    assert "Draft of roster 1" in words
    assert words.count("09:00–17:00") == 15
    assert planner.post(address(small)).status_code == 302
    assert Draft.objects.get() == draft


def test_a_published_roster_is_not_edited(small: SmallCentre, planner: Client) -> None:
    publish(actor=small.planner, roster=small.roster)
    assert "amendments alone" in said(planner.get(address(small)))
    planner.post(address(small))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "role", ["agent", "team_leader", "representative", "hr", "administrator", "evaluator"]
)
def test_nobody_but_planning_and_audit_reads_a_draft(
    small: SmallCentre, draft: Draft, world: World, role: str
) -> None:
    client = client_of(world, role)
    for more in (
        "",
        f"/day/{small.monday}",
        "/rows?since=0",
        "/steps",
        "/paste",
        "/breaks",
        "/week",
        "/drop",
    ):
        assert client.get(address(small, more)).status_code in {403, 404}
    for more in ("", "/do", "/undo", "/redo", "/finish", "/drop", "/paste"):
        assert client.post(address(small, more), asked(draft, do="remove", item=item(small))).status_code in {
            403, 404,
        }  # fmt: skip
    assert client.get(inspector(small)).status_code in {403, 404}
    assert not draft.edits.exists()


def test_an_auditor_reads_and_changes_nothing(small: SmallCentre, draft: Draft, world: World) -> None:
    give(world.person("auditor"), Role.AUDITOR, centre=small.centre)
    client = client_of(world, "auditor")
    page = client.get(address(small))
    assert page.status_code == 200
    assert not [form for form in root_of(page).iter("form") if "/undo" in form.get("action", "")]
    assert client.post(inspector(small), asked(draft, do="remove")).status_code == 403
    assert not draft.edits.exists()


def test_the_inspector_saves_a_longer_day(small: SmallCentre, draft: Draft, planner: Client) -> None:
    page = planner.get(inspector(small))
    form = fields_of(page, "save")
    assert [form[f"s-{n}-start"] for n in range(3)] == ["09:00", "13:00", "13:30"]
    answer = planner.post(inspector(small), {**form, "s-2-end": "17:30", "do": "save"}, follow=True)
    assert "Kept: Change, agent" in said(answer)
    assert "09:00–17:30" in said(planner.get(address(small)))
    step = draft.edits.get()
    assert AuditEntry.objects.get(action="draft.edited").object_uuid == draft.uuid
    assert str(step.uuid) == form["key"]
    day = said(planner.get(address(small, f"/day/{day_of(small)}")))
    assert "Scheduled − required" in day


def test_lines_are_added_split_and_left_out_without_keeping(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    form = fields_of(planner.get(inspector(small)), "save")
    more = fields_of(planner.post(inspector(small), {**form, "do": "add"}), "save")
    assert more["s-TOTAL_FORMS"] == "4"
    assert more["s-3-start"] == "17:00"
    split = fields_of(planner.post(inspector(small), {**form, "do": "split-0"}), "save")
    assert [(split[f"s-{n}-start"], split[f"s-{n}-end"]) for n in range(2)] == [
        ("09:00", "11:00"), ("11:00", "13:00"),
    ]  # fmt: skip
    fewer = fields_of(planner.post(inspector(small), {**form, "do": "drop-1"}), "save")
    assert [fewer[f"s-{n}-start"] for n in range(2)] == ["09:00", "13:30"]
    assert not draft.edits.exists()


def test_a_blocked_edit_says_the_article_keeps_nothing_and_stands_with_a_reason(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    form = fields_of(planner.get(inspector(small)), "save")
    late = {**form, "s-2-end": "08:00", "do": "save"}
    refused = planner.post(inspector(small), late)
    assert refused.status_code == 409
    words = said(refused)
    assert "Not kept: a rule would be broken" in words
    assert "5:7" in words
    assert fields_of(refused, "save")["s-2-end"] == "08:00"
    assert not draft.edits.exists()
    again = fields_of(refused, inspector(small))
    stands = planner.post(inspector(small), {**again, "reason": "storm"}, follow=True)
    assert "Kept" in said(stands)
    assert draft.edits.get().reason == "storm"
    assert "storm" in said(planner.get(address(small, "/steps")))


def test_an_edit_that_makes_people_short_says_where(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    sent = asked(draft, do="remove")
    answer = planner.post(inspector(small, name="mate"), sent, follow=True)
    assert re.search(r"Short of people by this: Service 09:00 – 13:00: ▼1", said(answer))


def test_a_form_sent_twice_is_one_edit(small: SmallCentre, draft: Draft, planner: Client) -> None:
    form = {**fields_of(planner.get(inspector(small)), "save"), "s-2-end": "17:30", "do": "save"}
    for _ in range(2):
        assert planner.post(inspector(small), form).status_code == 302
    assert draft.edits.count() == 1
    undo = asked(draft)
    for _ in range(2):
        assert planner.post(address(small, "/undo"), undo).status_code == 302
    assert [each.kind for each in draft.edits.order_by("number")] == ["change", "undo"]


def test_a_day_moves_to_another_person_and_is_copied_to_another_day(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    mate = str(small.workers["mate"].uuid)
    taken = asked(draft, do="move", to_day=day_of(small), to_person=mate)
    refused = planner.post(inspector(small), taken)
    assert (refused.status_code, "already" in said(refused)) == (422, True)
    planner.post(inspector(small), asked(draft, do="copy", to_day=day_of(small, 5), to_person=mate))
    words = said(planner.get(address(small)))
    assert words.count("09:00–17:00") == 16
    agent = str(small.workers["agent"].uuid)
    planner.post(inspector(small), asked(draft, do="move", to_day=day_of(small, 5), to_person=agent))
    assert said(planner.get(address(small))).count("09:00–17:00") == 16
    assert [each.kind for each in draft.edits.order_by("number")] == ["copy", "move"]


def test_undo_redo_steps_and_drop_are_pages(small: SmallCentre, draft: Draft, planner: Client) -> None:
    planner.post(inspector(small), asked(draft, do="remove"))
    assert said(planner.get(address(small))).count("09:00–17:00") == 14
    planner.post(address(small, "/undo"), asked(draft))
    assert said(planner.get(address(small))).count("09:00–17:00") == 15
    planner.post(address(small, "/redo"), asked(draft))
    assert said(planner.get(address(small))).count("09:00–17:00") == 14
    steps = said(planner.get(address(small, "/steps")))
    assert "Undo of 1" in steps
    assert "planner" in steps
    nothing = planner.post(address(small, "/redo"), asked(draft))
    assert (nothing.status_code, "nothing of yours" in said(nothing)) == (422, True)
    assert "3 edits are given up" in said(planner.get(address(small, "/drop")))
    planner.post(address(small, "/drop"))
    draft.refresh_from_db()
    assert draft.dropped_at
    ended = planner.post(inspector(small), asked(draft, do="remove"))
    assert ended.status_code == 302


def test_finishing_leads_to_the_job(small: SmallCentre, draft: Draft, planner: Client) -> None:
    nothing = planner.post(address(small, "/finish"), follow=True)
    assert "Nothing was edited yet" in said(nothing)
    planner.post(inspector(small), asked(draft, do="remove"))
    answer = planner.post(address(small, "/finish"))
    run = Run.objects.get(kind="scheduling.finish_draft")
    assert answer.headers["Location"] == f"/jobs/{run.uuid}"
    assert planner.get(f"/jobs/{run.uuid}").status_code == 200


def test_a_dragged_shift_comes_back_as_parts_of_the_page(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    back = address(small, f"/day/{day_of(small)}")
    sent = asked(draft, do="move", item=item(small, name="mate"), by=30, back=back)
    answer = planner.post(address(small, "/do"), sent, headers=FRAGMENT)
    assert answer.status_code == 200
    root = root_of(answer)
    (row,) = [each for each in root.iter("tr") if each.get("data-worker")]
    assert row.get("data-worker") == str(small.workers["mate"].uuid)
    shift = int(at_local(day_of(small), 9 * 60 + 30).timestamp())
    assert {each.get("data-shift") for each in row.iter("a")} == {str(shift)}
    parts = {each.get("id") for each in root.iter() if each.get("data-part") is not None}
    assert {"draft-bar", "draft-figures", "draft-foot"} <= parts
    assert "Short of people by this" in text(root)


def test_trying_says_the_verdict_and_keeps_nothing(small: SmallCentre, draft: Draft, planner: Client) -> None:
    start, end = (int(at_local(day_of(small), minute).timestamp()) for minute in (540, 1860))
    sent = asked(draft, do="resize", item=item(small), start=start, end=end, **{"try": "1"})
    words = said(planner.post(address(small, "/do"), sent, headers=FRAGMENT))
    assert "5:7" in words
    harmless = asked(draft, do="resize", item=item(small), start=start, end=end - 13 * 3600, **{"try": "1"})
    assert "Allowed" in said(planner.post(address(small, "/do"), harmless, headers=FRAGMENT))
    assert not draft.edits.exists()
    assert not AuditEntry.objects.filter(action="draft.edited").exists()


def test_what_is_no_edit_is_refused_in_words(small: SmallCentre, draft: Draft, planner: Client) -> None:
    here = address(small, "/do")
    gone = planner.post(here, asked(draft, do="move", item=item(small, hour=10), by=15), headers=FRAGMENT)
    assert (gone.status_code, "not there any more" in said(gone)) == (422, True)
    for wrong in ({}, {"do": "dance"}, {"do": "move", "item": "x@y"}, {"do": "resize", "item": item(small)}):
        answer = planner.post(here, asked(draft, **wrong), headers=FRAGMENT)
        assert answer.status_code in {404, 422}
    planner.post(here, {"do": "remove", "item": item(small)})
    assert not draft.edits.exists()


def test_who_edits_on_an_old_screen_sees_both_and_goes_on_top(
    small: SmallCentre, draft: Draft, world: World, planner: Client
) -> None:
    form = {**fields_of(planner.get(inspector(small)), "save"), "s-2-end": "17:30", "do": "save"}
    other = give(world.person("team_leader"), Role.PLANNER, centre=small.centre).person
    worker, since = small.workers["agent"], at_local(day_of(small), 0)
    later = (Piece(at_local(day_of(small), 600), at_local(day_of(small), 900), "work", small.queues[0]),)
    edit(
        actor=other, draft=draft, kind=EditKind.CHANGE, seen=0,
        replacements=[Replacement(worker, since, since + timedelta(hours=20), later)],
    )  # fmt: skip
    refused = planner.post(inspector(small), form)
    assert refused.status_code == 409
    words = said(refused)
    assert "team_leader changed agent meanwhile" in words
    assert "10:00 – 15:00" in words
    assert "13:30 – 17:30 On queue sales" in words
    assert draft.edits.count() == 1
    again = fields_of(refused, inspector(small))
    planner.post(inspector(small), again)
    assert "09:00–17:30" in said(planner.get(address(small)))


def test_another_planner_sees_who_changed_whom(
    small: SmallCentre, draft: Draft, world: World, planner: Client
) -> None:
    other = give(world.person("team_leader"), Role.PLANNER, centre=small.centre)
    planner.post(inspector(small), asked(draft, do="remove"))
    client = client_of(world, "team_leader")
    assert other
    parts = client.get(address(small, f"/rows?since=0&back={address(small)}"))
    assert "planner changed agent, Tue" in said(parts)
    assert "planner changed" not in said(planner.get(address(small, "/rows?since=0")))


def test_a_week_is_copied_in_place_of_what_stands_there(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    page = planner.get(address(small, "/week"))
    form = fields_of_page(page)
    answer = planner.post(address(small, "/week"), {**form, "to": form["monday"]})
    assert (answer.status_code, "changes nothing" in said(answer)) == (422, True)


def fields_of_page(response: HttpResponse) -> dict[str, Any]:
    """What the one form of a page's main part would send."""
    main = next(each for each in root_of(response).iter("main"))
    form = next(each for each in main.iter("form") if each.get("method") == "post")
    found = {each.get("name"): each.get("value", "") for each in form.iter("input") if each.get("name")}
    for select in form.iter("select"):
        chosen = [one.get("value") for one in select.iter("option") if one.get("selected") is not None]
        first = [one.get("value") for one in select.iter("option")][:1]
        found[select.get("name")] = chosen if select.get("multiple") is not None else (chosen or first)[0]
    for area in form.iter("textarea"):
        found[area.get("name")] = area.text or ""
    return found


def test_cells_of_a_spreadsheet_become_shifts(small: SmallCentre, draft: Draft, planner: Client) -> None:
    people = [str(small.workers[name].uuid) for name in ("mate", "agent")]
    cells = "10:00-18:00\tSA 09:00-17:00\n\tservice 11:00-19:00"
    sent = asked(draft, people=people, first=small.monday, cells=cells)
    answer = planner.post(address(small, "/paste"), sent, follow=True)
    assert "Kept: Paste" in said(answer)
    rows = {
        each.get("data-worker"): [text(cell) for cell in each.iter("td")][:2]
        for each in root_of(planner.get(address(small))).iter("tr")
        if each.get("data-worker")
    }
    mate, agent = (rows[name] for name in people)
    assert (mate[0][:11], mate[1][:14]) == ("10:00–18:00", "09:00–17:00 SA")
    assert ("Day off" in agent[0], agent[1][:14]) == (True, "11:00–19:00 SE")
    assert draft.edits.get().kind == EditKind.PASTE
    day = fields_of(planner.get(inspector(small, 1, "agent")), "save")
    assert day["s-1-activity"] == "meal"  # the shift system asks one


def test_nonsense_is_named_by_line_and_column_and_keeps_nothing(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    people = [str(small.workers["agent"].uuid)]
    cells = "9-5\t25:00-26:00\tXX 09:00-17:00\n09:00-17:00"
    answer = planner.post(
        address(small, "/paste"), asked(draft, people=people, first=small.monday, cells=cells)
    )
    assert answer.status_code == 422
    words = said(answer)
    for expected in ("Line 1, column 1: “9-5”", "column 2: “25:00-26:00”", "column 3: “XX 09:00-17:00”"):
        assert expected in words
    more = planner.post(
        address(small, "/paste"),
        asked(draft, people=people, first=day_of(small, 6), cells="\t09:00-17:00\nx\n"),
    )
    assert "column 1: “x”" in said(more)
    beyond = planner.post(
        address(small, "/paste"),
        asked(draft, people=people, first=day_of(small, 6), cells=";09:00-17:00\n09:00-10:00"),
    )
    assert "no such day" in said(beyond)
    assert "fewer people" in said(beyond)
    assert not draft.edits.exists()


def test_breaks_go_where_they_cost_least_as_one_edit(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    form = fields_of_page(
        planner.get(address(small, f"/breaks?back={address(small, f'/day/{small.monday}')}"))
    )
    assert form["day"] == small.monday.isoformat()
    answer = planner.post(address(small, "/breaks"), form, follow=True)
    assert "Kept: Breaks rearranged" in said(answer)
    step = draft.edits.get()
    assert step.kind == EditKind.BREAKS
    both = [small.workers[name] for name in ("agent", "south")]  # on sales
    meals = step.added.filter(activity="meal", worker__in=both)
    assert len({meal.starts_at for meal in meals}) == 2
    again = planner.post(address(small, "/breaks"), asked(draft, people=form["people"], day=form["day"]))
    assert (again.status_code, "cost customers least already" in said(again)) == (422, True)


def test_reading_a_draft_is_noted(small: SmallCentre, draft: Draft, planner: Client) -> None:
    before = Reading.objects.count()
    planner.get(address(small))
    planner.get(address(small, f"/day/{small.monday}"))
    planner.get(inspector(small))
    assert Reading.objects.count() == before + 3


def test_findings_of_touched_people_are_those_of_the_draft(
    small: SmallCentre, draft: Draft, planner: Client
) -> None:
    form = fields_of(planner.get(inspector(small)), "save")
    refused = planner.post(inspector(small), {**form, "s-2-end": "08:00", "do": "save"})
    planner.post(inspector(small), {**fields_of(refused, inspector(small)), "reason": "storm"})
    words = said(planner.get(address(small, "?finding=block")))
    assert "1 of 3 people" in words
    assert "must be fixed" in words
    planner.post(address(small, "/undo"), asked(draft))
    assert "0 of 3 people" in said(planner.get(address(small, "?finding=block")))


def test_the_number_of_queries_does_not_grow_with_people_or_edits(
    small: SmallCentre, draft: Draft, world: World, planner: Client
) -> None:
    addresses = [address(small), address(small, f"/day/{small.monday}"), address(small, "/steps")]

    def counted() -> list[int]:
        found = []
        for each in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert planner.get(each).status_code == 200
            found.append(len(queries))
            print("Q", each, *(q["sql"][:3000] for q in queries), sep="\n")
        return found

    planner.post(inspector(small), asked(draft, do="remove"))
    for each in addresses:
        planner.get(each)
    few = counted()
    for number in (2, 3):
        planner.post(inspector(small, number), asked(draft, do="remove"))
        planner.post(inspector(small, number, "mate"), asked(draft, do="remove"))
    for each in addresses:
        planner.get(each)
    assert counted() == few


def test_a_worker_of_another_centre_is_not_found(
    small: SmallCentre, draft: Draft, world: World, planner: Client
) -> None:
    foreign = Worker.objects.exclude(centre=small.centre).first()
    name = foreign.uuid if foreign else uuid.uuid4()
    there = address(small, f"/day/{day_of(small)}/person/{name}")
    assert planner.get(there).status_code == 404
    sent = asked(draft, do="move", item=item(small), by=0, to=str(name))
    assert planner.post(address(small, "/do"), sent).status_code == 404
    assert not Edit.objects.exists()
