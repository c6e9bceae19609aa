"""Every value in every pack is exercised: move it by the least step, and some situation's answer changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from equipoise.rules.loading import PackFolder, known_packs, parameters, read_pack
from equipoise.rules.local import as_date, local_day
from equipoise.rules.model import Rule, Scope

from .situation import Situation, situations

MINUTE_H = 1 / 60
FLAGS = {("eu.wtd.4.breaks", "tiers/0/1")}  # 0 minutes says that the length is left open
NIGHT_ITSELF = "any rest that holds the night of 23:00-06:00 is as long as that night"
SHIFT_GAP = "a gap of less than eight hours does not end a shift"
ONE_SIDED = {
    ("eu.ywd.9.night", "hours", -1): NIGHT_ITSELF,
    ("nl.atw.5_8.rest_after_night", "short_hours", -1): SHIFT_GAP,
}
# The same words of law make a night shift everywhere in a pack: proven on one rule, equal in all.
NIGHT_RULE = {"nl": "nl.atw.5_8.night_shift_hours", "eu": "eu.wtd.8.night_worker_hours"}

Value = tuple[PackFolder, dict[str, Any], str]


def values() -> list[Value]:
    """Each dated value of each rule of each pack."""
    packs = map(read_pack, known_packs())
    return [(pack, rule, day) for pack in packs for rule in pack.rules for day in rule["values"]]


def label(value: Value) -> str:
    return f"{value[1]['id']}@{value[2]}"


def leaves(data: Any, path: str = "") -> Iterator[tuple[str, float | str]]:
    """Paths of the single values of some parameters."""
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(inner, f"{path}/{key}".strip("/"))
    else:
        yield path, data


def moved(data: Any, path: str, value: float | str) -> Any:
    """The same parameters with one value replaced."""
    head, _, rest = path.partition("/")
    if isinstance(data, list):
        return [moved(v, rest, value) if i == int(head) else v for i, v in enumerate(data)] if head else value
    if isinstance(data, dict):
        return {k: moved(v, rest, value) if k == head else v for k, v in data.items()}
    return value


def step(path: str) -> float:
    """A minute for hours, one for everything that is counted."""
    name = path.rsplit("/", 1)[-1]
    is_hours = "hours" in name or (path.startswith("tiers") and name == "0")
    return MINUTE_H if is_hours else 1


def as_rule(data: dict[str, Any], values: dict[str, Any]) -> Rule:
    scope = data["scope"]
    return Rule(
        id=data["id"],
        kind=data["kind"],
        parameters=parameters(data["kind"], values),
        jurisdiction=data["jurisdiction"],
        instrument=data["instrument"],
        article=data["article"],
        severity=data["severity"],
        scope=Scope(scope.get("age_from"), scope.get("age_below")),
    )


@cache
def all_situations() -> tuple[Situation, ...]:
    return tuple(situations())


def answers(rule: Rule) -> dict[str, str]:
    """What a rule says of each situation that names it."""
    return {s.name: s.result(rule) for s in all_situations() if rule.id in s.expect}


def moves(value: Value) -> list[tuple[str, int]]:
    pack, rule, day = value
    found: list[tuple[str, int]] = []
    for path, leaf in leaves(rule["values"][day]["parameters"]):
        if (rule["id"], path) in FLAGS or isinstance(leaf, str):
            continue
        if path.startswith("night/") and rule["id"] != NIGHT_RULE[pack.id]:
            continue
        for way in (1, -1):
            is_valid = path.rsplit("/", 1)[-1] != "weeks" or leaf + way >= 1
            if is_valid and (rule["id"], path, way) not in ONE_SIDED:
                found.append((path, way))
    return found


CASES = [
    pytest.param(value, path, way, id=f"{label(value)} {path} {'up' if way > 0 else 'down'}")
    for value in values()
    for path, way in moves(value)
]


@pytest.mark.parametrize("value", values(), ids=label)
def test_value_has_a_situation_that_keeps_it_and_one_that_does_not(value: Value) -> None:
    rule = as_rule(value[1], value[1]["values"][value[2]]["parameters"])
    found = set(answers(rule).values())
    assert "pass" in found
    # A rule that asks for consent is never broken on the rows alone: it can only be left open.
    assert found & ({"fail"} if rule.kind != "sunday_consent" else {"undetermined"})


@pytest.mark.parametrize(("value", "path", "way"), CASES)
def test_moving_a_value_changes_an_answer(value: Value, path: str, way: int) -> None:
    _, data, day = value
    written = data["values"][day]["parameters"]
    leaf = dict(leaves(written))[path]
    assert not isinstance(leaf, str)
    other = as_rule(data, moved(written, path, leaf + way * step(path)))
    assert answers(other) != answers(as_rule(data, written))


@pytest.mark.parametrize("value", [v for v in values() if v[1]["kind"] == "average_hours"], ids=label)
def test_how_absences_count_changes_an_answer(value: Value) -> None:
    _, data, day = value
    rule = as_rule(data, data["values"][day]["parameters"])
    swapped = {"counted": "neutral", "neutral": "counted"}[data["values"][day]["parameters"]["absences"]]
    assert answers(replace(rule, parameters=replace(rule.parameters, absences=swapped))) != answers(rule)


@pytest.mark.parametrize("pack", known_packs())
def test_a_night_shift_is_the_same_in_all_rules_of_a_pack(pack: str) -> None:
    nights = [
        value["parameters"]["night"]
        for rule in read_pack(pack).rules
        for value in rule["values"].values()
        if "night" in value["parameters"]
    ]
    assert nights
    assert all(night == nights[0] for night in nights)


@pytest.mark.parametrize("value", [v for v in values() if v[1]["scope"]], ids=label)
@pytest.mark.parametrize("bound", ["age_from", "age_below"])
def test_a_breach_depends_on_the_birthday_at_each_age_bound(value: Value, bound: str) -> None:
    _, data, day = value
    rule = as_rule(data, data["values"][day]["parameters"])
    broken = next(s for s in all_situations() if rule.id in s.expect and s.result(rule) == "fail")
    at = data["scope"][bound]
    below, reached = (aged(broken, years).result(rule) for years in (at - 1, at))
    assert (below, reached) == (("pass", "fail") if bound == "age_from" else ("fail", "pass"))


def aged(situation: Situation, years: int) -> Situation:
    """The same shifts of somebody of that age all year."""
    timeline = situation.timeline
    year = as_date(local_day(timeline.clock, timeline.from_s)).year
    facts = replace(timeline.facts, birth_date=date(year - years, 1, 1))
    return replace(situation, timeline=replace(timeline, facts=facts))
