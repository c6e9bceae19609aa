"""Findings by what they ask: to be fixed, to be asked, to be noted, to be looked up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from equipoise.rules.handed_over import FILES
from equipoise.rules.model import Finding, Rule

from ..context import Context
from ..labels import Source, rules_by_id, source_of
from ..view import Table

GROUPS = ("block", "gate", "warn", "undetermined")
OPEN_ROWS = 5  # longer lists are folded
MOST_SENTENCES = 3
CONSENT = "sunday_consent"


@dataclass(frozen=True)
class RuleFindings:
    """All findings of one rule in one group; ``sentences`` are what they say, or one example."""

    source: Source
    summary: str
    sentences: tuple[str, ...]
    count: str
    table: Table
    folded: bool


@dataclass(frozen=True)
class Group:
    """Findings that ask the same of the reader; ``kind`` chooses mark and colour."""

    kind: str
    title: str
    means: str
    n: int
    rules: tuple[RuleFindings, ...]


def groups(context: Context) -> tuple[Group, ...]:
    """The four groups, always all of them and in this order."""
    rules = rules_by_id(context.plan)
    return tuple(_group(context, kind, rules) for kind in GROUPS)


def lead(context: Context) -> str:
    """What was checked, in numbers."""
    findings, local = context.plan.findings, context.local
    return context.words(
        "findings.lead",
        passed=local.number(findings.passed),
        failed=local.number(findings.failed),
        undetermined=local.number(findings.undetermined),
    )


def not_judged(context: Context) -> str:
    """How many rules nobody could judge, for want of what; blank where all were."""
    found = context.plan.findings.not_judged
    by_input = Counter((one.missing.get(context.words.language, ""), one.inputs) for one in found)
    parts = [
        context.words(
            "findings.without",
            rules=context.words.count("findings.rules", n, context.local.number(n)),
            missing=missing,
            files=", ".join(FILES[name] for name in inputs),
        )
        for (missing, inputs), n in by_input.items()
    ]
    return context.words("findings.not_judged", rules="; ".join(parts)) if parts else ""


def kind_of(finding: Finding, rules: dict[str, Rule]) -> str:
    """The group a finding belongs to; missing consent is there to be asked, not to be looked up."""
    rule = rules.get(finding.rule)
    if rule is not None and rule.kind == CONSENT:
        return "gate"
    return "undetermined" if finding.result == "undetermined" else finding.severity


def _group(context: Context, kind: str, rules: dict[str, Rule]) -> Group:
    found = [finding for finding in context.plan.findings.findings if kind_of(finding, rules) == kind]
    found.sort(key=lambda finding: (finding.rule, finding.start_s, finding.worker))
    parts = [list(part) for _, part in groupby(found, key=lambda finding: finding.rule)]
    return Group(
        kind=kind,
        title=context.words(f"findings.{kind}"),
        means=context.words(f"findings.{kind}_means"),
        n=len(found),
        rules=tuple(_rule(context, part, rules) for part in parts),
    )


def _rule(context: Context, found: list[Finding], rules: dict[str, Rule]) -> RuleFindings:
    words, rule = context.words, rules.get(found[0].rule)
    source = source_of(found[0], rules, words)
    said = Counter(sentence(finding, words.language) for finding in found)
    count, same = _count(context, found), len(said) == 1
    return RuleFindings(
        source=source,
        summary=rule.summary.get(words.language, "") if rule else found[0].rule,
        sentences=_sentences(context, said, len(found)),
        count=count,
        table=_table(context, found, words("findings.caption", rule=source.text, count=count), same),
        folded=len(found) > OPEN_ROWS,
    )


def _sentences(context: Context, said: Counter[str], n: int) -> tuple[str, ...]:
    """Nothing where an open table says it all; else each sentence, or of many the most common."""
    if len(said) > 1 and n <= OPEN_ROWS:
        return ()
    if len(said) <= MOST_SENTENCES:
        return tuple(text for text, _ in said.most_common())
    return (context.words("findings.example", sentence=said.most_common(1)[0][0]),)


def sentence(finding: Finding, language: str) -> str:
    """The finding's own sentence; English where the rule's author gave no other."""
    return finding.message.get(language) or finding.message.get("en", finding.rule)


def _count(context: Context, found: list[Finding]) -> str:
    words, local = context.words, context.local
    people = len({finding.worker for finding in found if finding.worker})
    counted = words.count("findings.found", len(found), local.number(len(found)))
    if not people:
        return counted
    return words("findings.count", found=counted, people=words.count("findings.of_people", people))


def _table(context: Context, found: list[Finding], caption: str, same: bool) -> Table:
    words = context.words
    head = ("findings.who", "findings.when", *(() if same else ("findings.what",)))
    rows = tuple(
        (
            finding.worker or words("findings.whole_centre"),
            context.local.period(finding.start_s, finding.end_s),
            *(() if same else (sentence(finding, words.language),)),
        )
        for finding in found
    )
    return Table(caption, tuple(words(key) for key in head), rows, text_columns=frozenset({1, 2}))
