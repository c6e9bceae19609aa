"""Every wording of every kind of rule says exactly what ``golden_findings.yaml`` keeps of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from equipoise.rules.model import Rule
from equipoise.rules.pack_yaml import read_yaml

from .golden import PATH, rules, written
from .situation import Situation, situations


@cache
def named() -> dict[str, Situation]:
    return {situation.name: situation for situation in situations()}


@cache
def known() -> dict[str, Rule]:
    return rules()


@pytest.mark.parametrize("golden", read_yaml(PATH), ids=lambda g: f"{g['situation']} [{g['rule']}]")
def test_finding_in_full(golden: dict[str, Any]) -> None:
    expected = {name: value for name, value in golden.items() if name not in ("situation", "rule")}
    situation = named()[golden["situation"]]
    found = [written(situation, f) for f in situation.judge(known()[golden["rule"]]).findings]
    assert expected in found
