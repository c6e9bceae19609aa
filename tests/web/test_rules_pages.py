"""Findings by what they ask and by rule, within the viewer's scope; packs with how sure each value is."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.small_centre import SmallCentre, end_rules, make_small_centre
from tests.web.world import World, give, make_person, make_team

from equipoise_web.compliance.models import Finding
from equipoise_web.compliance.queries.in_force import library_rules
from equipoise_web.compliance.queries.rules import days_before, notice_clocks
from equipoise_web.core.models import Reading
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.publication import publish
from equipoise_web.scheduling.models import Roster

# Nothing is known of the weeks before, so this mean cannot be decided.
SUMMARY = "At most 55 hours a week on average over 4 weeks; absences count as worked."


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.users[persona])
    session = client.session
    session["centre"] = str(world.centre.uuid)
    session.save()
    return client


def findings_page(world: World, persona: str, roster: Roster, query: str = "") -> str:
    answer = signed_in(world, persona).get(f"/roster/{roster.uuid}/findings{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def names(said: str) -> set[str]:
    """Whom the findings on a page are about."""
    return set(re.findall(r'person=[0-9a-f-]+" translate="no">([^<]+)<', said))


def test_findings_stand_by_rule_with_article_people_and_days(small: SmallCentre, world: World) -> None:
    said = findings_page(world, "planner", small.roster)
    check = small.roster.checks.get()
    all_checks = check.passed + check.failed + check.undetermined
    assert f"{check.passed} of {all_checks} checks pass" in said
    assert f"{check.undetermined} undetermined" in said
    assert "§ " in said
    assert "Arbeidstijdenwet 5:7" in said
    assert SUMMARY in said
    assert names(said) == {"agent", "mate", "south"}
    assert f"/roster/{small.roster.uuid}/day/{small.monday.isoformat()}?person=" in said
    for pack in check.packs:
        assert f"<b>{pack['id']}</b>@{pack['version']}" in said
    assert Reading.objects.get().centre == world.centre


def test_a_sentence_is_in_the_readers_language_or_in_english(small: SmallCentre, world: World) -> None:
    finding = Finding.objects.filter(check_made__roster=small.roster).first()
    assert finding is not None
    assert finding.message["en"] != finding.message["nl"]
    person = world.person("planner")
    for language, wanted in (("nl", "nl"), ("en", "en"), ("fr", "en")):
        person.locale = language
        person.save()
        assert finding.message[wanted] in re.sub("&#x27;", "'", findings_page(world, "planner", small.roster))


def test_findings_are_narrowed_by_person_and_by_what_they_ask(small: SmallCentre, world: World) -> None:
    assert names(findings_page(world, "planner", small.roster, "?q=SOUTH")) == {"south"}
    assert names(findings_page(world, "planner", small.roster, "?severity=block")) == set()
    assert "No finding fits" in findings_page(world, "planner", small.roster, "?severity=block")
    rule = Finding.objects.order_by("rule").values_list("rule", flat=True)[0]
    said = findings_page(world, "planner", small.roster, f"?rule={rule}")
    assert said.count("rule-group") == 1


def test_a_leader_sees_findings_of_the_team_and_no_count_of_too_few_others(
    small: SmallCentre, world: World
) -> None:
    publish(actor=small.planner, roster=small.roster)
    for persona in ("team_leader", "representative"):
        said = findings_page(world, persona, small.roster)
        assert names(said) == {"agent", "mate"}
        assert "too few people to say how many" in said
        assert "checks pass" not in said
        assert "further finding" not in said


def test_findings_outside_the_scope_are_counted_where_they_concern_enough_people(
    small: SmallCentre, world: World, settings: Any
) -> None:
    settings.SMALL_GROUP_LEAST = 3
    publish(actor=small.planner, roster=small.roster)
    number = Finding.objects.filter(check_made__roster=small.roster).count()
    # A leader of another team of the centre, in which nobody is rostered.
    team = make_team(world.organisation, "Home", "Night")
    person = make_person(team, "lead", login=True)
    give(person, Role.TEAM_LEADER, team=team)
    client = Client()
    client.force_login(person.user)
    said = client.get(f"/roster/{small.roster.uuid}/findings").content.decode()
    assert names(said) == set()
    assert f"{number} further findings concern people outside your scope." in said


def test_drafts_findings_are_for_planning_and_audit_alone(small: SmallCentre, world: World) -> None:
    for role in Role:
        answer = signed_in(world, role.value).get(f"/roster/{small.roster.uuid}/findings")
        assert (answer.status_code == 200) == (role in {Role.PLANNER, Role.AUDITOR}), role
    publish(actor=small.planner, roster=small.roster)
    for persona in ("agent", "administrator", "evaluator"):
        assert signed_in(world, persona).get(f"/roster/{small.roster.uuid}/findings").status_code == 403


def test_the_entry_shows_the_latest_rosters_with_their_rules(small: SmallCentre, world: World) -> None:
    said = signed_in(world, "planner").get("/rules").content.decode()
    assert f'href="/roster/{small.roster.uuid}/findings"' in said
    assert SUMMARY in said
    assert "No roster to look at yet" in signed_in(world, "representative").get("/rules").content.decode()
    assert signed_in(world, "agent").get("/rules").status_code == 403


def test_packs_say_value_source_evidence_and_what_is_unverified(small: SmallCentre, world: World) -> None:
    said = signed_in(world, "agent").get("/rules/packs").content.decode()
    for piece in (
        "This is not legal advice.", "1 value was written from memory", "Directive 2003/88/EC",
        "Tue 1 Jul 2025", "compared with the official text", "from memory, unconfirmed",
        "not yet checked", "At most 12 hours of work in a shift",
    ):  # fmt: skip
        assert piece in said, piece
    assert 'href=""' not in said  # no link where no source's address is known


def test_a_centre_without_packs_says_so(small: SmallCentre, world: World) -> None:
    end_rules(small.centre)
    assert "No rule packs" in signed_in(world, "planner").get("/rules/packs").content.decode()


def test_a_rule_has_its_values_by_date_and_who_may_deviate(small: SmallCentre, world: World) -> None:
    said = signed_in(world, "hr").get("/rules/packs/nl/nl.atw.4_2.notice").content.decode()
    for piece in ("28 days", "calendar days", "By collective agreement", "in force", "nl.atw.4_2.notice"):
        assert piece in said, piece
    for address in ("/rules/packs/nl/nothing", "/rules/packs/atlantis/nl.atw.4_2.notice"):
        assert signed_in(world, "hr").get(address).status_code == 404


def test_the_clock_of_notice_counts_calendar_or_working_days() -> None:
    monday = date(2026, 12, 28)
    clock = notice_clocks(library_rules(["eu", "nl"]), monday)[0]
    assert (clock.until, clock.days, clock.source) == (date(2026, 11, 30), 28, "law")
    assert days_before(monday, 5, working=True) == date(2026, 12, 21)
    assert days_before(date(2026, 12, 30), 3, working=True) == date(2026, 12, 25)
    assert notice_clocks(library_rules(["eu", "nl"]), date(2020, 1, 6)) == []  # before the pack begins


def test_no_page_of_rules_asks_more_queries_for_more_findings(small: SmallCentre, world: World) -> None:
    def queries(address: str) -> int:
        client = signed_in(world, "planner")
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    addresses = (f"/roster/{small.roster.uuid}/findings", "/rules", "/rules/packs")
    before = [queries(address) for address in addresses]
    first = Finding.objects.filter(check_made__roster=small.roster).first()
    assert first is not None
    for rule in ("nl.atw.5_7.shift_hours", "nl.atw.5_3.daily_rest", "local.own"):
        for worker in small.workers.values():
            first.pk, first.rule, first.worker, first._state.adding = None, rule, worker, True
            first.uuid = uuid.uuid4()
            first.save()
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 30, before
