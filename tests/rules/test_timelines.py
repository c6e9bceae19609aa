"""From rows to timelines: what is history, what is known, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from equipoise.errors import InvalidInput
from equipoise.rules import work
from equipoise.rules.checker import check
from equipoise.rules.model import Absence, Pack, Rule, Scope, Timeline, WorkerFacts
from equipoise.rules.parameters import ShiftHours
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch, Zone

ZONE = Zone("Europe/Amsterdam")
HOUR = 3600
FROM = ZONE.instant_s(date(2026, 3, 2), 0)
TO = ZONE.instant_s(date(2026, 3, 9), 0)
ANN, BEN = WorkerFacts("ann", date(1990, 1, 1)), WorkerFacts("ben", date(1991, 1, 1))


def row(worker: str, start_h: float, end_h: float, **more: object) -> Stretch:
    """Hours from the start of the period."""
    stretch = Stretch(worker, FROM + round(start_h * HOUR), FROM + round(end_h * HOUR))
    return replace(stretch, **more)  # type: ignore[arg-type]


def build(rows: list[Stretch], **more: object) -> tuple[Timeline, ...]:
    return build_timelines(rows, [ANN, BEN], ZONE, FROM, TO, **more)  # type: ignore[arg-type]


def test_each_worker_has_a_timeline_in_order_of_name_and_time() -> None:
    ann, ben = build([row("ben", 33, 40), row("ann", 9, 17), row("ben", 9, 17)])
    assert (ann.facts, ben.facts) == (ANN, BEN)
    assert [r.start_s for r in ben.stretches] == [FROM + 9 * HOUR, FROM + 33 * HOUR]


def test_who_has_no_rows_is_free_all_the_time() -> None:
    _, ben = build([row("ann", 9, 17)])
    assert ben.stretches == ()


def test_without_history_knowledge_begins_with_the_period() -> None:
    assert build([row("ann", 9, 17)])[0].known_from_s == FROM


def test_history_of_anybody_is_knowledge_for_everybody_from_that_local_midnight() -> None:
    ann, ben = build([row("ann", 9, 17)], history=[row("ben", -39, -31)])
    assert ann.known_from_s == ben.known_from_s == FROM - 48 * HOUR
    assert len(ben.stretches) == 1


def test_rows_of_the_roster_before_the_period_are_history() -> None:
    ann, _ = build([row("ann", -15, -7), row("ann", 9, 17)])
    assert ann.known_from_s == FROM - 24 * HOUR
    assert len(ann.stretches) == 2


def test_history_rows_inside_the_period_are_left_out() -> None:
    ann, _ = build([row("ann", 9, 17)], history=[row("ann", 10, 18), row("ann", -15, -7)])
    assert [r.start_s for r in ann.stretches] == [FROM - 15 * HOUR, FROM + 9 * HOUR]


def test_an_absence_alone_is_no_knowledge_of_other_days() -> None:
    away = Absence("ann", FROM - 100 * HOUR, FROM - 50 * HOUR, "sickness", 16)
    ann, ben = build([row("ann", 9, 17)], absences=[away])
    assert ann.absences == (away,)
    assert ben.absences == ()
    assert ann.known_from_s == FROM


def test_the_first_view_of_a_process_has_none_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "_latest", None)
    ann, _ = build([row("ann", 9, 17)])
    assert work.work_of(ann).start_s == [FROM + 9 * HOUR]


def test_layers_are_judged_apart() -> None:
    rows = [row("ann", 9, 17), row("ann", 9, 22, layer="worked")]
    planned, worked, _ = build(rows)
    assert [len(t.stretches) for t in (planned, worked)] == [1, 1]
    rule = Rule("x.y", "shift_hours", ShiftHours(12), "NL", "Law", "1", "block")
    assert check([planned], [Pack("p", "2026-03-01", (rule,))]).failed == 0
    assert check([worked], [Pack("p", "2026-03-01", (rule,))]).failed == 1


def test_overlapping_rows_are_refused_by_worker_and_time() -> None:
    with pytest.raises(InvalidInput, match="'ann' has work from 2026-03-02 16:00 while work lasts until"):
        build([row("ann", 9, 17), row("ann", 16, 20)])


def test_history_that_overlaps_the_roster_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'ann'"):
        build([row("ann", 1, 9)], history=[row("ann", -4, 2)])


def test_a_worker_nobody_described_is_refused() -> None:
    with pytest.raises(InvalidInput, match="nothing is known of worker 'eve'"):
        build([row("eve", 9, 17)])


def test_a_rule_for_some_contracts_leaves_the_others_alone() -> None:
    scope = Scope(contract_types=("agency",))
    rule = Rule("x.y", "shift_hours", ShiftHours(4), "NL", "Law", "1", "block", scope=scope)
    agency = replace(ANN, contract_type="agency")
    timelines = build_timelines([row("ann", 9, 17), row("ben", 9, 17)], [agency, BEN], ZONE, FROM, TO)
    findings = check(timelines, [Pack("p", "2026-03-01", (rule,))])
    assert [f.worker for f in findings.findings] == ["ann"]
    assert findings.passed == 0


def test_passes_count_pairs_of_worker_and_rule() -> None:
    rules = tuple(
        Rule(f"x.r{most}", "shift_hours", ShiftHours(most), "NL", "Law", "1", "block") for most in (4, 9)
    )
    timelines = build([row("ann", 9, 17), row("ann", 33, 41), row("ben", 9, 12)])
    findings = check(timelines, [Pack("p", "2026-03-01", rules)])
    assert (findings.passed, findings.failed, findings.undetermined) == (3, 2, 0)
    assert findings.packs == (("p", "2026-03-01"),)
