"""What Dutch law lets an agreement put in its place, and what then holds instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from equipoise.errors import InvalidInput
from equipoise.rules.checker import check
from equipoise.rules.model import Rule
from equipoise.rules.pack_files import pack_from
from equipoise.rules.packs import load_packs

from .situation import Situation, situation_of

ON = date(2026, 5, 4)
ABOUT = {"id": "ours", "name": {"en": "Ours", "nl": "Ons"}, "begins": "2026-01-01"}


def agreed(law: str, kind: str, parameters: dict[str, Any], how: dict[str, str], **more: Any) -> list[Rule]:
    """The rules that hold when ours replaces one of the law's."""
    rule = {
        "id": "ours.rule", "kind": kind, "jurisdiction": "NL", "instrument": "Agreement", "article": "9",
        "status": "in_force", "severity": "block", "scope": {}, "evidence": "P", "last_checked": "2026-11-24",
        "values": {"2026-01-01": {"parameters": parameters, "source": "the agreement"}},
        "replaces": {"rule": law, **how}, "summary": {"en": "Ours", "nl": "Ons"}, **more,
    }  # fmt: skip
    packs = load_packs(["nl"], ON, overlays=[pack_from(ABOUT, [rule], "ours")])
    return [rule for pack in packs for rule in pack.rules]


def cao(article: str, **more: str) -> dict[str, str]:
    return {"by": "cao", "article": article, **more}


def situation(*shifts: Any, **more: Any) -> Situation:
    return situation_of({"name": "", "shifts": list(shifts), "expect": {}, **more})


def judged(rules: list[Rule], found: Situation) -> str:
    (rule,) = [rule for rule in rules if rule.id == "ours.rule"]
    return found.result(rule)


REST_SUM = {"hours": 72, "window_days": 14, "part_hours": 32}
ALONE = {"max_hours": 44, "weeks": 16, "absences": "counted", "call_hours": 0.5}
ROSTERED = {"scope": {"contract_types": ["permanent", "fixed", "agency"]}}
CALLED = {"scope": {"contract_types": ["on_call"]}}
CLAUSES = [
    ("nl.atw.5_8.night_count", "night_count", {"max_nights": 140, "weeks": 52}, cao("5:8"), {}),
    ("nl.atw.5_8.night_count", "night_hours", {"max_hours": 38, "weeks": 2}, cao("5:8"), {}),
    ("nl.atw.5_8.run_with_night", "run_with_night", {"max_shifts": 8}, cao("5:8"), {}),
    ("nl.atw.5_7.average_16_weeks", "average_hours", {"max_hours": 48, "weeks": 52, "call_hours": 0.5},
     cao("ATB 4.9:1", condition="the volume of contacts fluctuates"), {}),
    ("nl.atw.5_4.breaks", "breaks", {"tiers": [[5.5, 15]], "part_minutes": 15}, cao("5:4"), {}),
    ("nl.atw.5_4.breaks", "average_hours", ALONE, cao("5:4, ATB 4.6:1", condition="all work alone"), {}),
    ("nl.atw.5_5.weekly_rest", "weekly_rest_sum", REST_SUM,
     cao("ATB 2.1:4", condition="the service runs day and night"), {}),
    ("nl.atw.5_6.free_sundays", "many_sundays_consent", {"sundays": 40, "weeks": 52}, cao("5:6"), {}),
    ("nl.atw.4_2.notice", "rest_day_notice", {"days": 28, "times_days": 4},
     {"by": "law", "article": "4:2", "condition": "volumes are not known"}, ROSTERED),
    ("nl.bw.7_628a.summons", "start_notice", {"hours": 24}, cao("7:628a"), CALLED),
    ("nl.bw.7_628a.summons", "notice", {"days": 2}, cao("7:628a"), CALLED),
]  # fmt: skip


@pytest.mark.parametrize(("law", "kind", "parameters", "how", "more"), CLAUSES)
def test_an_agreement_goes_as_far_as_the_clause(
    law: str, kind: str, parameters: dict[str, Any], how: dict[str, str], more: dict[str, Any]
) -> None:
    ids = [rule.id for rule in agreed(law, kind, parameters, how, **more)]
    assert "ours.rule" in ids
    assert law not in ids


FURTHER = [
    ("nl.atw.5_8.night_count", "night_count", {"max_nights": 141, "weeks": 52}, cao("5:8")),
    ("nl.atw.5_8.night_count", "night_hours", {"max_hours": 39, "weeks": 2}, cao("5:8")),
    ("nl.atw.5_8.run_with_night", "run_with_night", {"max_shifts": 9}, cao("5:8")),
    ("nl.atw.5_4.breaks", "breaks", {"tiers": [[5.5, 14]], "part_minutes": 14}, cao("5:4")),
    ("nl.atw.5_4.breaks", "average_hours", {**ALONE, "max_hours": 45},
     cao("5:4, ATB 4.6:1", condition="all work alone")),
    ("nl.atw.5_5.weekly_rest", "weekly_rest_sum", {**REST_SUM, "part_hours": 31},
     cao("ATB 2.1:4", condition="the service runs day and night")),
    ("nl.atw.5_5.weekly_rest", "weekly_rest_sum", REST_SUM, cao("ATB 2.1:4")),
    ("nl.atw.5_6.free_sundays", "free_sundays", {"min_free": 12}, cao("5:6")),
]  # fmt: skip


@pytest.mark.parametrize(("law", "kind", "parameters", "how"), FURTHER)
def test_an_agreement_that_goes_further_is_refused(
    law: str, kind: str, parameters: dict[str, Any], how: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput):
        agreed(law, kind, parameters, how)


def nights(*shifts: str) -> str:
    rules = agreed("nl.atw.5_8.night_count", "night_hours", {"max_hours": 38, "weeks": 2}, cao("5:8"))
    return judged(rules, situation(*shifts, judged=["2026-05-11", "2026-05-17"]))


def test_thirty_eight_hours_at_night_in_two_weeks_are_allowed_and_a_minute_more_is_not() -> None:
    six = "tue-sun 00:00-06:00 for 1 week from 2026-05-04"
    assert nights(six, "2026-05-12 00:00-02:00") == "pass"
    assert nights(six, "2026-05-12 00:00-02:01") == "fail"
    assert nights("mon 00:00-06:00 for 1 week from 2026-05-04", six, "2026-05-12 22:00-07:00") == "fail"
    assert nights("2026-05-03 00:00-06:00", six, "2026-05-12 00:00-02:00") == "pass"  # of a third week


def test_the_hours_of_a_sunday_night_count_in_the_week_after_it() -> None:
    six = "tue-sun 00:00-06:00 for 1 week from 2026-05-04"
    assert nights(six, "2026-05-17 22:00-05:00") == "pass"  # Monday is of a third week
    assert nights(six, "2026-05-16 22:00-05:00") == "fail"


def test_hours_at_night_before_all_that_is_known_leave_them_open() -> None:
    rules = agreed("nl.atw.5_8.night_count", "night_hours", {"max_hours": 38, "weeks": 2}, cao("5:8"))
    lately = situation("2026-05-12 22:00-06:00", known_from="2026-05-11", judged=["2026-05-11", "2026-05-17"])
    assert judged(rules, lately) == "undetermined"


def sundays(worked: int, consent: str = "", **more: Any) -> str:
    """The last Sunday of so many in a row, by the agreement that leaves fewer than 13 free."""
    rules = agreed(
        "nl.atw.5_6.free_sundays", "many_sundays_consent", {"sundays": 40, "weeks": 52}, cao("5:6")
    )
    past = [f"sun 09:00-13:00 for {worked - 1} weeks from 2025-06-02"] if worked > 1 else []
    last = {"at": "2026-05-10 09:00-13:00", "consent": consent}
    return judged(rules, situation(*past, last, judged=["2026-05-04", "2026-05-10"], **more))


def test_from_the_fortieth_worked_sunday_on_consent_is_asked() -> None:
    assert sundays(39) == "pass"
    assert sundays(40) == "undetermined"
    assert sundays(40, consent="agreed on 1 May") == "pass"


def test_with_too_little_history_the_worked_sundays_are_open() -> None:
    assert sundays(1, known_from="2026-05-04") == "undetermined"
    assert sundays(1, known_from="2026-05-04", consent="agreed") == "pass"


def two_steps(*shifts: Any) -> str:
    how = {"by": "law", "article": "4:2", "condition": "volumes are not known"}
    rules = agreed("nl.atw.4_2.notice", "rest_day_notice", {"days": 28, "times_days": 4}, how, **ROSTERED)
    week = [f"{day} off 00:00-24:00" for day in ("2026-06-06", "2026-06-07")]
    rows = [{"at": at, "published": "2026-05-08"} for at in week]
    return judged(rules, situation(*rows, *shifts, judged=["2026-06-01", "2026-06-07"]))


def test_days_off_are_known_four_weeks_ahead_and_times_four_days() -> None:
    days = [f"2026-06-0{day} 09:00-17:00" for day in range(1, 6)]
    assert two_steps(*({"at": at, "published": "2026-05-28"} for at in days)) == "pass"
    assert two_steps(*({"at": at, "published": "2026-05-29"} for at in days)) == "fail"


def test_a_day_off_that_was_said_late_fails_and_one_never_said_is_open() -> None:
    days = [{"at": f"2026-06-0{day} 09:00-17:00", "published": "2026-05-28"} for day in range(1, 5)]
    assert two_steps(*days) == "undetermined"  # nobody said that Friday is free
    said = {"at": "2026-06-05 off 00:00-24:00", "published": "2026-05-09"}
    assert two_steps(*days, said) == "fail"
    assert two_steps(*days, {**said, "published": "2026-05-08"}) == "pass"


def test_where_all_times_are_known_four_weeks_ahead_nothing_else_is_asked() -> None:
    days = [{"at": f"2026-06-0{day} 09:00-17:00", "published": "2026-05-01"} for day in range(1, 5)]
    assert two_steps(*days) == "pass"


def test_a_lawful_roster_with_nights_and_on_call_duty_gives_no_finding_at_all() -> None:
    rows: list[Any] = [
        {"at": "mon-thu 09:00-17:30 meal 12:30-13:00 for 4 weeks from 2026-05-04", "published": "2026-04-01"},
        {"at": "mon-thu on_call 17:30-22:00 for 1 week from 2026-05-11", "published": "2026-04-01"},
        {"at": "2026-06-02 on_call 18:00-23:00 work 20:00-20:20", "published": "2026-04-01"},
        {"at": "2026-06-08 19:00-07:00 meal 23:00-23:45", "published": "2026-04-01"},
        {"at": "2026-06-10 19:00-07:00 meal 23:00-23:45", "published": "2026-04-01"},
    ]
    lawful = situation(*rows)
    nl = load_packs(["nl"], ON)
    assert check([lawful.timeline], nl).findings == ()
