"""A value from memory weighs as law once somebody read its source, and no longer once that is withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.web.overlay import ABOUT, own_rule
from tests.web.small_centre import SmallCentre, make_roster, make_small_centre, put_in_force
from tests.web.ways import WRITES, raw
from tests.web.world import World, give

from equipoise.errors import InvalidInput
from equipoise.rules.model import Rule
from equipoise_web.compliance.actions.confirmations import confirm, withdraw
from equipoise_web.compliance.actions.rule_versions import propose_overlay
from equipoise_web.compliance.models import Check, Confirmation, ConfirmationWithdrawn, Finding
from equipoise_web.compliance.queries.in_force import packs_for, rules_for
from equipoise_web.core.models import AuditEntry, Centre
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.adapters import inputs_sha256

RULE = "our_cao.hours.shift"
READ = {"read_on": date(2026, 11, 1), "source": "Text of the agreement, printed in 2026"}


@pytest.fixture
def small(world: World) -> SmallCentre:
    """A centre whose agreement has a value from memory: 7 hours a shift, and people work 7.5."""
    small = make_small_centre(world)
    agree(small, 7)
    return small


def agree(small: SmallCentre, hours: float) -> None:
    rule = own_rule(hours, evidence="fm", last_checked="", severity="warn", confirmed_severity="block")
    version = propose_overlay(actor=small.planner, centre=small.centre, about=ABOUT, rules=[rule])
    put_in_force(small.planner, version)


def confirmed(small: SmallCentre, **changed: Any) -> Confirmation:
    given = {"actor": small.planner, "centre": small.centre, "pack": "our_cao", "rule": RULE, **READ}
    return confirm(**given | changed)  # type: ignore[arg-type]


def own(small: SmallCentre) -> Rule:
    rules = (rule for pack in packs_for(small.centre, small.monday) for rule in pack.rules)
    return next(rule for rule in rules if rule.id == RULE)


def checked(small: SmallCentre) -> Check:
    """A further roster of the same days, checked now."""
    people = small.workers.values()
    roster = make_roster(small.centre, small.roster.requirement, people, small.queues, small.monday)
    return roster.checks.get()


def test_a_confirmed_value_weighs_as_law_from_the_next_check_on(small: SmallCentre) -> None:
    before = checked(small)
    assert set(Finding.objects.filter(check_made=before, rule=RULE).values_list("severity", flat=True)) == {
        "warn"
    }
    assert before.blocking == 0
    row = confirmed(small)
    after = checked(small)
    assert set(Finding.objects.filter(check_made=after, rule=RULE).values_list("severity", flat=True)) == {
        "block"
    }
    assert after.blocking == Finding.objects.filter(check_made=after, rule=RULE).count() > 0
    assert [pack.get("confirmed") for pack in after.packs] == [None, None, [RULE]]
    withdraw(actor=small.planner, confirmation=row, reason="Another text holds")
    assert own(small).severity == "warn"
    assert checked(small).blocking == 0
    before.refresh_from_db()
    assert before.blocking == 0


def test_a_confirmation_changes_what_a_plan_is_made_from(small: SmallCentre) -> None:
    def state() -> str:
        return inputs_sha256(small.centre, small.monday, small.monday + timedelta(days=6), timezone.now())

    before = state()
    row = confirmed(small)
    assert state() != before
    withdraw(actor=small.planner, confirmation=row, reason="Read wrongly")
    assert state() == before


def test_a_confirmation_is_of_the_rule_as_it_was_read(small: SmallCentre) -> None:
    confirmed(small)
    assert own(small).is_confirmed
    agree(small, 6.5)
    assert not own(small).is_confirmed
    assert own(small).severity == "warn"
    agree(small, 7)
    assert own(small).is_confirmed


def test_another_centre_confirms_for_itself(small: SmallCentre) -> None:
    confirmed(small)
    away = Centre.objects.get(name="Away")
    assert rules_for(away, small.monday).confirmed.get(RULE) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"rule": "nl.atw.5_3.daily_rest", "pack": "nl"}, "rule"),
        ({"rule": "nothing"}, "rule"),
        ({"pack": "nl"}, "rule"),
        ({"source": "  "}, "source"),
        ({"read_on": date(2099, 1, 1)}, "read_on"),
    ],
)
def test_only_a_value_from_memory_with_source_and_day_is_confirmed(
    small: SmallCentre, changed: dict[str, Any], field: str
) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(InvalidInput) as caught, transaction.atomic():
        confirmed(small, **changed)
    assert caught.value.field == field
    assert not Confirmation.objects.exists()
    assert AuditEntry.objects.count() == before


def test_planner_and_hr_of_the_whole_centre_confirm_and_nobody_else(small: SmallCentre, world: World) -> None:
    for role in Role:
        actor = world.person(role.value)
        if role not in {Role.PLANNER, Role.HR}:
            give(actor, role, centre=small.centre)
        if role is Role.PLANNER:
            continue
        with pytest.raises(PermissionDenied):  # HR of one team reaches no centre
            confirmed(small, actor=actor)
    give(world.person("hr"), Role.HR, centre=small.centre)
    row = confirmed(small, actor=world.person("hr"))
    with pytest.raises(PermissionDenied):
        withdraw(actor=world.person("representative"), confirmation=row, reason="No")


def test_confirming_and_withdrawing_are_in_the_audit_without_what_people_wrote(small: SmallCentre) -> None:
    row = confirmed(small, note="A note of somebody")
    withdraw(actor=small.planner, confirmation=row, reason="A reason of somebody")
    entries = list(AuditEntry.objects.filter(object_uuid=row.uuid).order_by("pk"))
    assert [entry.action for entry in entries] == ["rule.confirmed", "rule.confirmation_withdrawn"]
    said = "".join(entry.details for entry in entries)
    assert RULE in said
    assert "of somebody" not in said


def test_a_confirmation_is_withdrawn_once_and_with_a_reason(small: SmallCentre) -> None:
    row = confirmed(small)
    with pytest.raises(InvalidInput, match="reason is missing"), transaction.atomic():
        withdraw(actor=small.planner, confirmation=row, reason=" ")
    withdraw(actor=small.planner, confirmation=row, reason="Read wrongly")
    with pytest.raises(InvalidInput, match="withdrawn before"), transaction.atomic():
        withdraw(actor=small.planner, confirmation=row, reason="Once more")
    again = ConfirmationWithdrawn(confirmation=row, withdrawn_by=small.planner, reason="Once more")
    for write in WRITES.values():
        with pytest.raises(IntegrityError), transaction.atomic():
            write(again)


def test_of_two_confirmations_one_still_counts_when_the_other_is_withdrawn(small: SmallCentre) -> None:
    first, second = confirmed(small), confirmed(small)
    withdraw(actor=small.planner, confirmation=second, reason="Twice")
    assert rules_for(small.centre, small.monday).confirmed.get(RULE) == first


def test_rows_of_confirmations_are_neither_changed_nor_removed(small: SmallCentre) -> None:
    row = confirmed(small)
    gone = withdraw(actor=small.planner, confirmation=row, reason="Read wrongly")
    for model, kept, values in (
        (Confirmation, row, {"source": "Another"}),
        (ConfirmationWithdrawn, gone, {"reason": "Another"}),
    ):
        table = model._meta.db_table
        for attempt in (
            lambda model=model, kept=kept, values=values: model.objects.filter(pk=kept.pk).update(**values),
            lambda table=table: raw(f"DELETE FROM {table}"),
            kept.save,
            kept.delete,
        ):
            with pytest.raises(Exception, match=r"append-only|protected"), transaction.atomic():
                attempt()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(
            centre=small.centre, pack="our_cao", rule=RULE, fingerprint="", read_on=READ["read_on"],
            source="", confirmed_by=small.planner,
        )  # fmt: skip
