"""Pages of dispensations and of the self-check: through addresses, with who gets in and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.breaches import grounds, in_days, let_all_stand, make_broken, must_be_fixed
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.world import World, give

from equipoise_web.compliance.actions.dispensations import grant
from equipoise_web.compliance.actions.ilo import Said, record_self_check, this_year
from equipoise_web.compliance.models import NO_CLAUSE, Dispensation, SelfCheck, SelfCheckRemark, Settlement
from equipoise_web.core.models import Notification, Reading
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Publication, Roster


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


@pytest.fixture
def broken(small: SmallCentre) -> Roster:
    return make_broken(small, [small.workers["agent"]])


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.users[persona])
    session = client.session
    session["centre"] = str(world.centre.uuid)
    session.save()
    return client


def page(world: World, persona: str, address: str, status: int = 200) -> str:
    answer = signed_in(world, persona).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def filled(**changed: str) -> dict[str, str]:
    return {
        "cause": "danger", "reason": "Smoke in the hall.", "ground": "emergency", "clause": "",
        "compensation": "Two days off", "due_on": in_days(9).isoformat(), **changed,
    }  # fmt: skip


def test_a_planner_lets_a_finding_stand_from_the_findings_to_publication(
    small: SmallCentre, world: World, broken: Roster
) -> None:
    client, rows = signed_in(world, "planner"), must_be_fixed(broken)
    said = client.get(f"/roster/{broken.uuid}/findings?severity=block").content.decode()
    assert said.count("Let it stand") == len(rows)
    for finding in rows:
        address = f"/rules/findings/{finding.uuid}/stand"
        assert f'href="{address}"' in said
        assert "The finding" in client.get(address).content.decode()
        answer = client.post(address, filled(), follow=True)
        assert "1 dispensation is given." in answer.content.decode()
    assert "stands by dispensation of planner (Planner)" in answer.content.decode()
    assert {row.clause for row in Dispensation.objects.all()} == {NO_CLAUSE}
    said = client.get(f"/roster/{broken.uuid}/findings").content.decode()
    assert said.count("stands by dispensation of planner") == len(rows)
    assert "Let it stand" not in said
    assert f"{len(rows)} must be fixed" in said  # counted as before
    assert client.post(f"/roster/{broken.uuid}/publish").status_code == 302
    assert Publication.objects.get().roster == broken


def test_what_the_same_days_break_stands_on_the_same_grounds_each_by_itself(
    small: SmallCentre, world: World
) -> None:
    roster = make_broken(small, [small.workers["agent"], small.workers["mate"]])
    first, *_rest = must_be_fixed(roster, small.workers["agent"])
    same = [row for row in must_be_fixed(roster, first.worker) if row.starts_at == first.starts_at][1:]
    foreign = must_be_fixed(roster, small.workers["mate"])[0]
    client, address = signed_in(world, "planner"), f"/rules/findings/{first.uuid}/stand"
    assert client.post(address, {**filled(), "also": [str(foreign.uuid)]}).status_code == 422
    assert not Dispensation.objects.exists()
    answer = client.post(address, {**filled(), "also": [str(row.uuid) for row in same]}, follow=True)
    assert f"{len(same) + 1} dispensations are given." in answer.content.decode()
    assert {row.finding for row in Dispensation.objects.all()} == {first, *same}
    assert Notification.objects.filter(kind="dispensation.own").count() == 1  # told once
    assert Notification.objects.filter(kind="dispensation.given").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "This field is required."),
        ({"ground": "clause"}, "Name the article"),
        ({"compensation": "", "due_on": ""}, "a compensation is owed"),
        ({"due_on": ""}, "Name the last day"),
        ({"due_on": "2020-01-01"}, "This day has passed."),
    ],
)
def test_a_form_without_its_grounds_is_shown_again(
    small: SmallCentre, world: World, broken: Roster, changed: dict[str, str], sentence: str
) -> None:
    address = f"/rules/findings/{must_be_fixed(broken)[0].uuid}/stand"
    answer = signed_in(world, "planner").post(address, filled(**changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Dispensation.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLANNER])
def test_nobody_else_gets_to_the_form(small: SmallCentre, world: World, broken: Roster, role: Role) -> None:
    address = f"/rules/findings/{must_be_fixed(broken)[0].uuid}/stand"
    client = signed_in(world, role.value)
    assert client.get(address).status_code == client.post(address, filled()).status_code == 403
    assert not Dispensation.objects.exists()


def test_a_finding_that_does_not_block_has_no_form(small: SmallCentre, world: World) -> None:
    finding = small.roster.checks.get().findings.exclude(result="fail")[0]
    assert signed_in(world, "planner").get(f"/rules/findings/{finding.uuid}/stand").status_code == 404


def test_a_published_roster_shows_what_stands_on_each_of_its_pages(
    small: SmallCentre, world: World, broken: Roster
) -> None:
    rows = let_all_stand(small, broken)
    publish(actor=small.planner, roster=broken)
    day = broken.starts_on.isoformat()
    for persona in ("planner", "representative", "team_leader", "hr"):
        for address in ("", f"/day/{day}", "/findings", "/publish"):
            said = page(world, persona, f"/roster/{broken.uuid}{address}")
            assert f"{len(rows)} findings stand by dispensation" in said, (persona, address)
    person = small.workers["agent"].uuid
    said = page(world, "representative", f"/roster/{broken.uuid}/day/{day}?person={person}")
    assert "stands by dispensation of planner" in said


def test_the_list_is_narrowed_and_counted(small: SmallCentre, world: World, broken: Roster) -> None:
    first, second, third, *_ = must_be_fixed(broken)
    later = grant(actor=small.planner, finding=first, grounds=grounds())
    grant(actor=small.planner, finding=second, grounds=grounds(compensation="", due_on=None))
    overdue(small, third)
    said = page(world, "planner", "/rules/dispensations")
    assert "3 dispensations" in said
    assert "1 compensation is overdue." in said
    assert said.count("Failure of a system or a building") >= 4  # in lines and in counts
    assert "1 dispensation<" in page(world, "planner", "/rules/dispensations?state=overdue")
    assert "2 dispensations" in page(world, "planner", "/rules/dispensations?state=open")
    assert "None of these" in page(world, "planner", "/rules/dispensations?state=settled")
    body = {"settled_on": in_days(0).isoformat(), "how": "A day off"}
    answer = signed_in(world, "planner").post(f"/rules/dispensations/{later.uuid}", body, follow=True)
    assert "It is recorded that the compensation was given." in answer.content.decode()
    assert Settlement.objects.get().dispensation == later
    assert "1 dispensation<" in page(world, "planner", "/rules/dispensations?state=settled")


def overdue(small: SmallCentre, finding: Any) -> Dispensation:
    """A dispensation whose day has passed: given then, by somebody who was a planner already."""
    past = timezone.now() - timedelta(days=20)
    copied = (
        "worker", "rule", "article", "severity", "starts_at", "ends_at", "measured", "limit", "unit",
    )  # fmt: skip
    return Dispensation.objects.create(
        finding=finding, roster=finding.check_made.roster, granted_by=small.planner, role="planner",
        granted_at=past, **{name: getattr(finding, name) for name in copied},
        **vars(grounds(due_on=in_days(-3))),
    )  # fmt: skip


def test_what_is_overdue_waits_for_planner_and_hr(small: SmallCentre, world: World, broken: Roster) -> None:
    row = overdue(small, must_be_fixed(broken)[0])
    give(world.person("hr"), Role.HR, centre=world.centre)
    for persona in ("planner", "hr"):
        said = page(world, persona, "/today")
        assert "Compensation overdue: agent" in said
        assert f"/rules/dispensations/{row.uuid}" in said
    assert "Compensation overdue" not in page(world, "team_leader", "/today")
    body = {"settled_on": in_days(0).isoformat(), "how": "Paid with the wages of May"}
    assert signed_in(world, "hr").post(f"/rules/dispensations/{row.uuid}", body).status_code == 302
    assert "Compensation overdue" not in page(world, "planner", "/today")


def test_a_settlement_of_tomorrow_is_refused(small: SmallCentre, world: World, broken: Roster) -> None:
    row = grant(actor=small.planner, finding=must_be_fixed(broken)[0], grounds=grounds())
    body = {"settled_on": in_days(3).isoformat(), "how": "A day off"}
    answer = signed_in(world, "planner").post(f"/rules/dispensations/{row.uuid}", body)
    assert answer.status_code == 422
    assert not Settlement.objects.exists()


def test_the_worker_sees_the_own_and_representatives_all_of_a_draft(small: SmallCentre, world: World) -> None:
    roster = make_broken(small, [small.workers["agent"], small.workers["south"]])
    rows = let_all_stand(small, roster)
    own = next(row for row in rows if row.worker == small.workers["agent"])
    other = next(row for row in rows if row.worker == small.workers["south"])
    assert f"{len(rows)} dispensations" in page(world, "representative", "/rules/dispensations")
    assert f"{len(rows) // 2} dispensations" in page(world, "agent", "/rules/dispensations")
    assert "The second site burnt down." in page(world, "agent", f"/rules/dispensations/{own.uuid}")
    page(world, "agent", f"/rules/dispensations/{other.uuid}", 404)
    body = {"settled_on": in_days(0).isoformat(), "how": "A day off"}
    for persona in ("agent", "representative"):
        answer = signed_in(world, persona).post(f"/rules/dispensations/{own.uuid}", body)
        assert answer.status_code == 403
    assert not Settlement.objects.exists()
    assert "No dispensation" in page(world, "evaluator", "/rules/dispensations")
    assert Reading.objects.filter(viewer=world.person("representative"), centre=world.centre).exists()
    assert not Reading.objects.filter(viewer=world.person("agent")).exists()


def grown(ask: Callable[[], Any], grow: Callable[[], Any]) -> tuple[int, int]:
    """Queries of a page before and after there is more to show."""
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(len(queries))
        grow()
    return counts[0], counts[1]


def test_the_list_costs_the_same_however_long(small: SmallCentre, world: World) -> None:
    let_all_stand(small, make_broken(small, [small.workers["agent"]]))
    client = signed_in(world, "planner")
    client.get("/rules/dispensations")
    before, after = grown(
        lambda: client.get("/rules/dispensations"),
        lambda: let_all_stand(small, make_broken(small, small.workers.values(), weeks=8)),
    )
    assert before == after


# The self-check.


def said_form(**changed: str) -> dict[str, str]:
    return {
        "answer": "yes", "evidence": "Minutes of May.", "link": "", "complaints": "3",
        "contractors_covered": "3", "contractors": "4", **changed,
    }  # fmt: skip


@pytest.mark.parametrize("persona", ["hr", "administrator"])
def test_hr_and_administrator_record_a_category(world: World, persona: str) -> None:
    address = f"/rules/ilo/{this_year()}/safety"
    assert signed_in(world, persona).post(address, said_form()).status_code == 403  # of a team alone
    give(world.person(persona), Role(persona), organisation=world.organisation)
    client = signed_in(world, persona)
    assert client.get(address).status_code == 200
    answer = client.post(address, said_form(), follow=True).content.decode()
    assert "1 of 5 categories evidenced" in answer
    assert SelfCheck.objects.get().recorded_by == world.person(persona)
    assert "Minutes of May." in client.get(address).content.decode()  # the form begins with what holds


@pytest.mark.parametrize(
    "changed", [{"evidence": ""}, {"contractors": ""}, {"link": "javascript:alert(1)"}, {"answer": ""}]
)
def test_a_record_without_its_evidence_is_shown_again(world: World, changed: dict[str, str]) -> None:
    give(world.person("hr"), Role.HR, organisation=world.organisation)
    answer = signed_in(world, "hr").post(f"/rules/ilo/{this_year()}/safety", said_form(**changed))
    assert answer.status_code == 422
    assert not SelfCheck.objects.exists()


def test_representatives_add_their_remark_and_record_nothing(world: World) -> None:
    client, address = signed_in(world, "representative"), f"/rules/ilo/{this_year()}/forced_labour"
    assert client.post(address, said_form()).status_code == 403
    answer = client.post(f"{address}/remark", {"text": "No round by night."}, follow=True)
    assert "No round by night." in answer.content.decode()
    assert SelfCheckRemark.objects.get().category == "forced_labour"
    assert signed_in(world, "hr").post(f"{address}/remark", {"text": "It was."}).status_code == 403


def test_few_complaints_are_shown_to_those_who_deal_with_them_alone(world: World) -> None:
    give(world.person("hr"), Role.HR, organisation=world.organisation)
    values = {"actor": world.person("hr"), "organisation": world.organisation, "year": this_year()}
    record_self_check(**values, category="discrimination", said=Said("no", "Upheld.", complaints=2))
    for persona, seen in (("representative", True), ("hr", True), ("agent", False), ("planner", False)):
        said = page(world, persona, "/rules/ilo")
        assert ("<dd>2</dd>" in said) == seen, persona
        assert ("too few to show" in said) != seen, persona


def test_every_year_since_the_first_stands_beside_the_others(world: World) -> None:
    give(world.person("hr"), Role.HR, organisation=world.organisation)
    values = {"actor": world.person("hr"), "organisation": world.organisation, "year": this_year() - 2}
    record_self_check(**values, category="safety", said=Said("yes", "A round in June."))
    said = page(world, "agent", "/rules/ilo")
    for year in range(this_year() - 2, this_year() + 1):
        assert f'href="?year={year}"' in said
    assert "A round in June." not in said
    assert "A round in June." in page(world, "agent", f"/rules/ilo?year={this_year() - 2}")
    page(world, "hr", f"/rules/ilo/{this_year() + 1}/safety", 404)
    page(world, "hr", f"/rules/ilo/{this_year()}/comfort", 404)
