"""A rule that stands in another's place: only by a clause of that rule, and only as far as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from equipoise.errors import InvalidInput

from .model import Deviation, Pack, Replaces, Rule
from .parameters import Parameters

GRAVITY = ("warn", "gate", "block")


def replaced(packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The packs without the rules that another of their rules replaces.

    A value from memory that nobody confirmed replaces nothing: it holds beside the law.

    Raises
    ------
    InvalidInput
        A rule names an unknown rule or clause, goes beyond the clause, holds for other people,
        weighs less, or does not say how the clause's condition and compensation are met.
    """
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    gone = {rule.replaces.rule: rule for rule in rules.values() if rule.replaces and _stands(rule)}
    for rule in rules.values():
        if rule.replaces:
            _permit(rule, rule.replaces, rules, gone)
    return tuple(replace(pack, rules=tuple(r for r in pack.rules if r.id not in gone)) for pack in packs)


def _stands(rule: Rule) -> bool:
    return rule.evidence != "fm" or rule.is_confirmed


def _permit(rule: Rule, how: Replaces, rules: Mapping[str, Rule], gone: Mapping[str, Rule]) -> None:
    law = rules.get(how.rule)
    if law is None:
        raise InvalidInput(f"rule {rule.id!r} replaces {how.rule!r}, which no pack named here holds")
    if _stands(rule) and gone[how.rule] is not rule:
        raise InvalidInput(f"rules {rule.id!r} and {gone[how.rule].id!r} both replace {how.rule!r}")
    clause = _clause(rule, how, law)
    for objection in _objections(rule, how, law, clause):
        raise InvalidInput(f"rule {rule.id!r} cannot replace {how.rule!r}: {objection}")


def _clause(rule: Rule, how: Replaces, law: Rule) -> Deviation:
    for clause in law.deviations:
        if (clause.by, clause.article) == (how.by, how.article):
            return clause
    known = ", ".join(f"{clause.by} ({clause.article})" for clause in law.deviations) or "none"
    raise InvalidInput(
        f"rule {rule.id!r} cannot replace {law.id!r}: it has no deviation by {how.by} ({how.article}); "
        f"its clauses: {known}"
    )


def _objections(rule: Rule, how: Replaces, law: Rule, clause: Deviation) -> Iterator[str]:
    if _stands(rule) and GRAVITY.index(rule.severity) < GRAVITY.index(law.severity):
        yield f"it is a {rule.severity} and the law a {law.severity}"
    if rule.scope != law.scope:
        yield "it holds for other people than the law does"
    if clause.condition and not how.condition:
        yield f"it does not say how the condition is met: {clause.condition}"
    if clause.compensation and not how.compensation:
        yield f"it does not name the compensation: {clause.compensation}"
    if rule.kind != (clause.kind or law.kind):
        yield f"the clause permits kind {clause.kind or law.kind!r}, not {rule.kind!r}"
    else:
        yield from _beyond(rule.parameters, law.parameters, clause)


def _beyond(mine: Parameters, law: Parameters, clause: Deviation) -> Iterator[str]:
    """Parameters that pass the clause's bound; without ``up_to`` the clause sets none."""
    if clause.up_to is None:
        return
    for name, value in _values(mine).items():
        bound = clause.up_to.get(name)
        if name == "tiers":
            if bound is not None and _due_is_short(value, bound):
                yield f"{name} {_plain(value)} is below what the clause leaves, {_plain(bound)}"
        elif clause.kind or bound is None:
            expected = bound if bound is not None else _values(law).get(name, value)
            if value != expected:
                yield f"{name} must stay {_plain(expected)}, not {_plain(value)}"
        elif _passes(value, _values(law)[name], bound):
            yield f"{name} {_plain(value)} is beyond what the clause allows, {_plain(bound)}"


def _values(parameters: Parameters) -> dict[str, Any]:
    return {name: getattr(parameters, name) for name in parameters.__dataclass_fields__}


def _passes(value: float | None, law: float | None, bound: float) -> bool:
    """Whether a value lies past the bound, seen from the law's own value."""
    if value is None:
        return False
    if law is None:
        return value != bound
    return value > bound if bound >= law else value < bound


def _due_is_short(mine: Any, bound: Any) -> bool:
    """Whether at some length of work fewer minutes are due than the clause leaves."""
    lengths = sorted({over for over, _ in (*mine, *bound)})
    return any(_due(mine, hours) < _due(bound, hours) for hours in lengths)


def _due(tiers: Any, hours: float) -> float:
    """Minutes due just above a length of work."""
    return max((minutes for over, minutes in tiers if over <= hours), default=0.0)


def _plain(value: Any) -> str:
    return str([list(pair) for pair in value] if isinstance(value, tuple) else value)
