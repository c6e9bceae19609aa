"""Findings in full: one of every kind of rule, result and wording, as ``golden_findings.yaml`` keeps them.

``python -m tests.rules.golden`` writes the file anew; read what it changed before keeping it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from equipoise.rules.model import Finding, Rule
from equipoise.rules.packs import known_packs, load_packs

from .agreed import agreed_rules
from .situation import Situation, local_text, situations

PATH = Path(__file__).parent / "golden_findings.yaml"


def rules() -> dict[str, Rule]:
    """As of a day in 2026; rules that begin later as they begin; and those of an agreement."""
    days = (date(2026, 12, 31), date(2026, 3, 1))
    in_packs = {r.id: r for on in days for pack in load_packs(known_packs(), on) for r in pack.rules}
    return in_packs | agreed_rules()


def written(situation: Situation, finding: Finding) -> dict[str, Any]:
    """All that a finding says of a breach, with its moments by the local clock."""
    start, end = (local_text(situation.timeline, at) for at in (finding.start_s, finding.end_s))
    return {
        "result": finding.result,
        "from": start,
        "to": end,
        "measured": finding.measured,
        "limit": finding.limit,
        "unit": finding.unit,
        **finding.message,
    }


def wordings() -> Iterator[dict[str, Any]]:
    """The first finding of each wording of each kind, with the situation and the rule that give it."""
    known, seen = rules(), set()
    for situation in situations():
        for rule in situation.expect:
            for finding in situation.judge(known[rule]).findings:
                words = re.sub(r"[\d:-]+", "#", str(finding.message))  # with a decimal mark, another wording
                key = (known[rule].kind, finding.result, finding.unit, finding.measured is None, words)
                if key not in seen:
                    seen.add(key)
                    yield {"situation": situation.name, "rule": rule, **written(situation, finding)}


def main() -> None:
    text = yaml.safe_dump(list(wordings()), sort_keys=False, allow_unicode=True, width=100)
    PATH.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
