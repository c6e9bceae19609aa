"""Every value in every pack is exercised: move it by the least step, and some situation's answer changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from equipoise.rules.loading import PackFolder, known_packs, parameters, read_pack, scope_of
from equipoise.rules.local import as_date, local_day
from equipoise.rules.model import Rule

from .situation import Situation, situations

MINUTE_H = 1 / 60
FLAGS = {("eu.wtd.4.breaks", "tiers/0/1")}  # 0 minutes says that the length is left open
NIGHT_ITSELF = "any rest that holds the night of 23:00-06:00 is as long as that night"
SHIFT_GAP = "a gap of less than eight hours does not end a shift"
WHOLE_MINUTES = "shifts of whole minutes with more than two hours at night have two hours at night"
SIXTH_HOUR = "a shift of six hours ends by the sixth hour"
A_SUNDAY = "a Sunday is no substitute, and this day is one"
ANY_NIGHT = "any work within the night makes its week one of night work"
SEVEN_NIGHTS = "over 48 hours, half of them in nights of three hours, do not fit in a week"
ONE_SIDED = {
    ("eu.d94_33.9.night", "hours", -1): NIGHT_ITSELF,
    ("nl.atw.5_8.rest_after_night", "short_hours", -1): SHIFT_GAP,
    ("be.aw.38quater.break_position", "over_hours", -1): SIXTH_HOUR,
    ("be.aw.38ter.sunday_rest", "within_days", 1): A_SUNDAY,
    ("de.arbzg.11.sunday_rest", "within_days", -1): A_SUNDAY,
    ("de.arbzg.6.night_worker_mean", "worker/night_hours", 1): WHOLE_MINUTES,
    ("de.arbzg.6.night_worker_mean", "worker/night_hours", -1): WHOLE_MINUTES,
    ("eu.d94_33.9.assessment", "worker/night_hours", 1): ANY_NIGHT,
    ("eu.d94_33.9.assessment", "worker/night_hours", -1): ANY_NIGHT,
    ("eu.d94_33.9.assessment", "worker/night/over_hours", -1): ANY_NIGHT,
    ("eu.d94_33.9.assessment", "worker/nights", -1): ANY_NIGHT,
    ("eu.d94_33.9.assessment", "worker/nights_weeks", 1): ANY_NIGHT,
    ("ie.owta.16.night_worker_mean", "worker/night_hours", 1): SEVEN_NIGHTS,
    ("ie.owta.16.night_worker_mean", "worker/night_hours", -1): SEVEN_NIGHTS,
}
# The same words of law make a night shift everywhere in a pack: proven on one rule, equal in all.
NIGHT_RULE = {
    "nl": "nl.atw.5_8.night_shift_hours",
    "eu": "eu.wtd.8.night_worker_hours",
    "de": "de.arbzg.6.night_worker_mean",
    "fr": "fr.ct.l3122_6.night_worker_shift",
    "es": "es.et.36_1.night_worker_mean",
    "it": "it.dlgs66.13.night_worker_hours",
    "pt": "pt.ct.224.night_worker_shift",
    "se": "se.atl.13a.night_worker_hours",
    "ie": "ie.owta.16.night_worker_mean",
    "uk": "uk.wtr.6.night_worker_hours",
    "fr_idcc2098": "fr_idcc2098.n7.night_pause",
}
NIGHT_WORKER_RULE = {
    "es": "es.et.36_1.night_worker_overtime",
    "eu": "eu.wtd.9.assessment",
    "fr_idcc2098": "fr_idcc2098.n5.night_worker_shift",
}
OWN_NIGHTS = {"eu.d92_85.night_consent", "eu.d94_33.9.assessment"}  # other instruments, proven by themselves
UNDETERMINED_ONLY = {"night_consent", "sunday_consent", "sunday_ground"}

Value = tuple[PackFolder, dict[str, Any], str]


def values() -> list[Value]:
    """Each dated value of each rule of each pack."""
    packs = map(read_pack, known_packs())
    return [(pack, rule, day) for pack in packs for rule in pack.rules for day in rule["values"]]


def parameters_of(value: Value) -> dict[str, Any]:
    found: dict[str, Any] = value[1]["values"][value[2]]["parameters"]
    return found


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
    if name == "share":
        return 0.01
    is_hours = ("hours" in name and not name.endswith("weeks")) or (path.startswith("tiers") and name == "0")
    return MINUTE_H if is_hours else 1


def as_rule(data: dict[str, Any], values: dict[str, Any]) -> Rule:
    return Rule(
        id=data["id"],
        kind=data["kind"],
        parameters=parameters(data["kind"], values),
        jurisdiction=data["jurisdiction"],
        instrument=data["instrument"],
        article=data["article"],
        severity=data["severity"],
        scope=scope_of(data),
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
        if _is_proven_elsewhere(pack.id, rule["id"], path):
            continue
        for way in (1, -1):
            is_valid = not path.endswith("weeks") or leaf + way >= 1
            is_moot = _is_less_than_one_part(rule["values"][day]["parameters"], path, way)
            if is_valid and not is_moot and (rule["id"], path, way) not in ONE_SIDED:
                found.append((path, way))
    return found


def _is_proven_elsewhere(pack: str, rule: str, path: str) -> bool:
    """Whether another rule of the pack proves these words on nights and night workers."""
    if "night/" in path:
        return rule != NIGHT_RULE[pack] and rule not in OWN_NIGHTS
    prover = NIGHT_WORKER_RULE.get(pack, NIGHT_RULE.get(pack))
    return path.startswith("worker/") and rule != prover and rule not in OWN_NIGHTS


def _is_less_than_one_part(parameters: dict[str, Any], path: str, way: int) -> bool:
    """A break due that is as long as its shortest part: a minute less would still need a whole part."""
    minutes = dict(leaves(parameters))[path]
    return (
        path.startswith("tiers")
        and path.endswith("/1")
        and way < 0
        and (minutes == parameters.get("part_minutes"))
    )


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
    assert found & ({"undetermined"} if rule.kind in UNDETERMINED_ONLY else {"fail"})


@pytest.mark.parametrize(("value", "path", "way"), CASES)
def test_moving_a_value_changes_an_answer(value: Value, path: str, way: int) -> None:
    _, data, day = value
    written = data["values"][day]["parameters"]
    leaf = dict(leaves(written))[path]
    assert not isinstance(leaf, str)
    other = as_rule(data, moved(written, path, leaf + way * step(path)))
    assert answers(other) != answers(as_rule(data, written))


@pytest.mark.parametrize("value", [v for v in values() if "absences" in parameters_of(v)], ids=label)
def test_how_absences_count_changes_an_answer(value: Value) -> None:
    _, data, day = value
    rule = as_rule(data, data["values"][day]["parameters"])
    swapped = {"counted": "neutral", "neutral": "counted"}[data["values"][day]["parameters"]["absences"]]
    assert answers(replace(rule, parameters=replace(rule.parameters, absences=swapped))) != answers(rule)


@pytest.mark.parametrize("value", [v for v in values() if "count" in parameters_of(v)], ids=label)
def test_how_days_count_changes_an_answer(value: Value) -> None:
    rule = as_rule(value[1], parameters_of(value))
    assert answers(replace(rule, parameters=replace(rule.parameters, count="calendar"))) != answers(rule)


@pytest.mark.parametrize("pack", NIGHT_RULE)
@pytest.mark.parametrize("word", ["night", "worker"])
def test_nights_and_night_workers_are_the_same_in_all_rules_of_a_pack(pack: str, word: str) -> None:
    found = [
        _night(value["parameters"]) if word == "night" else value["parameters"].get("worker")
        for rule in read_pack(pack).rules
        for value in rule["values"].values()
        if rule["id"] not in OWN_NIGHTS
    ]
    found = [one for one in found if one]
    assert all(one == found[0] for one in found)


def test_every_pack_with_nights_names_the_rule_that_proves_them() -> None:
    with_nights = {value[0].id for value in values() if _night(parameters_of(value))}
    assert with_nights == set(NIGHT_RULE)


def _night(parameters: dict[str, Any]) -> Any:
    return parameters.get("night") or parameters.get("worker", {}).get("night")


AGES = [(v, bound) for v in values() for bound in ("age_from", "age_below") if bound in v[1]["scope"]]


@pytest.mark.parametrize(("value", "bound"), AGES, ids=[f"{label(v)} {bound}" for v, bound in AGES])
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
