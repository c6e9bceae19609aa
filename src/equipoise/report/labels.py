"""Source labels: where a rule comes from, as a word and a frame."""

from __future__ import annotations

from dataclasses import dataclass

from equipoise.plan import Plan
from equipoise.rules.model import Finding, Rule

from .words import Words

EVIDENCE = {"P": "evidence_p", "S": "evidence_s", "fm": "evidence_fm"}


@dataclass(frozen=True)
class Source:
    """``text`` such as ``§ ATW 5:3 · law``; ``kind`` chooses the frame; ``evidence`` in words."""

    text: str
    kind: str
    evidence: str
    checked: bool


def rules_by_id(plan: Plan) -> dict[str, Rule]:
    """All rules of the packs in force."""
    return {rule.id: rule for pack in plan.packs for rule in pack.rules}


def source_of(finding: Finding, rules: dict[str, Rule], words: Words) -> Source:
    """The label of a finding's rule; of a rule not in the packs only what the finding says."""
    rule = rules.get(finding.rule)
    if rule is None:
        text = f"{finding.jurisdiction} {finding.article}".strip()
        return Source(text, "local", words("source.evidence_fm"), checked=False)
    return rule_source(rule, words)


def rule_source(rule: Rule, words: Words) -> Source:
    """The label of a rule."""
    kind = _kind(rule)
    name = rule.article if rule.article.startswith(rule.instrument) else f"{rule.instrument} {rule.article}"
    sign = "§ " if kind in ("law", "pending") else ""
    text = words("source.label", name=sign + name.strip(), kind=words(f"source.{kind}"))
    evidence = words(f"source.{EVIDENCE.get(rule.evidence, 'evidence_fm')}")
    return Source(text, kind, evidence, checked=rule.evidence in ("P", "S"))


def _kind(rule: Rule) -> str:
    by_status = {"guidance": "guidance", "local_choice": "local", "pending": "pending"}
    if rule.status in by_status:
        return by_status[rule.status]
    return "agreement" if "cao" in rule.jurisdiction.lower().split(".") else "law"
