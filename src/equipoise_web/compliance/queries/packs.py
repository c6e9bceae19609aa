"""The packs of a centre as people read them: every rule with its source, value and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from equipoise.errors import InvalidInput
from equipoise.rules.loading import PackFolder, parameters, scope_of
from equipoise.rules.model import Scope
from equipoise_web.compliance.models import CentrePack
from equipoise_web.compliance.parameter_words import named_values
from equipoise_web.compliance.queries.rules import (
    FROM_MEMORY,
    folder_of,
    in_words,
    reference_of,
    source_kind,
)
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre

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
    FROM_MEMORY: _("from memory, not yet checked"),
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
    last_checked: date | None
    source_url: str
    scope: Scope
    today: Value | None
    values: tuple[Value, ...]
    deviations: tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True)
class PackText:
    """A pack of a centre, its rules by instrument, and what of the law it does not hold."""

    reference: str
    id: str
    name: str
    version: date
    pinned: bool
    begins: date
    instruments: tuple[tuple[str, tuple[RuleText, ...]], ...]
    open: tuple[str, ...]

    @property
    def rules(self) -> list[RuleText]:
        return [rule for _name, rules in self.instruments for rule in rules]

    @property
    def unverified(self) -> int:
        return sum(not rule.checked for rule in self.rules)


def references_of(standing: Standing, centre: Centre) -> list[str]:
    """What the centre is planned and checked under."""
    packs = CentrePack.objects.visible_to(standing).filter(centre=centre)
    return list(packs.order_by("pk").values_list("reference", flat=True))


def packs_in_words(references: Iterable[str], today: date) -> list[PackText]:
    """Each pack as it stands today, or on the date that it is pinned to; unknown ones are left out."""
    found = []
    for reference in references:
        try:
            folder = folder_of(reference)
        except InvalidInput:
            continue
        found.append(_pack(reference, folder, today))
    return found


def rule_in_words(pack: str, rule: str, on: date) -> RuleText | None:
    """One rule of a pack with all its values, or None."""
    try:
        folder = folder_of(pack)
    except InvalidInput:
        return None
    data = next((each for each in folder.rules if each["id"] == rule), None)
    return _rule(folder.id, data, on) if data else None


def _pack(reference: str, folder: PackFolder, today: date) -> PackText:
    pinned = reference.partition("@")[2]
    version = date.fromisoformat(pinned) if pinned else today
    rules = [_rule(folder.id, data, version) for data in folder.rules]
    by_instrument: dict[str, list[RuleText]] = {}
    for rule in rules:
        by_instrument.setdefault(rule.instrument, []).append(rule)
    instruments = tuple((name, tuple(each)) for name, each in by_instrument.items())
    begins = date.fromisoformat(folder.begins)
    name = in_words(folder.name)
    return PackText(
        reference, folder.id, name, version, bool(pinned), begins, instruments, folder.open
    )  # fmt: skip


def _rule(pack: str, data: dict[str, Any], on: date) -> RuleText:
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
        severity=data["severity"],
        status=data["status"],
        status_word=str(STATUS[data["status"]]),
        evidence=str(EVIDENCE[data["evidence"]]),
        checked=data["evidence"] != FROM_MEMORY,
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
