"""A rule that stands in another's place: only by a clause of that rule, and only as far as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from equipoise.errors import InvalidInput

from .bounds import beyond, plain
from .model import Deviation, Pack, Replaces, Rule

GRAVITY = ("warn", "gate", "block")
INDIVIDUAL = "individual"
NOWHERE: Mapping[str, str] = {}

# A field of the rule and what is wrong with it.
Objection = tuple[str, str]


def replaced(packs: Sequence[Pack], files: Mapping[str, str] = NOWHERE) -> tuple[Pack, ...]:
    """The packs with each rule that another of their rules replaces taken out.

    What individuals may consent to replaces a rule for those who did: it stays for all others. A
    value from memory that nobody confirmed replaces nothing: it holds beside the law, which then
    need not be among the packs. ``files`` says where a rule is written, for errors.

    Raises
    ------
    InvalidInput
        A rule names an unknown rule or clause, goes beyond the clause, holds for other people,
        weighs less, does not say how the clause's condition and compensation are met, or two rules
        replace the same one.
    """
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    names = {pack.id for pack in packs}
    taken: dict[str, Rule] = {}
    for rule in rules.values():
        how = rule.replaces
        if how is None or (how.rule not in rules and _may_be_absent(rule, how, names)):
            continue
        for name, reason in _refusals(rule, how, rules, taken):
            raise InvalidInput(reason, file=files.get(rule.id), field=f"{rule.id}/{name}")
        if _stands(rule):
            taken[how.rule] = rule
    return tuple(replace(pack, rules=tuple(_left(pack, taken))) for pack in packs)


def _left(pack: Pack, taken: Mapping[str, Rule]) -> Iterator[Rule]:
    """What still holds of a pack; a rule replaced by consent holds where that is not on file."""
    for rule in pack.rules:
        other = taken.get(rule.id)
        if other is None:
            yield rule
        elif other.replaces is not None and other.replaces.by == INDIVIDUAL:
            yield replace(rule, scope=replace(rule.scope, unless=other.scope.fact))


def _stands(rule: Rule) -> bool:
    return rule.evidence != "fm" or rule.is_confirmed


def _may_be_absent(rule: Rule, how: Replaces, packs: set[str]) -> bool:
    """Whether the pack of the law is not there at all, and the rule does not take its place anyway."""
    return not _stands(rule) and how.rule.split(".")[0] not in packs


def _refusals(
    rule: Rule, how: Replaces, rules: Mapping[str, Rule], taken: Mapping[str, Rule]
) -> Iterator[Objection]:
    """Everything wrong with a replacement, the first that matters first."""
    law = rules.get(how.rule)
    if law is None:
        yield "replaces/rule", f"no pack named here holds rule {how.rule!r}"
        return
    if _is_circle(rule, rules):
        yield "replaces/rule", f"rule {rule.id!r} would replace itself"
    if _stands(rule) and how.rule in taken:
        yield "replaces/rule", f"rule {taken[how.rule].id!r} replaces {how.rule!r} already"
    clauses = [each for each in law.deviations if (each.by, each.article) == (how.by, how.article)]
    if not clauses:
        yield "replaces/article", _unknown_clause(how, law)
        return
    # An article may leave a choice: one of its clauses has to permit the rule.
    refused = [list(_objections(rule, how, law, clause)) for clause in clauses]
    if all(refused):
        of_kind = [clause.kind in (None, rule.kind) for clause in clauses]
        name, reason = refused[of_kind.index(True) if any(of_kind) else 0][0]
        yield name, f"cannot replace {law.id!r}: {reason}"


def _unknown_clause(how: Replaces, law: Rule) -> str:
    known = ", ".join(f"{clause.by} ({clause.article})" for clause in law.deviations) or "none"
    return f"rule {law.id!r} has no deviation by {how.by} ({how.article}); its clauses: {known}"


def _is_circle(rule: Rule, rules: Mapping[str, Rule]) -> bool:
    """Whether what a rule replaces, and what that replaces, leads back to it."""
    seen: set[str] = set()
    at: Rule | None = rule
    while at is not None and at.replaces is not None and at.id not in seen:
        seen.add(at.id)
        at = rules.get(at.replaces.rule)
    return at is not None and at.id == rule.id


def _objections(rule: Rule, how: Replaces, law: Rule, clause: Deviation) -> Iterator[Objection]:
    if rule.kind != (clause.kind or law.kind):
        yield "kind", f"the clause permits kind {clause.kind or law.kind!r}, not {rule.kind!r}"
    else:
        for name, reason in beyond(rule, law, clause):
            yield f"parameters/{name}", f"{name} {plain(getattr(rule.parameters, name))} {reason}"
    if _stands(rule) and GRAVITY.index(rule.severity) < GRAVITY.index(law.severity):
        yield "severity", f"it is a {rule.severity} and the rule that it replaces a {law.severity}"
    yield from _other_people(rule, how, law)
    for word in ("condition", "compensation"):
        asked = getattr(clause, word)
        if asked and not getattr(how, word):
            yield f"replaces/{word}", f"it does not say how the {word} is met: {asked}"


def _other_people(rule: Rule, how: Replaces, law: Rule) -> Iterator[Objection]:
    """Whom a rule holds for is whom it replaces the law for; consent is given one by one."""
    if how.by != INDIVIDUAL:
        if rule.scope != law.scope:
            yield "scope", "it holds for other people than the rule that it replaces"
        return
    consent = rule.scope.fact
    if consent is None:
        yield "scope/fact", "each worker consents alone: name the fact on file that says who did"
    elif rule.scope != replace(law.scope, fact=consent, unless=None):
        yield "scope", "apart from the consent it holds for other people than the rule that it replaces"
    elif law.scope.fact is not None or law.scope.unless not in (None, consent):
        yield "scope", "the rule that it replaces depends on another fact"
