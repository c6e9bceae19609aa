"""Names of activities and queues as a report may show them."""

from __future__ import annotations

from collections.abc import Iterable

from equipoise.timegrid.stretch import ABSENCES

from .words import Words

PROTECTED = frozenset({"representation", "protected"})


def activity_word(activity: str, words: Words) -> str:
    """An activity in words: protected time without its purpose, absence without its reason."""
    if activity in PROTECTED:
        return words("activity.protected")
    if activity in ABSENCES:
        return words("activity.absent")
    key = f"activity.{activity}"
    return words(key) if words.has(key) else activity


def initials(queues: Iterable[str]) -> dict[str, str]:
    """Shortest beginnings that tell queues apart: at least two letters or digits, in capitals.

    A name that is the beginning of another stays whole; names that differ only in signs or
    capitals stay as they are.
    """
    names = list(queues)
    plain = {name: "".join(filter(str.isalnum, name)).upper() for name in names}
    clash = {name for name in names if [*plain.values()].count(plain[name]) > 1 or not plain[name]}
    return {name: name if name in clash else _beginning(plain[name], set(plain.values())) for name in names}


def _beginning(name: str, names: set[str]) -> str:
    others = names - {name}
    lengths = range(2, len(name))
    return next((name[:n] for n in lengths if not any(o.startswith(name[:n]) for o in others)), name)
