"""Pages of rules: what is in force and why, proposals, values from memory, reviews, what is not judged."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from tests.web.gate_world import standard
from tests.web.overlay import ABOUT, as_file, own_rule, replacing_rule
from tests.web.small_centre import SmallCentre, make_small_centre, put_in_force
from tests.web.test_confirmations import checked
from tests.web.world import World, give

from equipoise_web.compliance.actions.confirmations import confirm
from equipoise_web.compliance.actions.reviews import review
from equipoise_web.compliance.actions.rule_versions import _source, propose_overlay
from equipoise_web.compliance.models import BY_LAW, Check, Confirmation, PackReview
from equipoise_web.core.actions import gates
from equipoise_web.core.models import AuditEntry, Version
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.actions.publication import publish

MEMORY = "nl.atw.5_5.weekly_rest_additive"
CONFIRM = f"/rules/memory/nl/{MEMORY}"


@pytest.fixture
def small(world: World) -> SmallCentre:
    small = make_small_centre(world)
    for role in (Role.HR, Role.REPRESENTATIVE):
        give(world.person(role.value), role, organisation=world.organisation)
    return small


def signed_in(world: World, persona: str) -> Client:
    client = Client()
    client.force_login(world.users[persona])
    session = client.session
    session["centre"] = str(world.centre.uuid)
    session.save()
    return client


def page(world: World, persona: str, address: str) -> str:
    answer = signed_in(world, persona).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def file_of(*rules: dict[str, Any], **about: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("cao.yaml", as_file(*rules, **about))


def test_everybody_of_the_centre_reads_what_is_in_force_since_when_and_by_which_closure(
    small: SmallCentre, world: World
) -> None:
    law = Version.objects.get(matter__rule_source__centre=small.centre, matter__rule_source__name="nl")
    for persona in ("agent", "representative", "planner"):
        said = page(world, persona, "/rules/packs")
        assert f'href="/changes/{law.uuid}"' in said
        assert "In force in this centre since" in said
        assert "law, which holds whatever is agreed" in said
        assert "never reviewed" in said
    assert 'href="/rules/propose"' not in page(world, "agent", "/rules/packs")
    assert 'href="/rules/propose"' in page(world, "hr", "/rules/packs")


def test_a_proposal_awaits_its_gate_on_the_pages_of_changes_and_holds_nothing(
    small: SmallCentre, world: World
) -> None:
    answer = signed_in(world, "hr").post("/rules/propose", {"what": "pack", "pack": "be"})
    version = Version.objects.get(matter__rule_source__name="be")
    assert answer.status_code == 302
    assert answer["Location"] == f"/rules/versions/{version.uuid}"
    assert version.author == world.person("hr")
    assert version.matter.kind.code == BY_LAW
    assert AuditEntry.objects.filter(action="version.proposed", object_uuid=version.uuid).exists()
    said = page(world, "representative", f"/rules/versions/{version.uuid}")
    assert "What it would change" in said
    assert "Why this law applies recorded" in said
    assert f'href="/changes/{version.uuid}"' in said
    for persona in ("representative", "planner"):
        assert "Home · be" in page(world, persona, "/changes")
        assert f'href="/rules/versions/{version.uuid}"' in page(world, persona, "/rules/packs")
    said = page(world, "agent", "/rules/packs")
    assert str(version.uuid) not in said
    assert 'id="p-be"' not in said
    assert signed_in(world, "agent").get(f"/rules/versions/{version.uuid}").status_code == 404


def test_a_pack_is_held_at_a_day_and_one_is_removed(small: SmallCentre, world: World) -> None:
    client = signed_in(world, "planner")
    client.post("/rules/propose", {"what": "pack", "pack": "nl", "held_at": "2026-03-01"})
    held = Version.objects.get(matter__rule_source__name="nl", matter__rule_source__by_law=False)
    assert held.data == {"pack": "nl@2026-03-01"}
    client.post("/rules/propose", {"what": "removal", "name": "eu"})
    gone = Version.objects.get(matter__rule_source__name="eu", matter__rule_source__by_law=False)
    assert gone.data == {"removed": True}
    said = page(world, "planner", f"/rules/versions/{gone.uuid}")
    assert "no longer checked" in said
    put_in_force(small.planner, held)
    assert "held at" in page(world, "agent", "/rules/packs")


@pytest.mark.parametrize(
    ("sent", "because"),
    [
        ({"what": "pack", "pack": "nl"}, "there already"),
        ({"what": "pack", "pack": "nl", "held_at": "2001-01-01"}, "begins on"),
        ({"what": "pack", "pack": "atlantis"}, "valid choice"),
        ({"what": "removal", "name": "fr"}, "valid choice"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_with_its_reason(
    small: SmallCentre, world: World, sent: dict[str, str], because: str
) -> None:
    before = Version.objects.count()
    answer = signed_in(world, "planner").post("/rules/propose", sent)
    assert answer.status_code == 422
    assert because in answer.content.decode()
    assert Version.objects.count() == before


def test_an_agreement_is_first_shown_and_then_proposed(small: SmallCentre, world: World) -> None:
    client, before = signed_in(world, "planner"), Version.objects.count()
    sent = client.post("/rules/overlay", {"file": file_of(own_rule(), replacing_rule(30))})
    said = sent.content.decode()
    assert sent.status_code == 200
    for piece in (
        "1 rule of law is replaced", "28 days", "30 days",
        "By collective agreement", "(4:2)", "Agreed with all unions", "1 rule comes beside the others",
        "At most 9 hours of work.", "nothing is written yet",
    ):  # fmt: skip
        assert piece in said, piece
    assert Version.objects.count() == before
    text = as_file(own_rule(), replacing_rule(30)).decode()
    assert escape(text) in said
    answer = client.post("/rules/overlay", {"text": text, "propose": "1"})
    version = Version.objects.get(matter__rule_source__name="our_cao")
    assert answer["Location"] == f"/rules/versions/{version.uuid}"
    assert version.data["overlay"]["about"] == ABOUT
    assert "1 rule of law is replaced" in page(world, "representative", f"/rules/versions/{version.uuid}")
    put_in_force(small.planner, version)
    said = page(world, "agent", "/rules/packs")
    assert "Our agreement" in said
    assert "agreed" in said
    assert "At most 9 hours of work." in page(world, "agent", "/rules/packs/our_cao/our_cao.hours.shift")


@pytest.mark.parametrize(
    ("rules", "about", "pieces"),
    [
        ([own_rule(kind="unheard_of")], {}, ["cao.yaml", "0/kind", "unheard_of"]),
        ([replacing_rule(replaces=replacing_rule()["replaces"] | {"article": "9:9"})], {}, ["9:9", "(4:2)"]),
        ([own_rule()], {"id": "nl"}, ["name of a pack that Equipoise brings along"]),
        ([own_rule()], {"begins": "2026-02-30"}, ["cao.yaml", "begins"]),
    ],
)
def test_an_agreement_is_refused_with_file_path_and_reason(
    small: SmallCentre, world: World, rules: list[dict[str, Any]], about: dict[str, Any], pieces: list[str]
) -> None:
    before = Version.objects.count()
    for sent in (
        {"file": file_of(*rules, **about)},
        {"text": as_file(*rules, **about).decode(), "propose": "1"},
    ):
        answer = signed_in(world, "planner").post("/rules/overlay", sent)
        assert answer.status_code == 422
        said = answer.content.decode().replace("&#x27;", "'")
        for piece in pieces if "file" in sent else pieces[-1:]:
            assert piece in said, piece
    assert Version.objects.count() == before


def test_nobody_but_stewards_of_the_organisation_proposes(small: SmallCentre, world: World) -> None:
    for role in Role:
        expected = 200 if role in {Role.PLANNER, Role.HR} else 403
        for address in ("/rules/propose", "/rules/overlay"):
            assert signed_in(world, role.value).get(address).status_code == expected, role
            sent = signed_in(world, role.value).post(address, {"what": "pack", "pack": "fr"})
            assert (sent.status_code == 403) == (expected == 403), role


def test_a_draft_of_rules_that_no_longer_fits_says_so(small: SmallCentre, world: World) -> None:
    rules = [replacing_rule()]
    agreement = propose_overlay(actor=small.planner, centre=small.centre, about=ABOUT, rules=rules)
    removal = removal_past_the_action(small)
    put_in_force(small.planner, removal)
    said = page(world, "representative", f"/rules/versions/{agreement.uuid}")
    assert "It does not fit the rules that are there now" in said


def removal_past_the_action(small: SmallCentre) -> Version:
    """What is proposed must fit the other proposals; what is in force alone decides in the end."""
    return gates.propose(
        actor=small.planner,
        matter=_source(small.planner, small.centre, "nl", by_law=False).matter,
        procedure=standard("rule_overlay"),
        content={"removed": True},
    )


def test_values_from_memory_are_listed_and_confirmed_with_source_and_day(
    small: SmallCentre, world: World
) -> None:
    for persona in ("planner", "hr", "representative", "auditor"):
        said = page(world, persona, "/rules/memory")
        assert f'href="{CONFIRM}"' in said
        assert "from memory, unconfirmed" in said
    assert signed_in(world, "agent").get("/rules/memory").status_code == 403
    assert "I read the source" not in page(world, "representative", CONFIRM)
    client = signed_in(world, "hr")
    assert "source" in client.post(CONFIRM, {"read_on": "2026-11-01", "source": ""}).content.decode()
    assert client.post(CONFIRM, {"read_on": "2099-01-01", "source": "Text"}).status_code == 422
    assert not Confirmation.objects.exists()
    sent = {"read_on": "2026-11-02", "source": "Court reports 2023", "note": "Page 4"}
    assert client.post(CONFIRM, sent).status_code == 302
    row = Confirmation.objects.get()
    assert (row.rule, row.confirmed_by, row.centre) == (MEMORY, world.person("hr"), small.centre)
    words = "from memory, confirmed by hr on Mon 2 Nov 2026 (Court reports 2023)"
    for address in ("/rules/memory", CONFIRM, f"/rules/packs/nl/{MEMORY}", "/rules/packs"):
        assert words in page(world, "representative", address), address
    assert words in page(world, "agent", f"/rules/packs/nl/{MEMORY}")


def test_a_finding_says_how_sure_its_rule_is(small: SmallCentre, world: World) -> None:
    rule = own_rule(7, evidence="fm", last_checked="", severity="warn")
    version = propose_overlay(actor=small.planner, centre=small.centre, about=ABOUT, rules=[rule])
    put_in_force(small.planner, version)
    roster = checked(small).roster
    assert "from memory, unconfirmed" in page(world, "planner", f"/roster/{roster.uuid}/findings")
    confirm(
        actor=small.planner, centre=small.centre, pack="our_cao", rule="our_cao.hours.shift",
        read_on=timezone.now().date(), source="The text",
    )  # fmt: skip
    said = page(world, "planner", f"/roster/{roster.uuid}/findings")
    assert "from memory, confirmed by planner on" in said


def test_a_confirmation_is_withdrawn_with_a_reason_by_planner_or_hr(small: SmallCentre, world: World) -> None:
    day = timezone.now().date()
    row = confirm(
        actor=small.planner, centre=small.centre, pack="nl", rule=MEMORY, read_on=day, source="Text"
    )
    address = f"/rules/confirmations/{row.uuid}/withdraw"
    for persona in ("representative", "auditor", "agent"):
        assert signed_in(world, persona).post(address, {"reason": "No"}).status_code == 403
    client = signed_in(world, "hr")
    client.post(address, {"reason": ""})
    assert not hasattr(Confirmation.objects.get(), "withdrawn")
    client.post(address, {"reason": "Read the wrong year"})
    assert Confirmation.objects.get().withdrawn.withdrawn_by == world.person("hr")
    said = page(world, "auditor", "/rules/memory")
    assert "withdrawn by hr on" in said
    assert "Read the wrong year" in said
    assert "from memory, unconfirmed" in said


def test_representatives_review_too_and_what_is_long_ago_is_told(small: SmallCentre, world: World) -> None:
    long_ago = timezone.now().date() - timedelta(days=400)
    review(actor=small.planner, centre=small.centre, pack="eu", reviewed_on=long_ago)
    said = page(world, "auditor", "/rules/reviews")
    assert "reviewed 13 months ago" in said
    assert "never reviewed" in said
    assert "Keep my review" not in said
    client = signed_in(world, "representative")
    today = timezone.now().date().isoformat()
    sent = {"nl-reviewed_on": today, "nl-remark": "The Sundays are right"}
    assert client.post("/rules/reviews/nl", sent).status_code == 302
    row = PackReview.objects.get(pack="nl")
    assert (row.reviewed_by, row.remark) == (world.person("representative"), "The Sundays are right")
    assert "The Sundays are right" in page(world, "planner", "/rules/reviews")
    assert "by representative" in page(world, "agent", "/rules/packs")
    for bad in ({"nl-reviewed_on": "2099-01-01"}, {"nl-reviewed_on": ""}):
        assert client.post("/rules/reviews/nl", bad).status_code == 422
    assert client.post("/rules/reviews/fr", {"fr-reviewed_on": today}).status_code == 422
    for persona in ("agent", "auditor", "team_leader"):
        assert signed_in(world, persona).post("/rules/reviews/nl", sent).status_code == 403
    assert PackReview.objects.filter(pack="nl").count() == 1


def test_what_was_not_judged_is_named_and_never_passed(small: SmallCentre, world: World) -> None:
    check = small.roster.checks.get()
    assert check.not_judged, "the packs hold rules about what nobody hands over here"
    assert {"rule", "missing"} == set(check.not_judged[0])
    for persona, address in (
        ("planner", f"/roster/{small.roster.uuid}/findings"),
        ("planner", f"/roster/{small.roster.uuid}/publish"),
    ):
        said = page(world, persona, address)
        assert "Not judged" in said
        assert f"not judged: {escape(check.not_judged[0]['missing']['en'])}" in said
        assert said.count("not judged: ") == len(check.not_judged)
    counted = check.passed + check.failed + check.undetermined
    assert json.loads(json.dumps(check.not_judged)) == check.not_judged
    publish(actor=small.planner, roster=small.roster)
    assert Check.objects.get(pk=check.pk).passed + check.failed + check.undetermined == counted
    assert "Not judged" in page(world, "representative", f"/roster/{small.roster.uuid}/findings")


def test_no_page_asks_more_queries_for_more_confirmations_and_reviews(
    small: SmallCentre, world: World
) -> None:
    addresses = ("/rules/memory", CONFIRM, "/rules/reviews", "/rules/packs")

    def queries() -> list[int]:
        found = []
        for address in addresses:
            client = signed_in(world, "planner")
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    day = timezone.now().date()

    def more() -> None:
        confirm(actor=small.planner, centre=small.centre, pack="nl", rule=MEMORY, read_on=day, source="Text")
        review(actor=small.planner, centre=small.centre, pack="nl", reviewed_on=day)

    more()
    before = queries()
    for _ in range(3):
        more()
    assert queries() == before
    assert max(before) <= 32, before
