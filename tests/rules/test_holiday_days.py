"""Public holidays: which days they are, and that a rule that names them answers otherwise without them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from equipoise.errors import InvalidInput
from equipoise.rules.holiday_days import holidays_between
from equipoise.rules.local import as_date, day_number
from equipoise.rules.model import Rule
from equipoise.rules.packs import known_packs, load_packs

from .situation import situations

PACKS = load_packs(known_packs(), date(2026, 3, 1))
NAMED = [rule for pack in PACKS for rule in pack.rules if getattr(rule.parameters, "holidays", "")]


def days(code: str, first: date, last: date) -> list[date]:
    return [as_date(day) for day in sorted(holidays_between(code, day_number(first), day_number(last)))]


def test_both_ends_and_the_turn_of_the_year_are_included() -> None:
    assert days("DE", date(2025, 12, 25), date(2026, 1, 1)) == [
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
    ]


def test_a_region_has_holidays_that_its_country_has_not() -> None:
    corpus_christi = date(2026, 6, 4)
    assert days("DE", corpus_christi, corpus_christi) == []
    assert days("DE-BY", corpus_christi, corpus_christi) == [corpus_christi]


def test_without_a_code_there_are_none() -> None:
    assert days("", date(2026, 1, 1), date(2026, 12, 31)) == []


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no holiday calendar for 'XX'"):
        days("XX", date(2026, 1, 1), date(2026, 1, 2))


@pytest.mark.parametrize("rule", NAMED, ids=lambda rule: rule.id)
def test_without_its_holidays_a_rule_answers_otherwise(rule: Rule) -> None:
    without = replace(rule, parameters=replace(rule.parameters, holidays=""))  # type: ignore[call-arg]
    asked = [s for s in situations() if rule.id in s.expect]
    assert [s.result(rule) for s in asked] != [s.result(without) for s in asked]
