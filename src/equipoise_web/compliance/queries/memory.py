"""Values from memory in the rules of a centre: which wait for a reader of their source, and what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from equipoise.errors import InvalidInput
from equipoise_web.compliance.content import fingerprint
from equipoise_web.compliance.models import Confirmation
from equipoise_web.compliance.queries.confirmed import FROM_MEMORY, rules_of
from equipoise_web.compliance.queries.in_force import Rules
from equipoise_web.compliance.queries.packs import RuleText, rule_text
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre


@dataclass(frozen=True)
class Remembered:
    """A value from memory; ``becomes`` is what it weighs once confirmed."""

    rule: RuleText
    becomes: str
    fingerprint: str


@dataclass(frozen=True)
class Past:
    """A confirmation that was made; it ``counts`` unless withdrawn, or the rule says something else now."""

    row: Confirmation
    counts: bool

    @property
    def withdrawn(self) -> object:
        return getattr(self.row, "withdrawn", None)


def remembered(rules: Rules, on: date) -> list[Remembered]:
    """All values from memory of the packs and overlays in force, by pack."""
    found = []
    for source in rules.sources:
        try:
            each = [rule for rule in rules_of(source) if rule["evidence"] == FROM_MEMORY]
        except InvalidInput:
            continue
        found += [
            Remembered(
                rule_text(source.name, data, on, rules.confirmed.get(data["id"])),
                data.get("confirmed_severity", data["severity"]),
                fingerprint(data),
            )
            for data in each
        ]
    return found


def remembered_rule(rules: Rules, pack: str, rule: str, on: date) -> Remembered | None:
    """One value from memory of the rules in force."""
    return next(
        (each for each in remembered(rules, on) if (each.rule.pack, each.rule.id) == (pack, rule)), None
    )


def past(standing: Standing, centre: Centre, rules: Rules, rule: str = "") -> Sequence[Past]:
    """The confirmations of a centre, the latest first, of one rule or of all."""
    rows = Confirmation.objects.visible_to(standing).filter(centre=centre)
    rows = rows.filter(rule=rule) if rule else rows
    counting = {row.pk for row in rules.confirmed.rules.values()}
    seen = rows.select_related("confirmed_by", "withdrawn__withdrawn_by").order_by("-pk")
    return [Past(row, row.pk in counting) for row in seen]
