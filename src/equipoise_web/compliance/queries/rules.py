"""Rules with their words, of the packs in force or of those that a check used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language

from equipoise.errors import InvalidInput
from equipoise.rules.loading import rule_on
from equipoise.rules.model import Pack, Rule
from equipoise.rules.parameters import Notice
from equipoise_web.compliance.content import pack_content
from equipoise_web.compliance.queries.confirmed import FROM_MEMORY, rules_of
from equipoise_web.compliance.queries.in_force import InForce, Rules, packs_or_none
from equipoise_web.core.canonical import canonical
from equipoise_web.core.models import Version

LAW, AGREEMENT, GUIDANCE, LOCAL = "law", "agreement", "guidance", "local"
BY_STATUS = {"guidance": GUIDANCE, "local_choice": LOCAL}
SATURDAY = 5


@dataclass(frozen=True)
class NoticeClock:
    """The last day on which a roster can be made known in time, by one rule of notice."""

    until: date
    days: int
    working: bool
    source: str
    reference: str
    checked: bool


def rules_by_id(checked: Sequence[Mapping[str, Any]]) -> dict[str, Rule]:
    """The rules that a check used, from the packs and versions it names; none of a pack that is gone."""
    found: dict[str, Rule] = {}
    for pack, source in zip(checked, rules_checked(checked).sources, strict=True):
        with suppress(InvalidInput):
            rules = (rule_on(data, pack["version"]) for data in rules_of(source))
            found |= {rule.id: rule for rule in rules if rule is not None}
    return found


def rules_checked(checked: Sequence[Mapping[str, Any]]) -> Rules:
    """The packs and overlays that a check used, as they were then."""
    overlays = [pack["by"] for pack in checked if pack.get("overlay")]
    versions = Version.objects.filter(uuid__in=overlays) if overlays else Version.objects.none()
    contents = {str(version.uuid): version.content for version in versions}
    return Rules(tuple(_checked(pack, contents) for pack in checked))


def _checked(pack: Mapping[str, Any], overlays: Mapping[str, str]) -> InForce:
    pinned = canonical(pack_content(f"{pack['id']}@{pack['version']}"))
    return InForce(pack["id"], overlays.get(pack.get("by", ""), pinned))


def notice_clocks(rules: Rules, first_day: date) -> list[NoticeClock]:
    """By when a roster from ``first_day`` must be made known, the earliest first."""
    packs = packs_or_none(rules, first_day)
    found = [rule for pack in packs for rule in pack.rules if isinstance(rule.parameters, Notice)]
    return sorted((_clock(rule, first_day) for rule in found), key=lambda clock: clock.until)


def source_kind(status: str, jurisdiction: str) -> str:
    """The kind of source that a label shows."""
    if status in BY_STATUS:
        return BY_STATUS[status]
    return AGREEMENT if "cao" in jurisdiction.lower().split(".") else LAW


def reference_of(instrument: str, article: str) -> str:
    """Instrument and article as one name."""
    return article if article.startswith(instrument) else f"{instrument} {article}".strip()


def in_words(texts: dict[str, Any]) -> str:
    """Of a text by language that of the reader, else the English one."""
    language = (get_language() or "en").split("-")[0]
    return str(texts.get(language) or texts.get("en") or "")


def from_memory(packs: Sequence[Pack]) -> list[Rule]:
    """Rules whose value nobody compared with its source."""
    return [
        rule
        for pack in packs
        for rule in pack.rules
        if rule.evidence == FROM_MEMORY and not rule.is_confirmed
    ]


def _clock(rule: Rule, first_day: date) -> NoticeClock:
    notice = rule.parameters
    assert isinstance(notice, Notice)
    working = notice.count == "working"
    return NoticeClock(
        days_before(first_day, notice.days, working=working),
        notice.days,
        working,
        source_kind(rule.status, rule.jurisdiction),
        reference_of(rule.instrument, rule.article),
        rule.evidence != FROM_MEMORY or rule.is_confirmed,
    )


def days_before(day: date, days: int, *, working: bool) -> date:
    """So many days before a day; of working days Monday to Friday count."""
    if not working:
        return day - timedelta(days=days)
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
