"""The yearly self-check: five categories, evidence or undetermined, and never a changed word."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from tests.web.world import World, give

from equipoise.errors import InvalidInput
from equipoise_web.compliance.actions.ilo import Said, record_self_check, remark, this_year
from equipoise_web.compliance.models import Category, SelfCheck, SelfCheckRemark
from equipoise_web.compliance.queries.ilo import (
    CONVENTIONS,
    EVIDENCED,
    NOT_MET,
    UNDETERMINED,
    Year,
    self_checks_of,
)
from equipoise_web.core.access import standing_of
from equipoise_web.core.models import AuditEntry, Person
from equipoise_web.core.roles import Role

YES = Said("yes", "Minutes of May.", "https://intranet.example.org", 0, 3, 4)


@pytest.fixture
def hr(world: World) -> Person:
    give(world.person("hr"), Role.HR, organisation=world.organisation)
    return world.person("hr")


def said(world: World, hr: Person, category: str, what: Said = YES, year: int | None = None) -> SelfCheck:
    return record_self_check(
        actor=hr, organisation=world.organisation, year=year or this_year(), category=category, said=what
    )


def years(world: World, persona: str = "agent") -> list[Year]:
    return self_checks_of(standing_of(world.users[persona]), this_year())


def refused(change: Any) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return str(caught.value)


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_the_categories_are_those_of_the_declaration() -> None:
    assert list(CONVENTIONS) == list(Category)
    named = ", ".join(CONVENTIONS.values())
    assert named == "C87, C98, C29, P29, C105, C138, C182, C100, C111, C155, C187"


def test_a_year_is_evidenced_with_five_categories_and_not_before(world: World, hr: Person) -> None:
    assert [part.result for part in years(world)[0].parts] == [UNDETERMINED] * 5
    for number, category in enumerate(Category, start=1):
        said(world, hr, category)
        year = years(world)[0]
        assert year.evidenced == number
        assert year.result == (EVIDENCED if number == 5 else UNDETERMINED)


def test_not_known_is_no_pass_and_no_is_a_failure(world: World, hr: Person) -> None:
    for category in Category:
        said(world, hr, category)
    said(world, hr, "safety", Said("unknown", "Nobody asked."))
    assert (years(world)[0].result, years(world)[0].evidenced) == (UNDETERMINED, 4)
    said(world, hr, "safety", Said("no", "The round was left out."))
    assert (years(world)[0].result, years(world)[0].evidenced) == (NOT_MET, 4)


def test_a_missed_year_is_undetermined(world: World, hr: Person) -> None:
    said(world, hr, "safety", year=this_year() - 2)
    found = years(world)
    assert [each.year for each in found] == [this_year(), this_year() - 1, this_year() - 2]
    assert [each.evidenced for each in found] == [0, 0, 1]
    assert {each.result for each in found} == {UNDETERMINED}


def test_a_later_record_holds_and_the_earlier_stays(world: World, hr: Person) -> None:
    first = said(world, hr, "safety")
    second = said(world, hr, "safety", Said("no", "Two falls."))
    part = years(world)[0].parts[-1]
    assert (part.current, part.earlier) == (second, (first,))
    assert AuditEntry.objects.filter(action="self_check.recorded", actor=hr.uuid).count() == 2


def test_nothing_recorded_changes_or_goes(world: World, hr: Person) -> None:
    said(world, hr, "safety")
    remark(
        actor=world.person("representative"), organisation=world.organisation, year=this_year(),
        category="safety", text="No round by night.",
    )  # fmt: skip
    for table, column in (("compliance_selfcheck", "evidence"), ("compliance_selfcheckremark", "text")):
        assert "append-only" in refused(lambda t=table, c=column: sql(f"UPDATE {t} SET {c} = 'other'"))
        assert "append-only" in refused(lambda t=table: sql(f"DELETE FROM {t}"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answer": "maybe"}, "answer"),
        ({"evidence": ""}, "evidence"),
        ({"answer": "no", "evidence": ""}, "evidence"),
        ({"contractors_covered": 5}, "contractors_covered"),
        ({"contractors": None}, "contractors_covered"),
    ],
)
def test_a_record_is_whole(world: World, hr: Person, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        said(world, hr, "safety", Said(**vars(YES) | changed))
    assert caught.value.field == field
    there = said(world, hr, "safety")
    row = {name: getattr(there, name) for name in ("organisation", "year", "category", "recorded_by", "role")}
    row |= {"recorded_at": there.recorded_at, **vars(YES), **changed}
    refused(lambda: SelfCheck.objects.create(**row))


@pytest.mark.parametrize(("year", "category"), [(1997, "safety"), (2999, "safety"), (None, "comfort")])
def test_only_past_years_and_known_categories_are_recorded(
    world: World, hr: Person, year: int | None, category: str
) -> None:
    with pytest.raises(InvalidInput):
        said(world, hr, category, year=year)


@pytest.mark.parametrize("role", list(Role))
def test_who_records_and_who_remarks(world: World, role: Role) -> None:
    person = world.person(role.value)
    give(person, role, organisation=world.organisation)
    may_record = role in {Role.HR, Role.ADMINISTRATOR}
    if may_record:
        assert said(world, person, "safety").role == role
    else:
        with pytest.raises(PermissionDenied):
            said(world, person, "safety")
    values = {"organisation": world.organisation, "year": this_year(), "category": "safety", "text": "No."}
    if role is Role.REPRESENTATIVE:
        remark(actor=person, **values)
    else:
        with pytest.raises(PermissionDenied):
            remark(actor=person, **values)
    assert SelfCheck.objects.count() == may_record
    assert SelfCheckRemark.objects.count() == (role is Role.REPRESENTATIVE)


def test_hr_of_a_team_or_a_stranger_records_nothing(world: World) -> None:
    with pytest.raises(PermissionDenied):
        said(world, world.person("hr"), "safety")
    give(world.stranger, Role.REPRESENTATIVE, organisation=world.stranger.organisation)
    with pytest.raises(PermissionDenied):
        remark(
            actor=world.stranger, organisation=world.organisation, year=this_year(), category="safety",
            text="No.",
        )  # fmt: skip


def test_everybody_of_the_organisation_sees_it_and_nobody_else(world: World, hr: Person) -> None:
    said(world, hr, "safety")
    for user in world.users.values():
        assert SelfCheck.objects.visible_to(user).count() == 1
    from equipoise_web.core.models import User

    outside = User.objects.create_user("outside@example.org", person=world.stranger)
    assert not SelfCheck.objects.visible_to(outside).exists()
