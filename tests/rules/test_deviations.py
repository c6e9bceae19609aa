"""A rule replaces another only by a named clause of it, and only as far as that clause goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from equipoise.errors import InvalidInput
from equipoise.rules.checker import check
from equipoise.rules.deviations import replaced
from equipoise.rules.model import Deviation, Fact, Pack, Replaces, Rule, Scope, Timeline, WorkerFacts
from equipoise.rules.packs import known_packs, load_packs
from equipoise.rules.parameters import (
    AverageHours,
    Breaks,
    BreaksFrom,
    DailyRest,
    FreeSundays,
    Night,
    NightCount,
    NightHours,
    Notice,
    Parameters,
    RestHoursOfDay,
    ShiftHours,
    WeekHours,
)
from equipoise.timegrid import Stretch, Zone

ON = date(2026, 3, 2)
AMSTERDAM = Zone("Europe/Amsterdam")


def law(kind: str, parameters: Parameters, *clauses: Deviation, **more: Any) -> Rule:
    return Rule("law.rule", kind, parameters, "XX", "Act", "1", "block", deviations=clauses, **more)


def ours(kind: str, parameters: Parameters, how: Replaces | None = None, **more: Any) -> Rule:
    how = how or Replaces("law.rule", "cao", "2")
    more = {"severity": "block", **more}
    return Rule("ours.rule", kind, parameters, "XX.cao", "Agreement", "9", replaces=how, **more)


def cao(up_to: Mapping[str, Any] | None = None, **more: Any) -> Deviation:
    return Deviation("cao", "2", dict(up_to) if up_to is not None else None, **more)


def ids(*rules: Rule) -> list[str]:
    """What still holds when the first rule is law and the others are of an overlay."""
    packs = replaced([Pack("law", "2026-03-02", rules[:1]), Pack("ours", "2026-03-02", rules[1:])])
    return [rule.id for pack in packs for rule in pack.rules]


def refusal(*rules: Rule) -> InvalidInput:
    with pytest.raises(InvalidInput) as error:
        ids(*rules)
    return error.value


SHIFT = law("shift_hours", ShiftHours(10), cao({"max_hours": 12}))


def test_a_rule_within_its_clause_stands_in_the_place_of_the_law() -> None:
    assert ids(SHIFT, ours("shift_hours", ShiftHours(12))) == ["ours.rule"]


def test_a_rule_that_replaces_nothing_holds_beside_the_law() -> None:
    assert ids(SHIFT, replace(ours("shift_hours", ShiftHours(14)), replaces=None)) == [
        "law.rule",
        "ours.rule",
    ]


def test_a_rule_that_no_pack_holds_cannot_be_replaced() -> None:
    how = Replaces("law.rules", "cao", "2")
    error = refusal(SHIFT, ours("shift_hours", ShiftHours(12), how))
    assert error.field == "ours.rule/replaces/rule"
    assert error.reason == "no pack named here holds rule 'law.rules'"


@pytest.mark.parametrize("how", [Replaces("law.rule", "law", "2"), Replaces("law.rule", "cao", "3")])
def test_a_clause_that_the_rule_does_not_have_lists_those_that_it_has(how: Replaces) -> None:
    error = refusal(SHIFT, ours("shift_hours", ShiftHours(12), how))
    assert error.field == "ours.rule/replaces/article"
    named = f"by {how.by} ({how.article}); its clauses: cao (2)"
    assert error.reason == f"rule 'law.rule' has no deviation {named}"


def test_a_rule_without_clauses_says_so() -> None:
    error = refusal(law("shift_hours", ShiftHours(10)), ours("shift_hours", ShiftHours(11)))
    assert error.reason.endswith("its clauses: none")


def test_the_message_names_the_file_where_it_is_known() -> None:
    rules = (SHIFT, ours("shift_hours", ShiftHours(13)))
    with pytest.raises(InvalidInput) as error:
        replaced([Pack("p", "2026-03-02", rules)], {"ours.rule": "our_cao/hours.yaml"})
    assert str(error.value) == (
        "our_cao/hours.yaml, field ours.rule/parameters/max_hours: cannot replace 'law.rule': "
        "max_hours 13 is more than 12, the most that the clause allows"
    )


REST = law("daily_rest", DailyRest(11, 8), cao({"hours": 9}))
MEAN = law("average_hours", AverageHours(48, 17, "neutral"), cao({"weeks": 52}))
SUNDAYS = law("free_sundays", FreeSundays(13), cao({"min_free": 13, "weeks": 26}))
YOUTH = law("rest_hours_of_day", RestHoursOfDay(7, 1380, 360), cao({"from_minute": 0, "to_minute": 240}))
OPEN = law("notice", Notice(7), cao())
FREE = law("average_hours", AverageHours(48, 17, "neutral"), cao(free=("weeks",)))
OPTIONAL = law("daily_rest", DailyRest(11), cao({"short_hours": 8}))
TIERS = law("breaks", Breaks(((5.5, 30), (10, 45)), 15), cao({"tiers": ((5.5, 15),)}))
SOME_BREAK = law("breaks", Breaks(((6, 0),)), cao({"tiers": ((6, 0),)}))
PARTS = law("breaks_from", BreaksFrom(((6, 20),), 20), cao({"part_minutes": 10}))

WITHIN: dict[str, tuple[Rule, Parameters]] = {
    "the furthest value upwards": (SHIFT, ShiftHours(12)),
    "the law's own value": (SHIFT, ShiftHours(10)),
    "a stricter value": (SHIFT, ShiftHours(7)),
    "the furthest value downwards": (REST, DailyRest(9, 8)),
    "a value between the two": (REST, DailyRest(10.5, 8)),
    "more rest than the law": (REST, DailyRest(12, 8)),
    "a longer reference period": (MEAN, AverageHours(48, 52, "neutral")),
    "a time of day as in the clause": (YOUTH, RestHoursOfDay(7, 0, 240)),
    "a clause that sets no bound": (OPEN, Notice(1, "working")),
    "a value that the clause leaves open": (FREE, AverageHours(48, 80, "neutral")),
    "an exception that the law has not": (OPTIONAL, DailyRest(11, 8)),
    "without the exception that the clause allows": (OPTIONAL, DailyRest(11)),
    "the shortest break": (TIERS, Breaks(((5.5, 15),), 15)),
    "a longer break that begins earlier": (TIERS, Breaks(((5, 20), (9, 30)), 15)),
    "a break whose length is left open": (SOME_BREAK, Breaks(((5, 0),))),
    "shorter parts where the clause names them": (PARTS, BreaksFrom(((6, 20),), 10)),
}
BEYOND: dict[str, tuple[Rule, Parameters, str]] = {
    "a minute more": (SHIFT, ShiftHours(12.02), "max_hours 12.02 is more than 12, the most"),
    "a minute less": (REST, DailyRest(8.98, 8), "hours 8.98 is less than 9, the least"),
    "a value that the clause does not name": (REST, DailyRest(9, 7), "short_hours 7 must stay 8"),
    "an exception that goes": (REST, DailyRest(9), "short_hours not set must stay 8"),
    "a week more": (MEAN, AverageHours(48, 53, "neutral"), "weeks 53 is more than 52"),
    "another limit with it": (MEAN, AverageHours(50, 52, "neutral"), "max_hours 50 must stay 48"),
    "absences in another way": (MEAN, AverageHours(48, 52), "absences counted must stay neutral"),
    "less where the bound is the law's own": (SUNDAYS, FreeSundays(12), "min_free 12 must stay 13"),
    "a time of day between": (YOUTH, RestHoursOfDay(7, 30, 240), "from_minute 30 must be 1380 or 0"),
    "what is not left open": (FREE, AverageHours(49, 80, "neutral"), "max_hours 49 must stay 48"),
    "another exception than the clause's": (OPTIONAL, DailyRest(11, 7), "short_hours 7 must be not set or 8"),
    "a shorter break": (TIERS, Breaks(((5.5, 14),), 15), "tiers [[5.5, 14]] leaves less than [[5.5, 15]]"),
    "a later break": (TIERS, Breaks(((5.52, 15),), 15), "tiers [[5.52, 15]] leaves less"),
    "shorter parts": (TIERS, Breaks(((5.5, 15),), 5), "part_minutes 5 must stay 15"),
    "no break where some is due": (SOME_BREAK, Breaks(((7, 0),)), "tiers [[7, 0]] leaves less"),
    "a shorter break than the law's": (
        PARTS,
        BreaksFrom(((6, 19),), 10),
        "tiers [[6, 19]] leaves less than [[6, 20]]",
    ),
}


@pytest.mark.parametrize(("replaced_rule", "parameters"), WITHIN.values(), ids=WITHIN)
def test_values_within_the_clause_are_permitted(replaced_rule: Rule, parameters: Parameters) -> None:
    assert ids(replaced_rule, ours(replaced_rule.kind, parameters)) == ["ours.rule"]


@pytest.mark.parametrize(("replaced_rule", "parameters", "reason"), BEYOND.values(), ids=BEYOND)
def test_values_beyond_the_clause_are_refused(
    replaced_rule: Rule, parameters: Parameters, reason: str
) -> None:
    error = refusal(replaced_rule, ours(replaced_rule.kind, parameters))
    assert error.field == f"ours.rule/parameters/{reason.split()[0]}"
    assert error.reason.startswith(f"cannot replace 'law.rule': {reason}")


NIGHTS = law(
    "night_count",
    NightCount(36, 16, 120, Night(0, 360, 1)),
    cao({"max_nights": 140, "weeks": 52}, kind="night_count"),
    cao({"max_hours": 38, "weeks": 2}, kind="night_hours"),
)


def test_a_choice_within_one_article_permits_either_kind() -> None:
    counted = ours("night_count", NightCount(140, 52, 120, Night(0, 360, 1)))
    hours = ours("night_hours", NightHours(38, 2, Night(0, 360, 1)))
    assert ids(NIGHTS, counted) == ids(NIGHTS, hours) == ["ours.rule"]


def test_less_than_the_most_of_another_kind_is_permitted() -> None:
    assert ids(NIGHTS, ours("night_hours", NightHours(30, 2, Night(0, 360, 1)))) == ["ours.rule"]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        (NightHours(38.5, 2, Night(0, 360, 1)), "max_hours 38.5 must be 38"),
        (NightHours(38, 1, Night(0, 360, 1)), "weeks 1 must be 2"),
        (NightHours(38, 2, Night(60, 360, 1)), "night"),
    ],
)
def test_another_kind_is_held_to_the_values_of_its_clause(parameters: Parameters, reason: str) -> None:
    error = refusal(NIGHTS, ours("night_hours", parameters))
    assert reason in error.reason
    assert error.field is not None
    assert error.field.startswith("ours.rule/parameters/")


def test_a_kind_that_no_clause_permits_is_refused() -> None:
    error = refusal(NIGHTS, ours("week_hours", WeekHours(40)))
    assert error.field == "ours.rule/kind"
    assert "the clause permits kind 'night_count', not 'week_hours'" in error.reason
    error = refusal(SHIFT, ours("week_hours", WeekHours(9)))
    assert "the clause permits kind 'shift_hours', not 'week_hours'" in error.reason


def test_a_rule_for_other_people_is_refused() -> None:
    youth = replace(SHIFT, scope=Scope(age_from=16, age_below=18))
    error = refusal(youth, ours("shift_hours", ShiftHours(12)))
    assert error.field == "ours.rule/scope"
    assert "holds for other people" in error.reason
    assert ids(youth, ours("shift_hours", ShiftHours(12), scope=youth.scope)) == ["ours.rule"]


@pytest.mark.parametrize("severity", ["warn", "gate"])
def test_a_rule_that_weighs_less_is_refused(severity: str) -> None:
    error = refusal(SHIFT, ours("shift_hours", ShiftHours(12), severity=severity))
    assert error.field == "ours.rule/severity"
    assert f"it is a {severity} and the rule that it replaces a block" in error.reason


def test_a_rule_that_weighs_more_is_permitted() -> None:
    assert ids(replace(SHIFT, severity="gate"), ours("shift_hours", ShiftHours(12))) == ["ours.rule"]


@pytest.mark.parametrize("word", ["condition", "compensation"])
def test_how_condition_and_compensation_are_met_has_to_be_said(word: str) -> None:
    asked = replace(SHIFT, deviations=(cao({"max_hours": 12}, **{word: "Time off in lieu"}),))
    error = refusal(asked, ours("shift_hours", ShiftHours(12)))
    assert error.field == f"ours.rule/replaces/{word}"
    assert f"it does not say how the {word} is met: Time off in lieu" in error.reason
    how = Replaces("law.rule", "cao", "2", **{word: "Article 10: a day off within a month"})
    assert ids(asked, ours("shift_hours", ShiftHours(12), how)) == ["ours.rule"]


def test_two_rules_cannot_replace_the_same_one() -> None:
    mine = ours("shift_hours", ShiftHours(12))
    error = refusal(SHIFT, mine, replace(mine, id="theirs.rule"))
    assert error.field == "theirs.rule/replaces/rule"
    assert error.reason == "rule 'ours.rule' replaces 'law.rule' already"


def test_a_rule_that_replaces_itself_is_refused() -> None:
    own = replace(SHIFT, replaces=Replaces("law.rule", "cao", "2"))
    assert "rule 'law.rule' would replace itself" in refusal(own).reason


def test_rules_that_replace_each_other_are_refused() -> None:
    first = replace(SHIFT, replaces=Replaces("ours.rule", "cao", "2"))
    second = ours("shift_hours", ShiftHours(12), deviations=(cao(),))
    assert "would replace itself" in refusal(first, second).reason


def test_an_agreement_within_an_agreement_replaces_it_in_turn() -> None:
    sector = ours("shift_hours", ShiftHours(12), deviations=(Deviation("works_council", "9"),))
    house = replace(sector, id="house.rule", replaces=Replaces("ours.rule", "works_council", "9"))
    assert ids(SHIFT, sector, house) == ["house.rule"]


def test_a_value_from_memory_replaces_nothing_until_it_is_confirmed() -> None:
    memory = ours("shift_hours", ShiftHours(12), evidence="fm", severity="warn")
    assert ids(SHIFT, memory) == ["law.rule", "ours.rule"]
    assert ids(SHIFT, replace(memory, severity="block", is_confirmed=True)) == ["ours.rule"]


def test_a_value_from_memory_beyond_its_clause_is_refused_before_it_is_confirmed() -> None:
    memory = ours("shift_hours", ShiftHours(13), evidence="fm", severity="warn")
    assert "max_hours 13 is more than 12" in refusal(SHIFT, memory).reason


def test_a_confirmed_value_that_only_warns_cannot_replace_a_block() -> None:
    memory = ours("shift_hours", ShiftHours(12), evidence="fm", severity="warn", is_confirmed=True)
    assert refusal(SHIFT, memory).field == "ours.rule/severity"


def test_the_law_of_an_unconfirmed_value_may_be_absent_but_not_misspelt() -> None:
    elsewhere = Replaces("other.rule", "cao", "2")
    memory = ours("shift_hours", ShiftHours(12), elsewhere, evidence="fm", severity="warn")
    assert ids(SHIFT, memory) == ["law.rule", "ours.rule"]
    assert "holds rule 'other.rule'" in refusal(SHIFT, replace(memory, is_confirmed=True)).reason
    misspelt = replace(memory, replaces=Replaces("law.rul", "cao", "2"))
    assert "holds rule 'law.rul'" in refusal(SHIFT, misspelt).reason


CONSENT = law("average_hours", AverageHours(48, 17), Deviation("individual", "5"))
BY_CONSENT = Replaces("law.rule", "individual", "5")


def test_consent_sets_a_rule_aside_for_those_who_gave_it() -> None:
    mine = ours("average_hours", AverageHours(60, 17), BY_CONSENT, scope=Scope(fact="opt_out"))
    (pack, other) = replaced([Pack("law", "v", (CONSENT,)), Pack("ours", "v", (mine,))])
    assert [rule.scope for rule in (*pack.rules, *other.rules)] == [
        Scope(unless="opt_out"),
        Scope(fact="opt_out"),
    ]


def test_consent_of_nobody_in_particular_is_refused() -> None:
    error = refusal(CONSENT, ours("average_hours", AverageHours(60, 17), BY_CONSENT))
    assert error.field == "ours.rule/scope/fact"


@pytest.mark.parametrize(
    ("of_law", "of_ours"),
    [
        (Scope(), Scope(fact="opt_out", age_from=18)),
        (Scope(unless="nursing"), Scope(fact="opt_out")),
        (Scope(fact="nursing"), Scope(fact="opt_out")),
    ],
)
def test_consent_widens_no_scope(of_law: Scope, of_ours: Scope) -> None:
    mine = ours("average_hours", AverageHours(60, 17), BY_CONSENT, scope=of_ours)
    assert refusal(replace(CONSENT, scope=of_law), mine).field == "ours.rule/scope"


def test_a_law_that_asks_for_the_consent_itself_may_be_replaced_by_it() -> None:
    asks = replace(CONSENT, scope=Scope(unless="opt_out"))
    mine = ours("average_hours", AverageHours(60, 17), BY_CONSENT, scope=Scope(fact="opt_out"))
    assert ids(asks, mine) == ["law.rule", "ours.rule"]


# The invented agreement of the packs, against the law of the Netherlands.

ONE_BREAK, TWO_BREAKS = "example_cao.breaks.one_break", "nl.atw.5_4.breaks"


def shift(day: int, start: str, end: str, *, pause: tuple[str, str]) -> list[Stretch]:
    def at(clock: str) -> int:
        hour, minute = map(int, clock.split(":"))
        return AMSTERDAM.instant_s(date(2026, 3, day), 60 * hour + minute)

    edges = (start, *pause, end)
    kinds = ("work", "break", "work")
    return [
        Stretch("ann", at(first), at(last), kind)
        for first, last, kind in zip(edges[:-1], edges[1:], kinds, strict=True)
    ]


def a_week() -> Timeline:
    """A shift of seven hours with fifteen minutes of break, and one of thirteen."""
    rows = shift(2, "09:00", "16:00", pause=("12:00", "12:15"))
    rows += shift(4, "08:00", "21:00", pause=("12:00", "12:15"))
    from_s, to_s = AMSTERDAM.instant_s(ON, 0), AMSTERDAM.instant_s(ON + timedelta(days=7), 0)
    facts = WorkerFacts("ann", date(1990, 1, 1), 36.0, "permanent", (Fact("first_aider"),))
    return Timeline(facts, AMSTERDAM, tuple(rows), from_s, to_s, from_s - 800 * 86_400)


def findings(*confirmed: str) -> set[tuple[str, str, int]]:
    packs = load_packs(["eu", "nl", "example_cao"], ON, confirmed=confirmed)
    found = check([a_week()], packs)
    return {(each.rule, each.severity, each.start_s) for each in found.findings}


def test_unconfirmed_the_example_holds_beside_the_law() -> None:
    rules = {rule for rule, _, _ in findings()}
    assert TWO_BREAKS in rules
    assert "nl.atw.5_7.shift_hours" in rules


def test_confirmed_the_replaced_rule_gives_no_findings_and_all_others_do() -> None:
    before, after = findings(), findings(ONE_BREAK)
    assert {rule for rule, _, _ in before - after} == {TWO_BREAKS}
    assert after <= before


def test_a_confirmed_value_weighs_what_it_says() -> None:
    packs = load_packs(["nl", "example_cao"], ON, confirmed=[ONE_BREAK])
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    assert (rules[ONE_BREAK].severity, rules[ONE_BREAK].is_confirmed) == ("block", True)
    assert TWO_BREAKS not in rules
    assert len(rules) == sum(len(p.rules) for p in load_packs(["nl", "example_cao"], ON)) - 1


def test_no_pack_replaces_a_rule_without_being_asked() -> None:
    together = load_packs(known_packs(), date(2026, 11, 24))
    alone = [load_packs([name], date(2026, 11, 24))[0] for name in known_packs()]
    assert [pack.rules for pack in together] == [pack.rules for pack in alone]
