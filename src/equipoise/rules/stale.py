"""Rules whose values somebody should look at again: not read for a year, or pending and come due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .months import months_after
from .pack_files import PackFolder

MONTHS = 12
OLD, UNCHECKED, DUE = "old", "unchecked", "due"


@dataclass(frozen=True)
class Stale:
    """A rule to look at again.

    ``why`` is ``old`` (read more than twelve months ago), ``unchecked`` (from memory, never read)
    or ``due`` (pending, and the first of its values has begun); ``since`` is the first day on which
    that was so, unknown for what was never read.
    """

    pack: str
    rule: str
    article: str
    evidence: str
    last_checked: str
    why: str
    since: date | None

    @property
    def is_urgent(self) -> bool:
        """Whether it stands as law; what is from memory only warns until somebody confirms it."""
        return self.why != UNCHECKED

    def __str__(self) -> str:
        why = {
            OLD: f"last checked on {self.last_checked}, stale since {self.since}",
            UNCHECKED: "from memory, never checked",
            DUE: f"pending, and due since {self.since}",
        }[self.why]
        return f"{self.rule} ({self.article}): {why}"


def stale_rules(packs: Iterable[PackFolder], on: date) -> tuple[Stale, ...]:
    """Every rule of the packs that is stale on a day, pack by pack in the order of the files."""
    return tuple(found for pack in packs for rule in pack.rules for found in _about(pack.id, rule, on))


def _about(pack: str, rule: dict[str, Any], on: date) -> Iterator[Stale]:
    begins = date.fromisoformat(min(rule["values"]))
    if rule["status"] == "pending" and begins <= on:
        yield _stale(pack, rule, DUE, begins)
    if not rule["last_checked"]:
        yield _stale(pack, rule, UNCHECKED, None)
        return
    last = months_after(date.fromisoformat(rule["last_checked"]), MONTHS)
    if on > last:
        yield _stale(pack, rule, OLD, date.fromordinal(last.toordinal() + 1))


def _stale(pack: str, rule: dict[str, Any], why: str, since: date | None) -> Stale:
    article = f"{rule['instrument']}, art. {rule['article']}"
    return Stale(pack, rule["id"], article, rule["evidence"], rule["last_checked"], why, since)
