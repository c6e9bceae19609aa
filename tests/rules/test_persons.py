"""Rules by what is on file about a worker: when they hold, and what they tell of that worker."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from equipoise.rules.checker import check
from equipoise.rules.confidential import for_planners, is_confidential
from equipoise.rules.loading import known_packs, load_packs
from equipoise.rules.model import Fact, Finding, Pack, Rule
from equipoise.rules.months import age_on, months_after

from .situation import Situation, situations

PACKS = load_packs(known_packs(), date(2026, 3, 1))
RULES = {rule.id: rule for pack in PACKS for rule in pack.rules}
OF_A_FACT = [rule for rule in RULES.values() if rule.scope.fact is not None]
NEED_FACTS = [rule for rule in RULES.values() if rule.scope.fact or rule.parameters.needs == "facts"]
CONFIDENTIAL = frozenset(rule.id for rule in RULES.values() if is_confidential(rule))
TELLING = re.compile(
    r"pregnan|birth(?! date)|matern|mother|nurs|breastf|confine|health|disab|illness|certificate|young|youth"
    r"|adolesc|\bage[sd]?\b|years? old|zwanger|bevall|moeder|voeding|gezond|ziek|handicap|jeugd|jonger"
    r"|leeftijd|jarige|geboorte(?!datum)",
    re.IGNORECASE,
)


@cache
def all_situations() -> tuple[Situation, ...]:
    return tuple(situations())


def told(rule: Rule) -> tuple[Situation, ...]:
    """Situations in which the rule has something to say."""
    return tuple(s for s in all_situations() if rule.id in s.expect and s.result(rule) != "pass")


def with_facts(situation: Situation, facts: tuple[Fact, ...] | None) -> Situation:
    who = replace(situation.timeline.facts, facts=facts)
    return replace(situation, timeline=replace(situation.timeline, facts=who))


@pytest.mark.parametrize("rule", NEED_FACTS, ids=lambda rule: rule.id)
def test_a_rule_by_facts_is_not_judged_where_nobody_handed_any_over(rule: Rule) -> None:
    situation = with_facts(told(rule)[0], None)
    found = check([situation.timeline], [Pack("p", "2026-03-01", (rule,))])
    assert (found.findings, found.passed) == ((), 0)
    assert [each.rule for each in found.not_judged] == [rule.id]


@pytest.mark.parametrize("rule", OF_A_FACT, ids=lambda rule: rule.id)
def test_a_rule_of_a_fact_holds_for_nobody_else(rule: Rule) -> None:
    situation = told(rule)[0]
    facts = situation.timeline.facts.facts or ()
    others = tuple(fact for fact in facts if fact.name != rule.scope.fact)
    assert with_facts(situation, others).result(rule) == "pass"


@pytest.mark.parametrize("way", [1, -1], ids=["longer", "shorter"])
@pytest.mark.parametrize("rule", [r for r in OF_A_FACT if r.scope.fact_months], ids=lambda rule: rule.id)
def test_a_month_more_or_less_changes_an_answer(rule: Rule, way: int) -> None:
    months = (rule.scope.fact_months or 0) + way
    other = replace(rule, scope=replace(rule.scope, fact_months=months))
    named = [s for s in all_situations() if rule.id in s.expect]
    assert [s.result(other) for s in named] != [s.result(rule) for s in named]


def test_what_sets_a_rule_aside_is_law_of_that_place_alone() -> None:
    assert {rule.id: rule.scope.unless for rule in RULES.values() if rule.scope.unless} == {
        "uk.wtr.4.average_hours": "opt_out"
    }


@pytest.mark.parametrize("rule", sorted(CONFIDENTIAL))
def test_no_finding_tells_a_planner_of_health_birth_or_age(rule: str) -> None:
    assert not TELLING.search(rule.replace("health_assessment", ""))
    for situation in all_situations():
        if rule in situation.expect:
            for finding in situation.judge(RULES[rule]).findings:
                seen = for_planners(finding, CONFIDENTIAL)
                assert not TELLING.search(f"{seen.rule} {seen.article} {' '.join(seen.message.values())}")


def test_rules_by_fact_or_age_on_health_and_birth_are_confidential_and_others_are_not() -> None:
    assert {"nl.atw.4_5.shift_hours", "nl.atw.4_5.no_work", "eu.d92_85.8.no_work"} <= CONFIDENTIAL
    assert {"nl.atw.5_7.shift_hours_strict", "de.arbzg.6.assessment"} <= CONFIDENTIAL
    assert not {"nl.atw.5_7.shift_hours", "uk.wtr.4.average_hours", "nl.atw.4_2.notice"} & CONFIDENTIAL


def test_planners_see_what_to_change_and_not_why() -> None:
    kept = Finding("r", "Law, art. 1", "NL", "block", "fail", "w", 1, 2, 11.0, 10.0, "h", {"en": "Long."})
    seen = for_planners(kept, {"r"})
    assert (seen.rule, seen.article, seen.jurisdiction) == ("", "a limit of this worker's own", "")
    assert (seen.message, seen.measured, seen.limit, seen.severity) == ({"en": "Long."}, 11.0, 10.0, "block")
    assert for_planners(kept, {"other"}) is kept
    assert for_planners(kept, {"r"}, "nl").article == "een eigen grens van deze medewerker"


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 1), 36, date(2029, 12, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_that_month(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_who_is_born_on_a_leap_day_ages_on_the_first_of_march() -> None:
    assert [age_on(date(2008, 2, 29), date(2026, *on)) for on in ((2, 28), (3, 1))] == [17, 18]
