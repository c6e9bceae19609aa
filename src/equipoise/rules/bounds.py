"""How far a clause of a rule lets another rule go in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .model import Deviation, Rule
from .parameters import KINDS, Parameters

TIMES = ("_minute", "_after")  # names of times of day: which of two is the stricter, no number tells
NOTHING_DUE = -1.0  # less than the 0 minutes of a break whose length is left open

Tiers = Sequence[tuple[float, float]]


def beyond(rule: Rule, law: Rule, clause: Deviation) -> Iterator[tuple[str, str]]:
    """Parameters with which ``rule`` passes what the clause leaves of ``law``: name and reason.

    Without ``up_to`` and ``free`` a clause sets no bound. Otherwise what it names may move from the
    law's value to the furthest one, what is free anywhere, and all else stays as in the law. A
    clause that permits another kind of rule gives the furthest values of that kind: ``max_`` may
    be less and ``min_`` more.
    """
    if clause.up_to is None and not clause.free:
        return
    mine, bounds = _values(rule.parameters), clause.up_to or {}
    start = _values(law.parameters) if clause.kind is None else _shared(clause, law.parameters)
    for name, value in mine.items():
        bound = bounds.get(name, start[name])
        if name in clause.free:
            continue
        if name == "tiers":
            reason = _short(value, bound)
        elif clause.kind is not None:
            reason = _beside(name, value, bound)
        else:
            reason = _past(name, value, start[name], bound)
        if reason:
            yield name, reason


def _values(parameters: Parameters) -> dict[str, Any]:
    return {name: getattr(parameters, name) for name in parameters.__dataclass_fields__}


def _shared(clause: Deviation, law: Parameters) -> dict[str, Any]:
    """Values of the clause's kind that it does not name: the law's of the same name, else the usual."""
    assert clause.kind is not None
    usual = _values(KINDS[clause.kind](**clause.up_to or {}))
    return {name: getattr(law, name, value) for name, value in usual.items()}


def _past(name: str, value: Any, law: Any, bound: Any) -> str:
    """Why a value does not lie on the law's side of the bound; a time of day is either of the two."""
    if value in (law, bound):
        return ""
    if law == bound:
        return f"must stay {plain(law)}"
    if name.endswith(TIMES) or not _are_numbers(value, law, bound):
        return f"must be {plain(law)} or {plain(bound)}"
    if bound > law:
        return f"is more than {plain(bound)}, the most that the clause allows" if value > bound else ""
    return f"is less than {plain(bound)}, the least that the clause allows" if value < bound else ""


def _beside(name: str, value: Any, bound: Any) -> str:
    """Why a value of another kind is not what the clause says, or stricter where its name tells how."""
    if value == bound:
        return ""
    if _are_numbers(value, bound):
        if name.startswith("max_") and value < bound:
            return ""
        if name.startswith("min_") and value > bound:
            return ""
    return f"must be {plain(bound)}"


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(value, int | float) for value in values)


def _short(mine: Tiers, bound: Tiers) -> str:
    """Why at some length of work fewer minutes are due than the clause leaves."""
    lengths = sorted({length for length, _ in (*mine, *bound)})
    if any(_due(mine, length) < _due(bound, length) for length in lengths):
        return f"leaves less than {plain(bound)}, the least that the clause allows"
    return ""


def _due(tiers: Tiers, length: float) -> float:
    """Minutes due once work passes a length."""
    return max((minutes for over, minutes in tiers if over <= length), default=NOTHING_DUE)


def plain(value: Any) -> str:
    """A value as a pack writes it."""
    if isinstance(value, tuple):
        return str([list(pair) for pair in value])
    return "not set" if value is None else str(value)
