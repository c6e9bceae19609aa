"""A finding about nobody in particular is kept with the check and shown, and nobody is blamed for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.small_centre import SmallCentre, make_small_centre
from tests.web.world import World

from equipoise.rules.model import Finding, Findings
from equipoise_web.compliance.actions.checks import record_check
from equipoise_web.compliance.models import Check
from equipoise_web.scheduling.models import Roster

FOUND = Finding(
    rule="nl.arbowet.15.presence", article="Arbeidsomstandighedenwet, art. 15", jurisdiction="nl",
    severity="gate", result="fail", worker="", start_s=1772438400, end_s=1772442000, measured=0, limit=1,
    unit="people", message={"en": "Nobody with first aid from 09:00.", "nl": "Niemand met EHBO vanaf 09:00."},
)  # fmt: skip


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def checked(small: SmallCentre) -> Check:
    """A roster without people, judged with two findings of the centre and nothing else."""
    base = small.roster
    roster = Roster.objects.create(
        centre=base.centre, number=99, starts_on=base.starts_on, ends_on=base.ends_on,
        requirement=base.requirement, objective=0.0, bound=0.0,
    )  # fmt: skip
    found = Findings((FOUND, replace(FOUND, result="undetermined")), (("nl", "2026-03-01"),), 3)
    return record_check(roster, found, {})


def test_it_is_counted_and_belongs_to_no_worker(small: SmallCentre) -> None:
    check = checked(small)
    assert (check.failed, check.undetermined, check.blocking) == (1, 1, 0)
    assert not check.findings.exists()
    assert [row["rule"] for row in check.of_centre] == [FOUND.rule] * 2


def test_the_page_says_it_with_its_clause(small: SmallCentre, client: Client) -> None:
    check = checked(small)
    client.force_login(small.planner.user)
    page = client.get(reverse("roster_findings", args=[check.roster.uuid]))
    assert page.status_code == 200
    assert "Nobody with first aid from 09:00." in page.text
