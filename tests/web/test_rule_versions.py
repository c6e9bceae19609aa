"""The rules of a centre are gated versions: in force by closure and activation, and in no other way."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils import timezone
from tests.web.gate_world import standard
from tests.web.overlay import ABOUT, LAW, as_file, own_rule, replacing_rule
from tests.web.programs import Program, secret_of
from tests.web.small_centre import (
    SmallCentre,
    end_rules,
    make_roster,
    make_small_centre,
    put_in_force,
)
from tests.web.test_refusals import DOORS, MOVED, NEW, Stage, every_change, every_new, refused_in_words
from tests.web.ways import WRITES, raw
from tests.web.world import DAY, World, give

from equipoise.errors import InvalidInput
from equipoise.rules.model import Rule
from equipoise_web.compliance.actions import rule_versions as actions
from equipoise_web.compliance.models import BY_GATE, BY_LAW, Check, RuleSource
from equipoise_web.compliance.overlay_file import LARGEST, read_overlay
from equipoise_web.compliance.queries.in_force import packs_for, rules_at, rules_for, rules_in_force
from equipoise_web.compliance.queries.rules import notice_clocks, rules_by_id
from equipoise_web.core.actions import gates
from equipoise_web.core.models import Activation, AuditEntry, Centre, GatedKind, Matter, Person, Version
from equipoise_web.core.queries.gates import in_force, steps_to_do
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.adapters import inputs_sha256, rule_packs
from equipoise_web.scheduling.description import missing_parts
from equipoise_web.scheduling.errors import NotReady


@pytest.fixture
def small(world: World) -> SmallCentre:
    return make_small_centre(world)


def names(centre: Centre) -> list[str]:
    """The packs and overlays in force today."""
    return [source.name for source in rules_in_force(centre, timezone.now().date()).sources]


def overlay(small: SmallCentre, *rules: dict[str, Any]) -> Version:
    return actions.propose_overlay(actor=small.planner, centre=small.centre, about=ABOUT, rules=list(rules))


def rules_of(small: SmallCentre) -> dict[str, Rule]:
    return {rule.id: rule for pack in packs_for(small.centre, small.monday) for rule in pack.rules}


# From proposal to force.


def test_a_law_pack_takes_its_basis_and_the_word_to_representatives_and_holds_then(world: World) -> None:
    centre, actor = world.centre, world.person("planner")
    give(actor, Role.PLANNER, organisation=world.organisation)
    version = actions.propose_pack(actor=actor, centre=centre, reference="nl")
    assert version.matter.kind.code == BY_LAW
    assert [step.code for step in version.procedure.steps.all()] == ["basis_recorded", "informed"]
    assert names(centre) == []
    assert "packs" in missing_parts(centre, timezone.now())
    put_in_force(actor, version)
    assert names(centre) == ["nl"]
    assert "packs" not in missing_parts(centre, timezone.now())


def test_an_agreement_is_consulted_on_and_holds_for_plans_and_checks_then(small: SmallCentre) -> None:
    version = overlay(small, own_rule(7.5))
    assert version.matter.kind.code == BY_GATE
    assert [step.code for step in version.procedure.steps.all()] == ["informed", "consulted", "answered"]
    before = inputs_sha256(small.centre, small.monday, small.monday + timedelta(days=6), timezone.now())
    assert "our_cao.hours.shift" not in rules_of(small)
    put_in_force(small.planner, version)
    assert "our_cao.hours.shift" in rules_of(small)
    after = inputs_sha256(small.centre, small.monday, small.monday + timedelta(days=6), timezone.now())
    assert before != after
    checked = another_check(small)
    said = {"id": "our_cao", "version": small.monday.isoformat(), "by": str(version.uuid), "overlay": True}
    assert said in checked.packs
    assert "our_cao.hours.shift" in rules_by_id(checked.packs)


def another_check(small: SmallCentre) -> Check:
    """The roster's rows once more, under the rules as they are now."""
    roster = make_roster(
        small.centre, small.roster.requirement, small.workers.values(), small.queues, small.monday
    )
    return roster.checks.get()


def test_a_rule_of_an_agreement_stands_in_the_place_of_law_by_a_clause_alone(small: SmallCentre) -> None:
    assert LAW in rules_of(small)
    first = notice_clocks(rules_for(small.centre, small.monday), small.monday)[0]
    put_in_force(small.planner, overlay(small, replacing_rule(30)))
    found = rules_of(small)
    assert LAW not in found
    assert found["our_cao.notice"].replaces is not None
    assert notice_clocks(rules_for(small.centre, small.monday), small.monday)[0].until < first.until
    wrong = replacing_rule(30, replaces=replacing_rule()["replaces"] | {"article": "9:9"})
    with pytest.raises(InvalidInput, match="has no deviation by cao"):
        overlay(small, wrong)


def test_what_is_in_force_is_a_question_of_the_day(small: SmallCentre) -> None:
    version, later = overlay(small, own_rule()), timezone.now() + 40 * DAY
    put_in_force(small.planner, version, later)
    assert "our_cao" not in names(small.centre)
    day = (later + DAY).date()
    assert "our_cao" in [source.name for source in rules_in_force(small.centre, day).sources]
    assert "our_cao" in [source.name for source in rules_for(small.centre, day).sources]
    assert "our_cao" not in [source.name for source in rules_at(small.centre, later - DAY).sources]


def test_a_roster_that_began_before_its_rules_is_judged_by_what_holds_now(small: SmallCentre) -> None:
    long_ago = timezone.now().date() - timedelta(days=30)
    assert rules_in_force(small.centre, long_ago).sources == ()
    assert [source.name for source in rules_for(small.centre, long_ago).sources] == ["eu", "nl"]


def test_what_was_agreed_of_a_law_goes_before_it_and_takes_the_whole_gate(small: SmallCentre) -> None:
    held = actions.propose_pack(actor=small.planner, centre=small.centre, reference="nl@2026-03-01")
    assert held.matter.kind.code == BY_GATE
    put_in_force(small.planner, held)
    assert rules_for(small.centre, small.monday).references == ["eu", "nl@2026-03-01"]
    gone = actions.propose_removal(actor=small.planner, centre=small.centre, name="nl")
    assert gone.matter.kind.code == BY_GATE
    put_in_force(small.planner, gone)
    assert names(small.centre) == ["eu"]
    again = actions.propose_pack(actor=small.planner, centre=small.centre, reference="nl")
    assert again.matter.kind.code == BY_GATE
    put_in_force(small.planner, again)
    assert rules_for(small.centre, small.monday).references == ["eu", "nl"]


def test_a_removal_that_an_agreement_needs_is_refused(small: SmallCentre) -> None:
    put_in_force(small.planner, overlay(small, replacing_rule()))
    with pytest.raises(InvalidInput, match="no pack named here holds"):
        actions.propose_removal(actor=small.planner, centre=small.centre, name="nl")


def test_two_changes_that_fit_alone_and_not_together_are_not_both_put_in_force(small: SmallCentre) -> None:
    gone = actions.propose_removal(actor=small.planner, centre=small.centre, name="nl")
    agreement = overlay(small, replacing_rule())
    put_in_force(small.planner, agreement)
    for step in steps_to_do(gone):
        gates.complete_step(actor=small.planner, version=gone, code=step.code, evidence="minutes")
    gates.close(actor=small.planner, version=gone)
    before = AuditEntry.objects.count()
    for starts_at in (timezone.now(), timezone.now() + 9 * DAY):
        with pytest.raises(InvalidInput, match="no pack named here holds"), transaction.atomic():
            gates.activate(actor=small.planner, version=gone, starts_at=starts_at)
    client = Client()
    client.force_login(small.planner.user)
    sent = {"starts_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    answer = client.post(f"/changes/{gone.uuid}/activate", sent, follow=True)
    assert "it does not fit the others" in answer.content.decode()
    said = Program(secret_of(small.planner)).post(
        f"versions/{gone.uuid}/activate", {"starts_at": timezone.now().isoformat()}
    )
    assert (said.status_code, said.json()["code"]) == (400, "input.invalid")
    assert names(small.centre) == ["eu", "nl", "our_cao"]
    assert not AuditEntry.objects.filter(action="version.activated", object_uuid=gone.uuid).exists()
    assert AuditEntry.objects.count() == before + 1  # the token


def test_a_change_that_a_later_one_would_leave_without_law_is_refused(small: SmallCentre) -> None:
    """What fits today must also fit on the day on which another change begins."""
    gone = actions.propose_removal(actor=small.planner, centre=small.centre, name="nl")
    put_in_force(small.planner, gone, timezone.now() + 30 * DAY)
    agreement = overlay(small, replacing_rule())
    with pytest.raises(InvalidInput, match="no pack named here holds"), transaction.atomic():
        put_in_force(small.planner, agreement)


@pytest.mark.parametrize(
    ("propose", "because"),
    [
        (lambda a, c: actions.propose_pack(actor=a, centre=c, reference="atlantis"), "unknown rule pack"),
        (lambda a, c: actions.propose_pack(actor=a, centre=c, reference="../nl"), "unknown rule pack"),
        (lambda a, c: actions.propose_pack(actor=a, centre=c, reference="nl"), "there already"),
        (lambda a, c: actions.propose_pack(actor=a, centre=c, reference="nl@2001-01-01"), "begins on"),
        (lambda a, c: actions.propose_removal(actor=a, centre=c, name="fr"), "is not among the rules"),
        (
            lambda a, c: actions.propose_overlay(
                actor=a, centre=c, about=ABOUT | {"id": "nl"}, rules=[own_rule()]
            ),
            "name of a pack that Equipoise brings along",
        ),
        (
            lambda a, c: actions.propose_overlay(actor=a, centre=c, about=ABOUT, rules=[{"id": "x.y"}]),
            "is a required property",
        ),
    ],
)
def test_what_cannot_be_read_is_not_even_proposed(
    small: SmallCentre, propose: Callable[[Person, Centre], Version], because: str
) -> None:
    before = Version.objects.count(), RuleSource.objects.count(), AuditEntry.objects.count()
    with pytest.raises(InvalidInput, match=because), transaction.atomic():
        propose(small.planner, small.centre)
    assert (Version.objects.count(), RuleSource.objects.count(), AuditEntry.objects.count()) == before


def test_only_stewards_of_the_organisation_propose(small: SmallCentre, world: World) -> None:
    for role in Role:
        if role is Role.PLANNER:
            continue
        actor = world.person(role.value)
        if role is not Role.HR:
            give(actor, role, organisation=world.organisation)
        with pytest.raises(PermissionDenied):
            actions.propose_pack(actor=actor, centre=small.centre, reference="be")
    give(world.person("hr"), Role.HR, organisation=world.organisation)
    actions.propose_pack(actor=world.person("hr"), centre=small.centre, reference="be")


def test_each_stage_of_a_pack_leaves_an_audit_entry(small: SmallCentre) -> None:
    version = put_in_force(
        small.planner, actions.propose_pack(actor=small.planner, centre=small.centre, reference="be")
    )
    source = version.matter.rule_source  # type: ignore[attr-defined]
    about = AuditEntry.objects.filter(object_uuid__in=(version.uuid, source.uuid)).order_by("pk")
    assert list(about.values_list("action", flat=True)) == [
        "rules.named",
        "version.proposed",
        "version.step_done",
        "version.step_done",
        "version.closed",
        "version.activated",
    ]


# No way past the gate.


@pytest.fixture(params=("law", "agreement", "removal"))
def stage(request: pytest.FixtureRequest, small: SmallCentre) -> Stage:
    """A draft of a centre's real rules whose last step is missing, beside rules rightly in force."""
    proposals: dict[str, Callable[[], Version]] = {
        "law": lambda: actions.propose_pack(actor=small.planner, centre=small.centre, reference="be"),
        "agreement": lambda: overlay(small, own_rule()),
        "removal": lambda: actions.propose_removal(actor=small.planner, centre=small.centre, name="nl"),
    }
    draft = proposals[request.param]()
    for step in list(steps_to_do(draft))[:-1]:
        gates.complete_step(actor=small.planner, version=draft, code=step.code, evidence="minutes")
    activation = Activation.objects.get(closure__version__matter__rule_source__name="nl")
    waiting = actions.propose_pack(actor=small.planner, centre=small.centre, reference="sector")
    for step in steps_to_do(waiting):
        gates.complete_step(actor=small.planner, version=waiting, code=step.code, evidence="minutes")
    gates.close(actor=small.planner, version=waiting)
    good = activation.closure.version
    return Stage(
        small.planner,
        Program(secret_of(small.planner)),
        draft,
        good,
        good.closure,
        activation,
        waiting.closure,
    )


@pytest.mark.parametrize("door", DOORS)
def test_no_door_lets_rules_past_their_gate(small: SmallCentre, stage: Stage, door: str) -> None:
    attempt, because = DOORS[door]
    refused_in_words(door, lambda: attempt(stage), because)
    assert names(small.centre) == ["eu", "nl"]


@pytest.mark.parametrize("what", NEW)
def test_no_new_row_lets_rules_past_their_gate(small: SmallCentre, stage: Stage, what: str) -> None:
    every_new(lambda: NEW[what](stage))
    assert names(small.centre) == ["eu", "nl"]


@pytest.mark.parametrize("what", MOVED)
def test_no_changed_row_lets_rules_past_their_gate(small: SmallCentre, stage: Stage, what: str) -> None:
    every_change(*MOVED[what](stage))
    assert names(small.centre) == ["eu", "nl"]
    assert stage.good in in_force()


def a_matter(small: SmallCentre, kind: str, organisation: Any = None) -> Matter:
    return Matter.objects.create(
        kind=GatedKind.objects.get(code=kind),
        organisation=organisation or small.centre.organisation,
        name="beside",
    )


def closed_elsewhere(small: SmallCentre) -> Matter:
    """A matter of the right kind that passed its gate before anybody tied it to the centre."""
    matter = a_matter(small, BY_GATE)
    version = gates.propose(
        actor=small.planner, matter=matter, procedure=standard(BY_GATE), content={"removed": True}
    )
    put_in_force(small.planner, version)
    return matter


TIED: dict[str, Callable[[SmallCentre, World], RuleSource]] = {
    "an agreement by the gate of law": lambda small, _w: RuleSource(
        centre=small.centre, matter=a_matter(small, BY_GATE), name="our_cao", by_law=True
    ),
    "a law by another gate": lambda small, _w: RuleSource(
        centre=small.centre, matter=a_matter(small, "shift_system"), name="be", by_law=True
    ),
    "another gate": lambda small, _w: RuleSource(
        centre=small.centre, matter=a_matter(small, "technology"), name="our_cao"
    ),
    "a matter of another organisation": lambda small, world: RuleSource(
        centre=small.centre, matter=a_matter(small, BY_GATE, world.stranger.organisation), name="our_cao"
    ),
    "a matter that was consulted on for something else": lambda small, _w: RuleSource(
        centre=small.centre, matter=closed_elsewhere(small), name="nl"
    ),
    "a second one of the same name": lambda small, _w: RuleSource(
        centre=small.centre, matter=a_matter(small, BY_LAW), name="nl", by_law=True
    ),
}


@pytest.mark.parametrize("what", TIED)
def test_no_new_tie_gives_a_centre_other_rules(small: SmallCentre, world: World, what: str) -> None:
    row = TIED[what](small, world)
    every_new(lambda: RuleSource(centre=row.centre, matter=row.matter, name=row.name, by_law=row.by_law))
    assert names(small.centre) == ["eu", "nl"]


def test_no_tie_is_moved_or_removed(small: SmallCentre) -> None:
    row = RuleSource.objects.get(centre=small.centre, name="nl")
    other = RuleSource.objects.get(centre=small.centre, name="eu")
    away = Centre.objects.get(name="Away")
    for values in (
        {"centre": away}, {"name": "be"}, {"by_law": False}, {"matter": a_matter(small, BY_LAW)},
    ):  # fmt: skip
        every_change(row, values)
    for attempt in (
        lambda: RuleSource.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: raw("DELETE FROM compliance_rulesource"),
        other.delete,
    ):
        with pytest.raises((IntegrityError, models.ProtectedError)), transaction.atomic():
            attempt()
    assert names(small.centre) == ["eu", "nl"]


@pytest.mark.parametrize(
    "content", ['{"pack":"nl@2026-03-01"}', '{"pack":"be"}', '{"removed":true}', '{"overlay":{}}', '"x"']
)
def test_the_gate_of_law_takes_nothing_but_the_law_as_it_stands(small: SmallCentre, content: str) -> None:
    matter = RuleSource.objects.get(centre=small.centre, name="nl").matter
    for way, write in WRITES.items():
        row = Version(matter=matter, number=2, procedure=standard(BY_LAW), content=content)
        with pytest.raises(IntegrityError, match="what else is agreed"), transaction.atomic():
            write(row)
        assert matter.versions.count() == 1, way


def test_what_is_no_content_of_rules_holds_up_everything_rather_than_nothing(small: SmallCentre) -> None:
    """A row past the action can be closed, never read: planning says so instead of going on without."""
    matter = actions._source(small.planner, small.centre, "our_cao", by_law=False).matter
    version = gates.propose(actor=small.planner, matter=matter, procedure=standard(BY_GATE), content="x")
    with pytest.raises(InvalidInput, match="names a pack, holds an overlay"), transaction.atomic():
        put_in_force(small.planner, version)


def test_without_rules_in_force_nothing_is_planned_or_judged(small: SmallCentre) -> None:
    end_rules(small.centre)
    assert "packs" in missing_parts(small.centre, timezone.now())
    assert packs_for(small.centre, small.monday) == ()
    with pytest.raises(NotReady):
        rule_packs(small.centre, small.monday)


# Rows of before.


def test_packs_of_before_are_carried_over_with_evidence_that_says_so(world: World) -> None:
    """What the migration does, on rows as they were; guards stand aside while migrations run."""
    moved = importlib.import_module("equipoise_web.compliance.migrations.0003_packs_carried_over")
    centre = world.centre
    for reference in ("eu", "nl", "nl@2026-03-01", "example_cao"):
        moved._carry_over(apps, SimpleNamespace(centre=centre, reference=reference))
    sources = RuleSource.objects.filter(centre=centre).order_by("pk")
    assert [(source.name, source.by_law) for source in sources] == [
        ("eu", True), ("nl", True), ("nl", False), ("example_cao", False),
    ]  # fmt: skip
    assert rules_in_force(centre, timezone.now().date()).references == ["eu", "nl@2026-03-01", "example_cao"]
    for version in Version.objects.filter(matter__rule_source__centre=centre):
        assert version.is_intact()
        assert version.closure.closed_by.organisation == centre.organisation
        assert {done.evidence for done in version.steps_done.all()} == {moved.EVIDENCE}
    assert "Nobody recorded" in moved.EVIDENCE


def test_the_file_of_an_agreement_is_read_as_a_pack_is() -> None:
    about, rules = read_overlay(as_file(own_rule()), "cao.yaml")
    assert (about["id"], rules[0]["id"]) == ("our_cao", "our_cao.hours.shift")
    bomb = b"about: &a [1]\nrules: [*a, *a]\n"
    for content, because in (
        (b"x" * (LARGEST + 1), "larger"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"about: [", "not valid YAML"),
        (b"[" * 50_000, "nested too deeply"),
        (bomb, "alias"),
        (b"rules: []", "must hold 'about' and 'rules'"),
        (as_file(own_rule(kind="unheard_of")), "unheard_of"),
    ):
        with pytest.raises(InvalidInput, match=because) as caught:
            read_overlay(content, "cao.yaml")
        assert caught.value.file == "cao.yaml"
