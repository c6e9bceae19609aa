"""What a version of a centre's rules says: a pack by its reference, an overlay in full, or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from equipoise.errors import InvalidInput
from equipoise.rules.pack_files import PackFolder, pack_from, read_pack
from equipoise_web.core.canonical import canonical, sha256_hex

COUNTRY = 2  # letters of a code: a pack of such a name is the law of a country or union
PACK, OVERLAY, REMOVED = "pack", "overlay", "removed"
# A rule is the same as long as these say the same.
WEIGHS = ("kind", "article", "instrument", "scope", "severity", "confirmed_severity", "values", "replaces")


@dataclass(frozen=True)
class Said:
    """One of the three; ``reference`` is a pack as ``load_packs`` takes it, ``nl`` or ``nl@2026-03-01``."""

    reference: str = ""
    overlay: PackFolder | None = None

    @property
    def is_removed(self) -> bool:
        return not self.reference and self.overlay is None

    @property
    def pinned(self) -> str:
        """The day at which a pack is held, or nothing."""
        return self.reference.partition("@")[2]

    @property
    def folder(self) -> PackFolder | None:
        """The pack with all its dates; InvalidInput where it is not known any more."""
        return read_pack(self.reference.partition("@")[0]) if self.reference else self.overlay


def is_law(reference: str) -> bool:
    """Whether this is a pack of law as it stands: it holds for a centre there, whatever is agreed."""
    return len(reference) == COUNTRY


def pack_content(reference: str) -> dict[str, Any]:
    """The content of a version that names a pack."""
    return {PACK: reference}


def overlay_content(about: Any, rules: Any) -> dict[str, Any]:
    """The content of a version that is an overlay."""
    return {OVERLAY: {"about": about, "rules": rules}}


def removed_content() -> dict[str, Any]:
    """The content of a version from which on the pack or overlay no longer holds."""
    return {REMOVED: True}


@lru_cache(maxsize=128)
def said(content: str) -> Said:
    """Read a version's content.

    Raises
    ------
    InvalidInput
        It is none of the three, or an overlay that the schema refuses.
    """
    data = json.loads(content)
    match data:
        case {"pack": str(reference)} if len(data) == 1 and reference:
            return Said(reference)
        case {"overlay": {"about": about, "rules": rules}} if len(data) == 1:
            named = about.get("id", OVERLAY) if isinstance(about, dict) else OVERLAY
            return Said(overlay=pack_from(about, rules, str(named)))
        case {"removed": True} if len(data) == 1:
            return Said()
    raise InvalidInput("a version of rules names a pack, holds an overlay, or removes one", field="content")


def fingerprint(rule: Mapping[str, Any]) -> str:
    """SHA-256 of what makes a rule weigh: its values, article and severity, not its words."""
    return sha256_hex(canonical({key: rule[key] for key in WEIGHS if key in rule}).encode())
