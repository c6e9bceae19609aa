"""Rules of the packs as they stand on a day, with their words; what is read from files stays in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from equipoise.errors import InvalidInput
from equipoise.rules.loading import PackFolder, load_packs, read_pack
from equipoise.rules.model import Pack, Rule
from equipoise.rules.parameters import Notice

LAW, AGREEMENT, GUIDANCE, LOCAL = "law", "agreement", "guidance", "local"
BY_STATUS = {"guidance": GUIDANCE, "local_choice": LOCAL}
FROM_MEMORY = "fm"
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


def packs_on(references: Iterable[str], on: date) -> tuple[Pack, ...]:
    """The packs as they stand on a day; InvalidInput for one that is unknown or begins later."""
    return _packs_on(tuple(references), on)


def rules_by_id(checked: Iterable[dict[str, str]]) -> dict[str, Rule]:
    """The rules that a check used, from the packs and versions it names; none of a pack that is gone."""
    found: dict[str, Rule] = {}
    for pack in checked:
        try:
            packs = packs_on([f"{pack['id']}@{pack['version']}"], date.fromisoformat(pack["version"]))
        except InvalidInput:
            continue
        found |= {rule.id: rule for each in packs for rule in each.rules}
    return found


def notice_clocks(references: Iterable[str], first_day: date) -> list[NoticeClock]:
    """By when a roster from ``first_day`` must be made known, the earliest first."""
    try:
        packs = packs_on(references, first_day)
    except InvalidInput:
        return []
    rules = [rule for pack in packs for rule in pack.rules if isinstance(rule.parameters, Notice)]
    return sorted((_clock(rule, first_day) for rule in rules), key=lambda clock: clock.until)


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


def folder_of(reference: str) -> PackFolder:
    """A pack with all its dates; InvalidInput for one that is unknown."""
    return read_pack(reference.partition("@")[0])


def from_memory(packs: Sequence[Pack]) -> list[Rule]:
    """Rules whose value nobody compared with its source."""
    return [rule for pack in packs for rule in pack.rules if rule.evidence == FROM_MEMORY]


@lru_cache(maxsize=128)
def _packs_on(references: tuple[str, ...], on: date) -> tuple[Pack, ...]:
    return load_packs(references, on)


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
        rule.evidence != FROM_MEMORY,
    )


def days_before(day: date, days: int, *, working: bool) -> date:
    """So many days before a day; of working days Monday to Friday count."""
    if not working:
        return day - timedelta(days=days)
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day
