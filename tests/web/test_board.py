"""The roster board shows what is in the database, to whom it may be shown, also when the clock changes."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.small_centre import (
    SmallCentre,
    add_day,
    at_local,
    check_it,
    make_requirement,
    make_small_centre,
    make_worker,
)
from tests.web.world import World, give, make_person

from equipoise_web.compliance.models import Check, Finding
from equipoise_web.core.models import Purpose, Reading
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.amendments import amend
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Absence, AmendmentKind, Consent, Roster, Stretch
from equipoise_web.scheduling.queries.axis import Axis
from equipoise_web.scheduling.queries.coverage import Interval, cover, whole_people
from equipoise_web.scheduling.queries.queue_marks import letters_of
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.scheduling.queries.strip import strip_of
from equipoise_web.service.models import Queue, RequirementInterval

MOST_QUERIES, MOST_QUERIES_OF_A_DAY = 18, 22
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


def page(response: HttpResponse) -> Any:
    assert response.status_code == 200
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def having(root: Any, tag: str, css: str) -> list[Any]:
    return [each for each in root.iter(tag) if css in each.get("class", "").split()]


def rows_of(root: Any) -> dict[str, Any]:
    """The lines of the board by the name of the person."""
    table = having(root, "table", "board")[0]
    return {text(row.find("th")): row for row in table.find("tbody").iter("tr")}


def shift(cell: Any) -> str:
    """Times and queue of a cell, without marks and findings."""
    return " ".join(
        text(each) for each in (*having(cell, "span", "board-time"), *having(cell, "abbr", "board-letters"))
    )


def board(roster: Roster, query: str = "") -> str:
    return f"/roster/{roster.uuid}{query}"


def day_page(roster: Roster, day: date, query: str = "") -> str:
    return f"/roster/{roster.uuid}/day/{day}{query}"


def sick_on_monday(small: SmallCentre) -> None:
    worker = small.workers["agent"]
    monday = Stretch.objects.filter(worker=worker, starts_at__lt=at_local(small.monday, 1440))
    amend(
        actor=small.planner, publication=publish(actor=small.planner, roster=small.roster), worker=worker,
        kind=AmendmentKind.SICKNESS, asked_by=worker.person, consent=Consent.NOT_NEEDED, remove=list(monday),
        add=[],
    )  # fmt: skip


def test_the_list_has_the_rosters_with_state_and_cover(small: SmallCentre, world: World) -> None:
    client = client_of(world, "planner")
    client.post("/account/centre", {"centre": small.centre.uuid, "next": "/roster"})
    (row,) = having(page(client.get("/roster")), "table", "board-list")[0].find("tbody").iter("tr")
    assert "draft" in text(row)
    # Of 1.1 people on each of 2 queues, 12 hours on 5 days, there are 1 or 2 during 7.5 hours.
    required, covered = 2 * 1.1 * 12 * 5, (1.0 + 1.1) * 7.5 * 5
    assert f"{covered / required:.1%}" in text(row)
    publish(actor=small.planner, roster=small.roster)
    assert "published" in text(page(client.get("/roster")))
    assert "Roster 1" not in text(page(client.get("/roster?state=draft")))
    assert "Roster 1" in text(page(client_of(world, "team_leader").get("/roster")))


def test_the_board_shows_each_shift_of_the_database(small: SmallCentre, world: World) -> None:
    root = page(client_of(world, "planner").get(board(small.roster)))
    rows = rows_of(root)
    assert rows.keys() == small.workers.keys()
    for name, worker in small.workers.items():
        cells = [shift(link) for link in having(rows[name], "a", "board-cell")]
        mark = {"sales": "SA", "service": "SE"}
        queue = worker.stretches.filter(queue__isnull=False).first().queue.name
        assert cells == [f"09:00–17:00 {mark[queue]}"] * 5 + [""] * 2
        assert all("Day off" in text(link) for link in having(rows[name], "a", "board-cell")[5:])
        assert text(having(rows[name], "td", "board-hours")[0]) == "37:30 / 40:00"


def test_the_day_shows_each_stretch_of_the_database(small: SmallCentre, world: World) -> None:
    rows = rows_of(page(client_of(world, "planner").get(day_page(small.roster, small.monday))))
    for name, worker in small.workers.items():
        until = at_local(small.monday, 1440)
        stretches = worker.stretches.filter(starts_at__lt=until).order_by("starts_at")
        blocks = having(rows[name], "a", "board-block")
        assert [(int(each.get("data-at")), int(each.get("data-end"))) for each in blocks] == [
            tuple(
                int((at - at_local(small.monday, 480)).total_seconds()) // 60
                for at in (row.starts_at, row.ends_at)
            )
            for row in stretches
        ]
        assert blocks[1].get("aria-label") == "Meal 13:00 – 13:30"
        assert {"b-h5", "b-m0", "d-h0", "d-m30"} <= set(blocks[1].get("class").split())


def test_differences_are_those_of_each_interval_and_queue(small: SmallCentre, world: World) -> None:
    client = client_of(world, "planner")
    RequirementInterval.objects.filter(queue=small.queues[0], starts_at=at_local(small.monday, 600)).update(
        agents_planned=5.0
    )
    said = text(page(client.get(day_page(small.roster, small.monday))))
    assert "Shortest: 10:00, 3 people short of 6. Most are missing on Sales." in said
    on_sales = page(client.get(day_page(small.roster, small.monday, f"?coverage={small.queues[0].uuid}")))
    cells = [text(cell) for cell in having(on_sales, "span", "board-diff")]
    # From 8:00: nobody, then two on sales, five wanted at ten, nobody at one, nobody after five.
    assert cells == ["▼1"] * 2 + ["+1"] * 2 + ["▼3"] + ["+1"] * 5 + ["▼1"] + ["+1"] * 7 + ["▼1"] * 6


def test_a_part_of_an_interval_counts_as_that_part() -> None:
    at = timezone.now().replace(minute=0, second=0, microsecond=0)
    half = timedelta(minutes=30)
    rows = [Row(1, at + timedelta(minutes=10), at + half, "work", 7, None, None)]
    coverage = cover(rows, {(7, at): 1.0, (7, at + half): 0.4, (8, at): 2.0}, {}, {})
    first, second = coverage.of(7)
    assert first.scheduled == pytest.approx(2 / 3)
    assert (first.difference, second.difference) == (0, 0)
    assert coverage.of(8)[1].difference is None  # not asked for in that interval
    assert (coverage.total[0].difference, coverage.total[0].short_queue) == (-2, 8)


@pytest.mark.parametrize(
    ("difference", "people"), [(-0.5, -1), (-0.49, 0), (0.5, 0), (0.51, 1), (-1.5, -2), (0.0, 0)]
)
def test_half_a_person_too_few_is_short(difference: float, people: int) -> None:
    assert whole_people(difference) == people


def test_intervals_taken_together_show_the_shortest_of_them() -> None:
    start = datetime(2026, 11, 25, 7, tzinfo=UTC)
    quarter = timedelta(minutes=15)
    short_at = start + 3 * quarter
    intervals = [
        Interval(at, at + quarter, 0.0 if at == short_at else 3.0, 2.0, 0.5 if at == short_at else 1.0, 10.0)
        for at in (start + number * quarter for number in range(52))
    ]
    strip = strip_of(intervals, quarter, Axis(start, 13), 0.8)
    assert (strip.cell_minutes, len(strip.cells)) == (30, 26)
    assert [cell.difference for cell in strip.cells[:3]] == [1, -2, 1]
    assert (strip.cells[1].expected, strip.cells[1].target_missed) == (0.75, True)
    assert strip.shortest is intervals[3]


@pytest.mark.parametrize(("sunday", "hours"), [(SPRING, 7), (AUTUMN, 9)])
def test_a_night_in_which_the_clock_changes_has_its_real_length(
    world: World, small: SmallCentre, sunday: date, hours: int
) -> None:
    roster, worker, queue = night(small, sunday)
    client = client_of(world, "planner")
    root = page(client.get(day_page(roster, sunday)))
    (block,) = having(rows_of(root)[worker.number], "a", "board-block")
    assert int(block.get("data-end")) - int(block.get("data-at")) == hours * 60
    ticks = [text(tick) for tick in having(root, "span", "board-tick")]
    twice = {SPRING: 0, AUTUMN: 2}[sunday]
    assert ticks.count("02:00") == twice
    assert len(ticks) == hours
    table = list(csv.DictReader(io.StringIO(client.get(day_csv(roster, sunday)).content.decode())))
    assert len(table) == hours
    assert {(row["queue"], row["scheduled"], row["difference"]) for row in table} == {(queue, "1.0", "-1")}
    instants = [datetime.fromisoformat(row["start"]) for row in table]
    assert all(later - at == timedelta(hours=1) for at, later in pairwise(instants))


def night(small: SmallCentre, sunday: date) -> tuple[Roster, Any, str]:
    """A week that ends on ``sunday``: one person from 0 to 8 o'clock, two required each hour."""
    monday, queue = sunday - timedelta(days=6), small.queues[0]
    requirement = make_requirement(small.centre, [], monday)
    start, end = at_local(sunday, 0), at_local(sunday, 480)
    at = start
    while at < end:
        RequirementInterval.objects.create(
            requirement=requirement, queue=queue, starts_at=at, load_erl=1.0, agents_net=1.8,
            agents_planned=2.0,
        )  # fmt: skip
        at += timedelta(hours=1)
    roster = Roster.objects.create(
        centre=small.centre, number=9, starts_on=monday, ends_on=sunday, requirement=requirement,
        objective=1.0, bound=1.0,
    )  # fmt: skip
    worker = small.workers["mate"]
    Stretch.objects.create(
        roster=roster, worker=worker, starts_at=start, ends_at=end, activity="work", queue=queue
    )
    check_it(roster, [worker])
    return roster, worker, queue.name


def day_csv(roster: Roster, day: date) -> str:
    return f"{day_page(roster, day)}/coverage.csv"


def test_a_name_in_the_file_is_no_formula(small: SmallCentre, world: World) -> None:
    Queue.objects.filter(pk=small.queues[0].pk).update(name="=1+1")
    said = client_of(world, "planner").get(day_csv(small.roster, small.monday)).content.decode()
    assert "'=1+1," in said


def test_the_file_has_every_interval_of_every_queue(small: SmallCentre, world: World) -> None:
    response = client_of(world, "planner").get(day_csv(small.roster, small.monday))
    assert response.headers["Content-Type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(table) == 2 * 24
    at_ten = [row for row in table if "T10:00" in row["start"]]
    assert [(row["queue"], row["scheduled"], row["required"], row["difference"]) for row in at_ten] == [
        ("sales", "2.0", "1.1", "1"),
        ("service", "1.0", "1.1", "0"),
    ]


def test_who_sees_which_people(small: SmallCentre, world: World) -> None:
    """Drafts for planners and auditors; published ones for the scope of a role; no board for an agent."""
    give(world.person("auditor"), Role.AUDITOR, centre=small.centre)
    readers = ("planner", "auditor", "team_leader", "representative", "hr")
    addresses = (
        board(small.roster),
        day_page(small.roster, small.monday),
        day_csv(small.roster, small.monday),
    )
    for address in addresses:
        drafts = {role: client_of(world, role).get(address).status_code for role in readers}
        assert drafts == dict.fromkeys(readers, 404) | {"planner": 200, "auditor": 200}
    publish(actor=small.planner, roster=small.roster)
    people = {role: rows_of(page(client_of(world, role).get(addresses[0]))).keys() for role in readers}
    everybody, north = {"agent", "mate", "south"}, {"agent", "mate"}
    assert people == {
        "planner": everybody, "auditor": everybody, "team_leader": north, "representative": north, "hr": north
    }  # fmt: skip
    for role in ("agent", "administrator", "evaluator"):
        assert {client_of(world, role).get(address).status_code for address in addresses} == {403}
        assert client_of(world, role).get("/roster").status_code == 403
    assert Client().get(addresses[0]).status_code in {302, 403}


def test_somebody_of_another_organisation_finds_no_such_roster(small: SmallCentre, world: World) -> None:
    give(world.stranger, Role.PLANNER, organisation=world.stranger.organisation)
    from equipoise_web.core.models import User

    client = Client()
    client.force_login(User.objects.create_user("stranger@example.org", person=world.stranger))
    assert client.get(board(small.roster)).status_code == 404
    assert client.get(day_csv(small.roster, small.monday)).status_code == 404


def test_a_roster_as_it_stands_and_as_it_was_published(small: SmallCentre, world: World) -> None:
    sick_on_monday(small)
    client = client_of(world, "planner")
    (now, *_others) = having(rows_of(page(client.get(board(small.roster))))["agent"], "a", "board-cell")
    assert "09:00" not in text(now)
    assert "is-changed" in now.get("class")
    assert "before its amendments" in client.get(board(small.roster)).content.decode()
    assert "changed by amendment 1" in [each.get("title") for each in now.iter("abbr")]
    before = page(client.get(board(small.roster, "?as=published")))
    assert "before its amendments" not in text(before)
    (then, *_others) = having(rows_of(before)["agent"], "a", "board-cell")
    assert shift(then) == "09:00–17:00 SA"
    assert "is-changed" not in then.get("class")
    csv_now, csv_then = (
        client.get(day_csv(small.roster, small.monday) + query).content for query in ("", "?as=published")
    )
    assert csv_now.count(b",2.0,") == 0
    assert csv_then.count(b",2.0,") == 15


def test_leave_is_shown_without_its_reason(small: SmallCentre, world: World) -> None:
    sick_on_monday(small)
    Absence.objects.create(
        worker=small.workers["agent"], starts_at=at_local(small.monday, 0),
        ends_at=at_local(small.monday, 1440), kind="sickness", counted_h=8,
    )  # fmt: skip
    person = small.workers["agent"].uuid
    details = day_page(small.roster, small.monday, f"?person={person}")
    for role, told in (("planner", True), ("hr", True), ("team_leader", False), ("representative", False)):
        client = client_of(world, role)
        for address in (board(small.roster), day_page(small.roster, small.monday)):
            assert b"sickness" not in client.get(address).content, role
        assert (b"sickness" in client.get(details).content) is told, role
    row = rows_of(page(client_of(world, "team_leader").get(board(small.roster))))["agent"]
    assert text(having(row, "a", "board-cell")[0]).startswith("L")


def test_a_reason_known_through_one_team_is_not_told_of_another(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    leader = world.person("team_leader")
    give(leader, Role.HR, team=world.south.memberships.get().team)
    Absence.objects.create(
        worker=small.workers["agent"], starts_at=at_local(small.monday, 0),
        ends_at=at_local(small.monday, 1440), kind="sickness", counted_h=8,
    )  # fmt: skip
    details = day_page(small.roster, small.monday, f"?person={small.workers['agent'].uuid}")
    assert b"sickness" not in client_of(world, "team_leader").get(details).content
    give(leader, Role.HR, team=world.north)
    assert b"sickness" in client_of(world, "team_leader").get(details).content


def test_details_are_a_part_of_the_same_page(small: SmallCentre, world: World) -> None:
    worker, client = small.workers["mate"], client_of(world, "planner")
    finding = Finding.objects.create(
        check_made=Check.objects.get(roster=small.roster), rule="nl.atw.5_3.daily_rest", article="5:3",
        jurisdiction="NL", severity="warn", result="fail", worker=worker,
        starts_at=at_local(small.monday, 540), ends_at=at_local(small.monday, 1020),
        message={"en": "This shift leaves 9:45 of rest.", "nl": "Deze dienst laat 9:45 rust."},
    )  # fmt: skip
    address = day_page(small.roster, small.monday, f"?person={worker.uuid}")
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"X-Fragment": "details"}).content.decode()
    assert "<html" not in part
    for facts in (whole, part):
        assert finding.message["en"] in facts
        assert "5:3" in facts
        assert "37:30" in facts
    assert "1 note" in text(page(client.get(board(small.roster))))
    (monday, tuesday, *_rest) = having(
        rows_of(page(client.get(board(small.roster))))["mate"], "a", "board-cell"
    )
    assert monday.get("data-finding") is not None
    assert tuesday.get("data-finding") is None
    assert client.get(day_page(small.roster, small.monday, f"?person={small.roster.uuid}")).status_code == 404
    of_north = client_of(world, "team_leader").get(
        day_page(small.roster, small.monday, f"?person={small.workers['south'].uuid}")
    )
    assert of_north.status_code == 404


def test_looking_at_others_is_noted(small: SmallCentre, world: World) -> None:
    publish(actor=small.planner, roster=small.roster)
    client_of(world, "representative").get(board(small.roster))
    reading = Reading.objects.get(viewer=world.person("representative"))
    assert (reading.purpose, reading.centre) == (Purpose.REPRESENTATION, small.centre)
    worker = small.workers["mate"]
    client_of(world, "planner").get(day_page(small.roster, small.monday, f"?person={worker.uuid}"))
    noted = Reading.objects.filter(viewer=small.planner, purpose=Purpose.PLANNING)
    assert {(each.person, each.centre) for each in noted} == {(worker.person, None), (None, small.centre)}


def test_rows_are_narrowed_and_ordered(small: SmallCentre, world: World) -> None:
    client = client_of(world, "planner")
    small.workers["mate"].skills.filter(queue=small.queues[1]).delete()

    def names(query: str) -> list[str]:
        return list(rows_of(page(client.get(board(small.roster, query)))))

    assert names("?q=MAT") == ["mate"]
    assert names("?team=South") == ["south"]
    assert names(f"?queue={small.queues[1].uuid}") == ["agent", "south"]
    assert names("?sort=team") == ["agent", "mate", "south"]
    assert "Nobody fits" in client.get(board(small.roster, "?q=nobody")).content.decode()


def test_the_number_of_queries_does_not_grow_with_people(small: SmallCentre, world: World) -> None:
    client = client_of(world, "planner")
    addresses = (board(small.roster), day_page(small.roster, small.monday))
    few = [queries(client, address) for address in addresses]
    roster = Roster.objects.create(
        centre=small.centre, number=2, starts_on=small.monday, ends_on=small.roster.ends_on,
        requirement=small.roster.requirement, objective=1.0, bound=1.0,
    )  # fmt: skip
    workers = [
        make_worker(small.centre, make_person(world.north, f"person {n}"), small.queues) for n in range(57)
    ]
    for worker in workers:
        add_day(roster, worker, small.queues[0], small.monday)
    check_it(roster, workers)
    addresses = (board(roster), day_page(roster, small.monday))
    assert [queries(client, address) for address in addresses] == few
    assert len(rows_of(page(client.get(addresses[0])))) == 60
    assert few[0] <= MOST_QUERIES
    assert few[1] <= MOST_QUERIES_OF_A_DAY
    assert queries(client, "/roster") <= MOST_QUERIES


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_day_outside_the_roster_is_no_page(small: SmallCentre, world: World) -> None:
    client = client_of(world, "planner")
    before = small.roster.starts_on - timedelta(days=1)
    for address in (day_page(small.roster, before), f"/roster/{small.roster.uuid}/day/yesterday"):
        assert client.get(address).status_code == 404
    assert "The centre is closed" in client.get(day_page(small.roster, small.roster.ends_on)).content.decode()


def test_queues_have_letters_of_their_own() -> None:
    assert letters_of(["sales", "service", "safety", "s", ""]) == ["SA", "SE", "SF", "S1", "Q1"]
