"""One rule on the reference page of its pack: values by date, who may deviate how far, tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

EVIDENCE = {"P": "P (read)", "S": "S (secondary source)", "fm": "fm (from memory, unverified)"}
STATUS = {
    "in_force": "",
    "pending": ", not in force yet",
    "guidance": ", guidance and not law",
    "local_choice": ", a local choice and not law",
}
BY = {
    "law": "by law",
    "cao": "by collective agreement",
    "works_council": "by agreement with the works council",
    "individual": "by consent of the worker",
}


def rule_section(rule: Mapping[str, Any], tests: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Heading, facts and lists in Markdown."""
    yield f"### `{rule['id']}`\n"
    yield f"{rule['summary']['en']}\n"
    yield f"- {rule['instrument']}, {rule['article']} ({rule['jurisdiction']}); kind `{rule['kind']}`"
    yield f"- {_weight(rule)}"
    if rule["scope"]:
        yield f"- For: {plain(rule['scope'])}"
    for day, value in rule["values"].items():
        yield f"- From {day}: {plain(value['parameters'])}. Source: {value['source']}"
    if "source_url" in rule:
        yield f"- <{rule['source_url']}>"
    if "replaces" in rule:
        yield f"- {_replaces(rule['replaces'])}"
    yield from (f"- Deviation {_deviation(clause)}" for clause in rule.get("deviation", ()))
    yield from (
        ("\nTests:\n", *(f"- {result}: {name}" for name, result in tests)) if tests else ("\nNo tests.",)
    )
    yield ""


def plain(parameters: Mapping[str, Any]) -> str:
    """Values by name, as the pack writes them."""
    return ", ".join(f"`{name}` {_text(value)}" for name, value in parameters.items()) or "no value"


def _text(value: Any) -> str:
    return f"({plain(value)})" if isinstance(value, dict) else str(value)


def _weight(rule: Mapping[str, Any]) -> str:
    confirmed = f", **{rule['confirmed_severity']}** once confirmed" if "confirmed_severity" in rule else ""
    checked = f"last checked on {rule['last_checked']}" if rule["last_checked"] else "never checked"
    weight = f"Severity **{rule['severity']}**{confirmed}{STATUS[rule['status']]}"
    return f"{weight}; evidence {EVIDENCE[rule['evidence']]}, {checked}"


def _replaces(how: Mapping[str, str]) -> str:
    named = f"Replaces `{how['rule']}` {BY[how['by']]} ({how['article']})"
    return "; ".join([named, *_terms(how)])


def _deviation(clause: Mapping[str, Any]) -> str:
    return "; ".join([f"{BY[clause['by']]} ({clause['article']}): {_bounds(clause)}", *_terms(clause)])


def _bounds(clause: Mapping[str, Any]) -> str:
    """How far, and as a rule of which kind."""
    bounds = [f"up to {plain(clause['up_to'])}"] if "up_to" in clause else []
    bounds += [f"`{name}` without a figure" for name in clause.get("free", ())]
    kind = [f"as a rule of kind `{clause['kind']}`"] if "kind" in clause else []
    return ", ".join([*kind, *bounds]) or "no bound"


def _terms(clause: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{word}: {clause[word]}" for word in ("condition", "compensation") if word in clause)
