"""Who went through the rules of a centre: kept for good, by several people, and told when it is long ago."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from tests.web.overlay import ABOUT, own_rule
from tests.web.small_centre import SmallCentre, make_small_centre, put_in_force
from tests.web.ways import raw
from tests.web.world import World, give

from equipoise.errors import InvalidInput
from equipoise.rules.stale import DUE, OLD
from equipoise_web.compliance.actions.reviews import review
from equipoise_web.compliance.actions.rule_versions import propose_overlay
from equipoise_web.compliance.models import PackReview
from equipoise_web.compliance.queries.in_force import rules_in_force
from equipoise_web.compliance.queries.packs import PackText, packs_in_words
from equipoise_web.compliance.queries.reviews import months_between, overdue, reviewed
from equipoise_web.core.access import standing_of
from equipoise_web.core.models import AuditEntry
from equipoise_web.core.roles import Role

TODAY = timezone.now().date()


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def packs(small: SmallCentre) -> list[PackText]:
    return packs_in_words(rules_in_force(small.centre, TODAY), TODAY)


def test_several_people_review_and_the_latest_day_counts(small: SmallCentre, world: World) -> None:
    representative = world.person("representative")
    give(representative, Role.REPRESENTATIVE, centre=small.centre)
    older, newer = TODAY - timedelta(days=400), TODAY - timedelta(days=3)
    review(actor=small.planner, centre=small.centre, pack="nl", reviewed_on=newer)
    review(actor=representative, centre=small.centre, pack="nl", reviewed_on=older, remark="Sundays too")
    standing = standing_of(world.users["agent"])
    eu, nl = reviewed(standing, small.centre, packs(small), TODAY)
    assert (eu.months, eu.overdue, eu.latest) == (None, True, None)
    assert [row.reviewed_by for row in nl.reviews] == [small.planner, representative]
    assert (nl.months, nl.overdue) == (0, False)
    late = TODAY + timedelta(days=400)
    assert reviewed(standing, small.centre, packs(small), late)[1].overdue
    assert AuditEntry.objects.filter(action="pack.reviewed").count() == 2


def test_whole_months_between_two_days() -> None:
    assert months_between(date(2025, 10, 24), date(2026, 11, 24)) == 13
    assert months_between(date(2025, 11, 24), date(2026, 11, 24)) == 12
    assert months_between(date(2025, 11, 25), date(2026, 11, 24)) == 11
    assert months_between(date(2026, 11, 24), date(2026, 11, 24)) == 0


@pytest.mark.parametrize("changed", [{"pack": "fr"}, {"pack": ""}, {"reviewed_on": date(2099, 1, 1)}])
def test_only_a_pack_in_force_is_reviewed_and_not_ahead_of_time(
    small: SmallCentre, changed: dict[str, Any]
) -> None:
    given = {"actor": small.planner, "centre": small.centre, "pack": "nl", "reviewed_on": TODAY}
    with pytest.raises(InvalidInput), transaction.atomic():
        review(**given | changed)  # type: ignore[arg-type]
    assert not PackReview.objects.exists()


def test_an_auditor_an_agent_and_a_leader_review_nothing(small: SmallCentre, world: World) -> None:
    for role in (Role.AUDITOR, Role.AGENT, Role.TEAM_LEADER, Role.ADMINISTRATOR, Role.EVALUATOR):
        give(world.person(role.value), role, centre=small.centre)
        with pytest.raises(PermissionDenied):
            review(actor=world.person(role.value), centre=small.centre, pack="nl", reviewed_on=TODAY)


def test_a_review_is_neither_changed_nor_removed(small: SmallCentre) -> None:
    row = review(actor=small.planner, centre=small.centre, pack="nl", reviewed_on=TODAY)
    for attempt in (
        lambda: PackReview.objects.update(reviewed_on=TODAY - timedelta(days=1)),
        lambda: raw("DELETE FROM compliance_packreview"),
        row.save,
        row.delete,
    ):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            attempt()


def test_what_was_not_compared_for_a_year_and_what_was_to_begin_is_listed(small: SmallCentre) -> None:
    rules = [
        own_rule(last_checked="2025-03-01"),
        own_rule(id="our_cao.hours.other", last_checked="2026-11-24"),
        own_rule(id="our_cao.hours.coming", status="pending"),
        own_rule(
            id="our_cao.hours.later",
            status="pending",
            values={"2099-01-01": {"parameters": {"max_hours": 8}, "source": "To come"}},
        ),
        own_rule(id="our_cao.hours.memory", evidence="fm", last_checked="", severity="warn"),
    ]
    version = propose_overlay(actor=small.planner, centre=small.centre, about=ABOUT, rules=rules)
    put_in_force(small.planner, version)
    found = packs(small)
    own = [pack for pack in found if pack.id == "our_cao"]
    old = {each.rule.id: each.since for each in overdue(own, date(2026, 11, 24), OLD)}
    assert old == {"our_cao.hours.shift": date(2026, 3, 2)}
    begun = {each.rule.id: each.since for each in overdue(own, TODAY, DUE)}
    assert begun == {"our_cao.hours.coming": date(2026, 1, 1)}
