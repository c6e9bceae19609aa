"""Why a mutant may live: written by hand in ``reasons.yaml``, each for one change or a family of them.

An entry holds ``in`` (``rests.gaps``, or a pattern such as ``*``), ``was`` and ``is`` (the line before
and after, as the run prints them) and ``why``. In a family, whose entry says ``family: true``, ``was``
and ``is`` are regular expressions that are found in those lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from .survivors import Survivor

PATH = Path(__file__).parent / "reasons.yaml"


@dataclass(frozen=True)
class Reason:
    """Why changes from ``was`` to ``becomes`` at a place alter nothing that a rule promises."""

    place: str
    was: str
    becomes: str
    why: str
    family: bool

    def explains(self, mutant: Survivor) -> bool:
        if not fnmatchcase(mutant.place, self.place):
            return False
        if self.family:
            return bool(re.search(self.was, mutant.before) and re.search(self.becomes, mutant.after))
        return (self.was, self.becomes) == (mutant.before, mutant.after)


def reasons() -> list[Reason]:
    """All entries, in the order of the file."""
    entries = yaml.safe_load(PATH.read_text(encoding="utf-8")) or []
    return [
        Reason(str(e["in"]), str(e["was"]), str(e["is"]), " ".join(e["why"].split()), e.get("family", False))
        for e in entries
    ]
