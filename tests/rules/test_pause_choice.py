"""French call centres: an overlay names which of the two pauses the employer chose, and no third."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from equipoise.errors import InvalidInput
from equipoise.rules.loading import load_packs
from equipoise.rules.model import Rule
from equipoise.rules.pack_files import pack_from

from .situation import situation_of

LAW = "fr_idcc2098.6.paid_pause"
TWO_HOURS = {"max_hours": 2, "pause_minutes": 10, "or_hours": 2, "or_minutes": 10}
THREE_HOURS = {"max_hours": 3, "pause_minutes": 15, "or_hours": 3, "or_minutes": 15}


def chosen(parameters: dict[str, Any]) -> Rule:
    """The pause in force with an overlay that replaces the agreement's choice by these parameters."""
    rule = {
        "id": "ours.pause",
        "kind": "unbroken_work",
        "jurisdiction": "FR",
        "instrument": "Note of the employer",
        "article": "1",
        "status": "in_force",
        "severity": "block",
        "scope": {},
        "values": {"2026-01-01": {"parameters": parameters, "source": "Note of the employer"}},
        "replaces": {"rule": LAW, "by": "cao", "article": "6", "condition": "Note of 5 January 2026"},
        "evidence": "P",
        "last_checked": "2026-11-24",
        "summary": {"en": "Our pause.", "nl": "Onze pauze."},
    }
    about = {"id": "ours", "name": {"en": "Ours", "nl": "Ons"}, "begins": "2026-01-01"}
    packs = load_packs(["fr_idcc2098"], date(2026, 3, 2), overlays=[pack_from(about, [rule], "ours")])
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    assert LAW not in rules
    return rules["ours.pause"]


def result(rule: Rule, shift: str) -> str:
    return situation_of({"name": "a shift", "shifts": [shift], "expect": {}}).result(rule)


def test_who_chose_ten_minutes_in_two_hours_may_not_wait_for_three() -> None:
    rule = chosen(TWO_HOURS)
    assert result(rule, "2026-03-02 09:00-12:50 break 11:00-11:10") == "pass"
    assert result(rule, "2026-03-02 09:00-14:00 break 11:05-11:15") == "fail"
    assert result(rule, "2026-03-02 09:00-14:00 break 11:59-12:14") == "fail"


def test_who_chose_fifteen_minutes_in_three_hours_may_not_give_ten_in_two() -> None:
    rule = chosen(THREE_HOURS)
    assert result(rule, "2026-03-02 09:00-14:00 break 11:59-12:14") == "pass"
    assert result(rule, "2026-03-02 09:00-14:00 break 11:00-11:10 break 13:00-13:10") == "fail"


@pytest.mark.parametrize("wrong", [{"max_hours": 3}, {"or_minutes": 5}])
def test_a_third_choice_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        chosen({**TWO_HOURS, **wrong})
