"""Which rules tell something private about the worker whom they bind, and findings without it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .model import Finding, Rule
from .outcome import sentence

# Facts on health and birth. That a rule holds for somebody tells that one is on file, as a rule
# for an age tells the age.
PRIVATE_FACTS = frozenset({"pregnant", "after_birth", "nursing", "no_nights", "health_assessed"})
PRIVATE_KINDS = frozenset({"no_work_around_birth", "leave_around_birth", "health_assessment"})
OWN_LIMIT = sentence("a limit of this worker's own", "een eigen grens van deze medewerker")


def is_confidential(rule: Rule) -> bool:
    """Whether the name, article or summary of a rule tells of health, birth or age beside a person."""
    scope = rule.scope
    has_age = scope.age_from is not None or scope.age_below is not None
    return has_age or scope.fact in PRIVATE_FACTS or rule.kind in PRIVATE_KINDS


def for_planners(finding: Finding, confidential: Collection[str], language: str = "en") -> Finding:
    """A finding as those may read it who plan: what to change in the roster, not why.

    ``confidential`` are the ids of such rules. The sentence, the period and the figures stay; rule,
    article and jurisdiction go.
    """
    if finding.rule not in confidential:
        return finding
    return replace(finding, rule="", article=OWN_LIMIT[language], jurisdiction="")
