"""A collective agreement as data, for tests: one rule beside the law, and one in place of a rule of law."""

from __future__ import annotations

from typing import Any

import yaml

ABOUT: dict[str, Any] = {
    "id": "our_cao",
    "name": {"en": "Our agreement", "nl": "Onze cao"},
    "begins": "2026-01-01",
}
LAW = "nl.atw.4_2.notice"


def own_rule(hours: float = 9, **changed: Any) -> dict[str, Any]:
    """Shifts of at most ``hours`` hours."""
    return {
        "id": "our_cao.hours.shift",
        "kind": "shift_hours",
        "jurisdiction": "nl.cao",
        "instrument": "Our agreement",
        "article": "1",
        "status": "in_force",
        "severity": "block",
        "scope": {},
        "values": {"2026-01-01": {"parameters": {"max_hours": hours}, "source": "Text of the agreement"}},
        "evidence": "P",
        "last_checked": "2026-11-24",
        "summary": {"en": f"At most {hours} hours of work.", "nl": f"Hoogstens {hours} uur arbeid."},
    } | changed


def replacing_rule(days: int = 14, **changed: Any) -> dict[str, Any]:
    """A notice of ``days`` days in place of the 28 of the law, by the clause of the law."""
    return {
        "id": "our_cao.notice",
        "kind": "notice",
        "jurisdiction": "nl.cao",
        "instrument": "Our agreement",
        "article": "2",
        "status": "in_force",
        "severity": "block",
        "scope": {"contract_types": ["permanent", "fixed", "agency"]},
        "values": {"2026-01-01": {"parameters": {"days": days}, "source": "Text of the agreement"}},
        "replaces": {
            "rule": LAW, "by": "cao", "article": "4:2",
            "condition": "Agreed with all unions, article 2", "compensation": "None",
        },
        "evidence": "P",
        "last_checked": "2026-11-24",
        "summary": {"en": f"Known {days} days ahead.", "nl": f"{days} dagen van tevoren bekend."},
    } | changed  # fmt: skip


def as_file(*rules: dict[str, Any], **about: Any) -> bytes:
    """The file that somebody hands in."""
    return yaml.safe_dump({"about": ABOUT | about, "rules": list(rules)}, sort_keys=False).encode()
