"""Every situation gives the results that its sentence claims."""

from __future__ import annotations

import pytest

from .golden import rules
from .outcomes import outcomes
from .situation import Situation, local_text, situations

RULES = rules()
CASES = [
    pytest.param(situation, rule, id=f"{situation.name} [{rule}]")
    for situation in situations()
    for rule in situation.expect
]


@pytest.mark.parametrize(("situation", "rule"), CASES)
def test_situation(situation: Situation, rule: str) -> None:
    expected = situation.expect[rule]
    if isinstance(expected, str):
        expected = {"result": expected}
    assert situation.result(RULES[rule]) == expected["result"]
    findings = [f for f in situation.judge(RULES[rule]).findings if f.result == expected["result"]]
    if "starts" in expected:
        assert [local_text(situation.timeline, f.start_s) for f in findings] == expected["starts"]
    if "ends" in expected:
        assert [local_text(situation.timeline, f.end_s) for f in findings] == expected["ends"]
    if "measured" in expected:
        assert [f.measured for f in findings] == pytest.approx(expected["measured"], abs=1e-3)
    for name in ("limit", "unit"):
        if name in expected:
            assert {getattr(f, name) for f in findings} == {expected[name]}
    if "judged" in expected:
        assert len(list(outcomes(situation, RULES[rule]))) == expected["judged"]
    if "says" in expected:
        assert any(expected["says"] in f.message["en"] for f in findings)
    for finding in findings:
        assert finding.message["en"]
        assert finding.message["nl"]
        assert finding.article == f"{RULES[rule].instrument}, art. {RULES[rule].article}"


def test_names_are_told_apart() -> None:
    names = [situation.name for situation in situations()]
    assert len(names) == len(set(names))
