"""File names from people's names: plain letters, never a path, never the same twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST = 60
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")  # names that Windows keeps for devices
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "ı": "i", "đ": "d"})


def slug(name: str) -> str:
    """A name in lower-case ASCII letters, digits and hyphens.

    A name that leaves nothing gives ``worker-`` with the beginning of its hash.
    """
    lower = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    text = re.sub(r"[^a-z0-9]+", "-", lower.encode("ascii", "ignore").decode()).strip("-")
    text = text[:LONGEST].strip("-")
    if not text:
        return "worker-" + hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"worker-{text}" if RESERVED.match(text) else text


def file_stems(names: Iterable[str]) -> dict[str, str]:
    """A different stem for each name; the later of two alike, by order of name, gets a number."""
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        stem = base = slug(name)
        number = 2
        while stem in taken:
            stem, number = f"{base}-{number}", number + 1
        taken.add(stem)
        stems[name] = stem
    return stems
