"""What a proposed version of rules would change: which rules come, which go, and by which clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from equipoise.dates import parse_date
from equipoise.rules.loading import rule_on
from equipoise.rules.model import Rule
from equipoise_web.compliance.parameter_words import named_values
from equipoise_web.compliance.queries.confirmed import FROM_MEMORY, rules_of
from equipoise_web.compliance.queries.in_force import InForce, Rules
from equipoise_web.compliance.queries.packs import DEVIATE
from equipoise_web.compliance.queries.rules import in_words, reference_of, source_kind


@dataclass(frozen=True)
class Told:
    """A rule as a line of a dry run."""

    id: str
    reference: str
    source: str
    summary: str
    severity: str
    values: list[tuple[str, str]]
    is_memory: bool


@dataclass(frozen=True)
class Replaced:
    """A rule of law and the one that would stand in its place, by a clause of the law.

    ``holds`` is False for a value from memory: it stands beside the law until somebody confirms it.
    """

    law: Told
    own: Told
    who: str
    article: str
    condition: str
    compensation: str
    holds: bool


@dataclass(frozen=True)
class DryRun:
    """The difference, as of a day."""

    on: date
    added: tuple[Told, ...]
    gone: tuple[Told, ...]
    replaced: tuple[Replaced, ...]

    @property
    def changes(self) -> bool:
        return bool(self.added or self.gone or self.replaced)


def dry_run(rules: Rules, source: InForce, today: date) -> DryRun:
    """Compare the rules with and without a source.

    Raises
    ------
    InvalidInput
        They could not be read together; the reason names the rule and the clause.
    """
    on = max(today, _begins(source))
    after = rules.with_source(source).packs(on)
    before = {rule.id: rule for pack in rules.packs(on) for rule in pack.rules}
    now = {rule.id: rule for pack in after for rule in pack.rules}
    own = (rule for pack in after if pack.id == source.name for rule in pack.rules)
    replacing = tuple(_replaced(own, _all_rules(rules, on)))
    taken = {each.law.id for each in replacing if each.holds} | {each.own.id for each in replacing}
    return DryRun(
        on,
        tuple(told(rule) for name, rule in now.items() if _differs(before.get(name), rule, taken)),
        tuple(told(rule) for name, rule in before.items() if name not in now and name not in taken),
        replacing,
    )


def told(rule: Rule) -> Told:
    """A rule in words."""
    return Told(
        rule.id,
        reference_of(rule.instrument, rule.article),
        source_kind(rule.status, rule.jurisdiction),
        in_words(rule.summary),
        rule.severity,
        named_values(rule.parameters),
        rule.evidence == FROM_MEMORY and not rule.is_confirmed,
    )


def _differs(before: Rule | None, rule: Rule, taken: set[str]) -> bool:
    return rule.id not in taken and (before is None or told(before) != told(rule))


def _replaced(own: Iterable[Rule], all_rules: dict[str, Rule]) -> Iterator[Replaced]:
    """Each rule that names another one, with that one."""
    for rule in own:
        how = rule.replaces
        if how is None or how.rule not in all_rules:
            continue
        yield Replaced(
            told(all_rules[how.rule]),
            told(rule),
            str(DEVIATE[how.by]),
            how.article,
            how.condition,
            how.compensation,
            rule.evidence != FROM_MEMORY or rule.is_confirmed,
        )


def _all_rules(rules: Rules, on: date) -> dict[str, Rule]:
    """The rules of each pack by itself, also those in whose place another one stands."""
    found = (rule_on(data, on.isoformat()) for source in rules.sources for data in rules_of(source))
    return {rule.id: rule for rule in found if rule is not None}


def _begins(source: InForce) -> date:
    folder = source.folder
    return parse_date(folder.begins) if folder else date.min
