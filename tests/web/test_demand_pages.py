"""Forecast, requirement and centre as their readers see them."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.small_centre import SmallCentre, at_local, make_small_centre
from tests.web.world import World, give

from equipoise_web.core.models import AuditEntry
from equipoise_web.core.present import CENTRE_KEY
from equipoise_web.core.roles import Role
from equipoise_web.service.models import (
    CentreSettings,
    Forecast,
    ForecastInterval,
    HistoryInterval,
    Queue,
    Requirement,
)
from equipoise_web.service.queries.heat import heat_rows
from equipoise_web.service.queries.periods import period_of, step_of

READERS = ("planner", "team_leader", "hr", "representative", "auditor")
PAGES = ("/demand/forecast", "/staffing/requirement", "/demand/queues", "/demand/history")
FILES = ("/demand/forecast.csv", "/staffing/requirement.csv", "/demand/history/sample.csv")


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    session = client.session
    session[CENTRE_KEY] = str(world.centre.uuid)  # a planner of the organisation has several
    session.save()
    return client


def page(world: World, role: str, address: str) -> str:
    response = client_of(world, role).get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", html, flags=re.S)).split())


def chart_of(html: str, name: str) -> dict[str, Any]:
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', html, re.S)
    assert found is not None
    return json.loads(found[1])  # type: ignore[no-any-return]


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_demand_is_open_to_those_who_work_with_it_and_to_nobody_else(
    small: SmallCentre, world: World, address: str
) -> None:
    got = {role.value: client_of(world, role.value).get(address).status_code for role in Role}
    assert got == {role.value: 200 if role.value in READERS else 403 for role in Role}


def test_the_centre_is_open_to_everybody_in_it(small: SmallCentre, world: World) -> None:
    for role in Role:
        assert "09:00" not in page(world, role.value, "/centre")
        assert "08:00-20:00" in page(world, role.value, "/centre")


def test_a_stranger_sees_nothing_of_the_centre(small: SmallCentre, world: World) -> None:
    from equipoise_web.core.models import User

    user = User.objects.create_user("stranger@example.org", person=world.stranger)
    give(world.stranger, Role.PLANNER, organisation=world.stranger.organisation)
    client = Client()
    client.force_login(user)
    forecast = Forecast.objects.get()
    assert "sales" not in client.get("/centre").content.decode()
    answer = client.get(f"/demand/forecast?forecast={forecast.uuid}")
    assert (answer.status_code, "sales" in answer.content.decode()) == (200, False)
    assert client.get(f"/demand/forecast.csv?forecast={forecast.uuid}").status_code == 404
    assert client.get(f"/demand/queues/{small.queues[0].uuid}").status_code == 404


def test_the_fan_the_table_and_the_words_say_the_same(small: SmallCentre, world: World) -> None:
    html = page(world, "representative", f"/demand/forecast?day={small.monday}")
    chart = chart_of(html, "fan-data")
    assert chart["q50"] == [20] * 24
    assert (chart["step_s"], chart["zone"]) == (1800, "Europe/Amsterdam")
    assert chart["x"][0] == int(at_local(small.monday, 480).timestamp())
    assert "8 times in 10 between 14 and 26" in chart["said"][0]
    assert "480 contacts are expected" in text_of(html)
    assert html.count("14–26") == 24


def test_what_came_stands_beside_what_was_expected(small: SmallCentre, world: World) -> None:
    source = HistoryInterval.objects.filter(queue=small.queues[0]).first()
    assert source is not None
    HistoryInterval.objects.create(
        queue=small.queues[0], starts_at=at_local(small.monday, 480), offered=31, source=source.source
    )
    html = page(world, "planner", f"/demand/forecast?day={small.monday}")
    assert chart_of(html, "fan-data")["actual"] == [31.0, *[None] * 23]
    assert "So far 31 came in intervals for which 20 were expected." in text_of(html)


def test_a_missed_forecast_is_told_beside_its_floor(small: SmallCentre, world: World) -> None:
    score = {"wape": 0.064, "bias": -0.01, "coverage80": 0.81, "n": 24}
    accuracy = {
        "sales": {
            "results": {"day": {"0": {"calendar": score}}},
            "chosen": {"day": {"0": "calendar"}},
            "floor": {"day": 0.023},
        }
    }
    Forecast.objects.update(accuracy=accuracy)
    said = text_of(page(world, "planner", f"/demand/forecast?day={small.monday}"))
    assert "missed by 6.4% in a day" in said
    assert "Even a perfect forecast would miss by 2.3%" in said
    assert "1.0% too low" in said


def test_without_a_forecast_the_page_says_what_belongs_here(small: SmallCentre, world: World) -> None:
    from equipoise_web.core.models import Centre

    empty = Centre.objects.create(organisation=world.organisation, name="Aa", timezone="Europe/Lisbon")
    client = client_of(world, "planner")
    give(world.person("planner"), Role.PLANNER, centre=empty)
    client.post("/account/centre", {"centre": str(empty.uuid), "next": "/centre"})
    for address in ("/demand/forecast", "/staffing/requirement"):
        answer = client.get(address).content.decode()
        assert "/demand/history" in answer
        assert "yet" in text_of(answer)
    assert "Not written down yet" in text_of(client.get("/centre").content.decode())


def test_an_earlier_forecast_can_be_looked_at(small: SmallCentre, world: World) -> None:
    old = Forecast.objects.get()
    new = Forecast.objects.create(
        centre=small.centre, starts_on=small.monday, weeks=1, history_until=old.history_until
    )
    ForecastInterval.objects.create(
        forecast=new, queue=small.queues[0], starts_at=at_local(small.monday, 480), mean=7, q05=3, q10=4,
        q25=5, q50=7, q75=8, q90=9, q95=11, aht_s=100,
    )  # fmt: skip
    assert chart_of(page(world, "hr", "/demand/forecast?view=week"), "fan-data")["q50"] == [7]
    earlier = page(world, "hr", f"/demand/forecast?view=week&forecast={old.uuid}")
    assert chart_of(earlier, "fan-data")["q50"] == [20] * 24 * 5


@pytest.mark.parametrize("asked", ["day=nonsense", "queue=nonsense", "view=year", "day=0001-01-01"])
def test_an_address_that_names_nothing_shows_what_is_nearest(
    small: SmallCentre, world: World, asked: str
) -> None:
    assert "fan-data" in page(world, "planner", f"/demand/forecast?{asked}")


def test_the_file_of_a_forecast_is_that_of_the_command(small: SmallCentre, world: World) -> None:
    answer = client_of(world, "auditor").get("/demand/forecast.csv")
    rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
    assert len(rows) == 2 * 5 * 24
    assert list(rows[0]) == [
        "queue",
        "start",
        "mean",
        "q05",
        "q10",
        "q25",
        "q50",
        "q75",
        "q90",
        "q95",
        "aht_s",
    ]
    first = datetime.fromisoformat(rows[0]["start"])
    assert (rows[0]["queue"], first) == ("sales", at_local(small.monday, 480))
    assert rows[0]["start"].endswith(first.astimezone(first.tzinfo).strftime("%z")[:3] + ":00")


def test_the_requirement_adds_up_queues_and_hours(small: SmallCentre, world: World) -> None:
    both = page(world, "team_leader", f"/staffing/requirement?view=week&day={small.monday}")
    assert chart_of(both, "requirement-data")["planned"] == [pytest.approx(2.2)] * 120
    assert "120 h" in both  # 2 people, 12 hours, 5 days
    one = page(world, "team_leader", f"/staffing/requirement?queue={small.queues[1].uuid}&day={small.monday}")
    assert chart_of(one, "requirement-data")["net"] == [1.0] * 24
    assert "80% in time and 70% occupied are expected" in chart_of(one, "requirement-data")["said"][0]


def test_the_service_levels_are_shown_as_they_stood(small: SmallCentre, world: World) -> None:
    target = {
        "channel": "voice", "answered_within_s": 20.0, "share": 0.8, "definition": "answered_over_offered",
        "floor_share": 0.5, "max_occupancy": 0.88,
    }  # fmt: skip
    Requirement.objects.update(targets={"sales": target}, methods={"sales": "Erlang A"})
    Queue.objects.filter(pk=small.queues[0].pk).update(share=0.9)
    said = text_of(page(world, "planner", f"/staffing/requirement?queue={small.queues[0].uuid}"))
    assert "80% of calls answered within 20 s, of all offered; never below 50% in an interval" in said
    assert "Erlang A" in said


def test_the_file_of_a_requirement_is_that_of_the_command(small: SmallCentre, world: World) -> None:
    answer = client_of(world, "hr").get("/staffing/requirement.csv")
    rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
    assert len(rows) == 240
    assert rows[0] | {"start": ""} == {
        "queue": "sales", "start": "", "load_erl": "0.7", "agents_net": "1", "agents_planned": "1.1",
        "service_level": "0.8", "occupancy": "0.7",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address", ["/demand/forecast?view=week", "/staffing/requirement?view=week", "/centre"]
)
def test_the_number_of_queries_does_not_grow(small: SmallCentre, world: World, address: str) -> None:
    def asked() -> int:
        client = client_of(world, "planner")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    before = asked()
    for name in "abcdef":
        Queue.objects.create(centre=small.centre, name=name, position=9)
        Forecast.objects.create(
            centre=small.centre, starts_on=small.monday, weeks=1, history_until=at_local(small.monday, 0)
        )
    assert asked() <= before
    assert before < 30


ZONE = "Europe/Amsterdam"


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 25), ("2026-03-29", 23), ("2026-06-01", 24)])
def test_a_day_is_as_long_as_its_clock_has_it(day: str, hours: int) -> None:
    first = date.fromisoformat(day)
    period = period_of("day", first, first, first, ZONE)
    assert period.ends_at - period.starts_at == timedelta(hours=hours)


def test_the_hour_that_comes_twice_has_two_rows() -> None:
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight in Amsterdam
    values = [(start + timedelta(hours=n), float(n)) for n in range(25)]
    rows = heat_rows(values, [date(2026, 10, 25)], ZONE)
    assert [(row.slot.label, row.slot.second_time) for row in rows[2:5]] == [
        ("02:00", False),
        ("02:00", True),
        ("03:00", False),
    ]
    assert [row.cells[0].value for row in rows] == [float(n) for n in range(25)]


def test_the_length_of_intervals_shows_from_their_starts() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    starts = [start, start + timedelta(minutes=15), start + timedelta(hours=14)]
    assert step_of(starts, 1) == 900
    assert step_of([start], 1800) == 1800


HOURS = {
    **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00"),
    "sat": "10:00-16:00", "sun": "", "holidays": "NL", "holiday": "", "closed": "2026-12-25, 2027-01-01",
    "interval_minutes": "30", "unplanned_shrinkage": "6.5",
}  # fmt: skip


def test_a_planner_writes_down_when_the_centre_is_open(small: SmallCentre, world: World) -> None:
    client = client_of(world, "planner")
    assert client.get("/centre/edit").status_code == 200
    assert client.post("/centre/edit", HOURS).status_code == 302
    settings = CentreSettings.objects.get()
    assert settings.opening["sat"] == ["10:00-16:00"]
    assert settings.opening["closed"] == ["2026-12-25", "2027-01-01"]
    assert settings.unplanned_shrinkage == 0.065
    entry = AuditEntry.objects.get(action="centre.described")
    assert json.loads(entry.details)["old"]["unplanned_shrinkage"] == 0
    said = text_of(client.get("/centre").content.decode())
    assert "Netherlands" in said
    assert "Fri 25 Dec 2026" in said
    assert "6.5%" in said


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"mon": "08:00-20"}, "mon", "“08:00-20” is not a time span such as 08:00-21:00."),
        ({"tue": "08:00-12:00, 11:00-20:00"}, "tue", "The time spans overlap."),
        ({"wed": "08:10-20:00"}, "wed", "Hours must fall on the intervals of 30 minutes."),
        ({"closed": "Christmas"}, "closed", "“Christmas” is not a date such as 2026-12-25."),
        ({"holidays": "XX"}, "holidays", "No calendar of public holidays is known by the code “XX”."),
        ({"holidays": "", "holiday": "10:00-12:00"}, "holiday", "need the country"),
        ({"interval_minutes": "7"}, "interval_minutes", "7 is none of"),
        ({"interval_minutes": "15"}, "interval_minutes", "The interval stays"),
        ({"unplanned_shrinkage": "96"}, "unplanned_shrinkage", "96% must be at least 0% and at most 95%."),
        (dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), ""), "mon", "never open"),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field(
    small: SmallCentre, world: World, changed: dict[str, str], field: str, reason: str
) -> None:
    before = CentreSettings.objects.values().get()
    answer = client_of(world, "planner").post("/centre/edit", HOURS | changed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert re.search(rf'id="id_{field}_error".*?{re.escape(reason)}', html.replace("&#x27;", "'"), re.S)
    assert CentreSettings.objects.values().get() == before


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.PLANNER])
def test_nobody_but_a_planner_changes_the_centre(small: SmallCentre, world: World, role: str) -> None:
    client = client_of(world, role)
    assert client.get("/centre/edit").status_code == 403
    assert client.post("/centre/edit", HOURS).status_code == 403
    assert "/centre/edit" not in client.get("/centre").content.decode()


def test_few_people_are_not_counted(small: SmallCentre, world: World) -> None:
    html = page(world, "administrator", "/centre")
    assert re.search(r"South</th>.*?too few to show", html, re.S)
    assert re.search(r"North</th>.*?<td class=\"eq-num\">9</td>", html, re.S) is None
