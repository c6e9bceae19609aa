"""The packs of a centre as people read them: every rule with its source, value and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise.errors import InvalidInput
from equipoise.rules.loading import PackFolder, parameters, scope_of
from equipoise.rules.model import Scope
from equipoise.rules.pack_files import read_pack
from equipoise_web.compliance.models import Confirmation
from equipoise_web.compliance.parameter_words import named_values
from equipoise_web.compliance.queries.confirmed import FROM_MEMORY, sureness
from equipoise_web.compliance.queries.in_force import InForce, Rules
from equipoise_web.compliance.queries.rules import in_words, reference_of, source_kind

PENDING = "pending"
STATUS: dict[str, Promise] = {
    "in_force": _("in force"),
    PENDING: _("not in force yet"),
    "guidance": _("guidance"),
    "local_choice": _("local choice"),
}
EVIDENCE: dict[str, Promise] = {
    "P": _("compared with the official text"),
    "S": _("compared with a secondary source"),
}
DEVIATE: dict[str, Promise] = {
    "law": _("By law"),
    "cao": _("By collective agreement"),
    "works_council": _("By agreement with the works council"),
    "individual": _("By consent of the worker"),
}


@dataclass(frozen=True)
class Value:
    """One dated value of a rule; ``ended`` values were replaced, later ones are to come."""

    since: date
    facts: list[tuple[str, str]]
    source: str
    state: str


@dataclass(frozen=True)
class RuleText:
    """A rule in words; ``today`` is None while its first value lies ahead or it is not in force."""

    pack: str
    id: str
    instrument: str
    article: str
    reference: str
    source: str
    summary: str
    severity: str
    status: str
    status_word: str
    evidence: str
    checked: bool
    is_memory: bool
    confirmation: Confirmation | None
    last_checked: date | None
    source_url: str
    scope: Scope
    today: Value | None
    values: tuple[Value, ...]
    deviations: tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True)
class PackText:
    """A pack of a centre, its rules by instrument, and what of the law it does not hold.

    ``version`` is the day as which its rules are read; ``by`` the gated version that is in force.
    """

    reference: str
    id: str
    name: str
    version: date
    pinned: bool
    begins: date
    instruments: tuple[tuple[str, tuple[RuleText, ...]], ...]
    open: tuple[str, ...]
    source: InForce

    @property
    def since(self) -> datetime | None:
        return self.source.since

    @property
    def rules(self) -> list[RuleText]:
        return [rule for _name, rules in self.instruments for rule in rules]

    @property
    def unverified(self) -> int:
        return sum(not rule.checked for rule in self.rules)


def packs_in_words(rules: Rules, today: date) -> list[PackText]:
    """Each pack as it stands today, or on the date that it is pinned to; unknown ones are left out."""
    found = []
    for source in rules.sources:
        try:
            folder = source.folder
        except InvalidInput:
            continue
        if folder is not None:
            found.append(_pack(source, folder, rules, today))
    return found


def rule_in_words(rules: Rules, pack: str, rule: str, on: date) -> RuleText | None:
    """One rule of a pack with all its values, or None; an overlay is known where it is in force."""
    try:
        own = next((source.folder for source in rules.sources if source.name == pack), None)
        folder = own or read_pack(pack)
    except InvalidInput:
        return None
    data = next((each for each in folder.rules if each["id"] == rule), None)
    return rule_text(folder.id, data, on, rules.confirmed.get(rule)) if data else None


def _pack(source: InForce, folder: PackFolder, in_force: Rules, today: date) -> PackText:
    reference = source.said.reference or source.name
    pinned = reference.partition("@")[2]
    version = date.fromisoformat(pinned) if pinned else today
    confirmed = in_force.confirmed
    rules = [rule_text(folder.id, data, version, confirmed.get(data["id"])) for data in folder.rules]
    by_instrument: dict[str, list[RuleText]] = {}
    for rule in rules:
        by_instrument.setdefault(rule.instrument, []).append(rule)
    instruments = tuple((name, tuple(each)) for name, each in by_instrument.items())
    begins = date.fromisoformat(folder.begins)
    name = in_words(folder.name)
    return PackText(
        reference, folder.id, name, version, bool(pinned), begins, instruments, folder.open, source
    )  # fmt: skip


def rule_text(
    pack: str, data: dict[str, Any], on: date, confirmation: Confirmation | None = None
) -> RuleText:
    """A rule with the value of a day, and how sure it is."""
    values = tuple(_values(data, on))
    in_force = data["status"] != PENDING
    return RuleText(
        pack=pack,
        id=data["id"],
        instrument=data["instrument"],
        article=data["article"],
        reference=reference_of(data["instrument"], data["article"]),
        source=source_kind(data["status"], data["jurisdiction"]),
        summary=in_words(data["summary"]),
        severity=data.get("confirmed_severity", data["severity"]) if confirmation else data["severity"],
        status=data["status"],
        status_word=str(STATUS[data["status"]]),
        evidence=sureness(data["evidence"], confirmation) or str(EVIDENCE[data["evidence"]]),
        checked=data["evidence"] != FROM_MEMORY or confirmation is not None,
        is_memory=data["evidence"] == FROM_MEMORY,
        confirmation=confirmation,
        last_checked=date.fromisoformat(data["last_checked"]) if data["last_checked"] else None,
        source_url=data.get("source_url", ""),
        scope=scope_of(data),
        today=next((value for value in values if value.state == "now"), None) if in_force else None,
        values=values,
        deviations=tuple((str(DEVIATE[each["by"]]), each) for each in data.get("deviation", ())),
    )


def _values(data: dict[str, Any], on: date) -> Iterable[Value]:
    begun = [start for start in data["values"] if start <= on.isoformat()]
    now = max(begun, default=None)
    for start, value in sorted(data["values"].items()):
        state = "now" if start == now else "earlier" if start in begun else "later"
        facts = named_values(parameters(data["kind"], value["parameters"]))
        yield Value(date.fromisoformat(start), facts, value["source"], state)
