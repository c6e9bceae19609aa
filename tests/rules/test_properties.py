"""What must hold for any roster: free time harms no rest, order and whole weeks change nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.rules.checker import check
from equipoise.rules.model import Findings, Pack, Timeline, WorkerFacts
from equipoise.rules.packs import load_packs
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch, Zone

MINUTE, HOUR, WEEK = 60, 3600, 7 * 86400
PACKS = load_packs(["eu@2026-03-01", "nl@2026-03-01"], date(2026, 3, 1))
# Not the rest after a series of nights: without the late shift between them two nights are a series.
REST = ("daily_rest", "weekly_rest", "rest_after_night", "rest_hours_of_day")
REST_PACKS = [replace(pack, rules=tuple(r for r in pack.rules if r.kind in REST)) for pack in PACKS]
ZONE = Zone("UTC")  # no clock change
FROM = ZONE.instant_s(date(2026, 3, 2), 0)
SETTINGS = settings(max_examples=60, deadline=None, derandomize=True)

gaps_and_lengths = st.lists(
    st.tuples(st.integers(8 * 4, 60 * 4), st.integers(4, 13 * 4), st.booleans()), min_size=1, max_size=16
)


def shifts(parts: list[tuple[int, int, bool]]) -> list[list[Stretch]]:
    """Shifts after gaps, in quarters of an hour; some with a meal halfway."""
    found, cursor = [], FROM - 8 * HOUR
    for gap, length, has_meal in parts:
        start = cursor + gap * 15 * MINUTE
        cursor = start + length * 15 * MINUTE
        half = start + length // 2 * 15 * MINUTE
        rows = [Stretch("w", start, cursor)]
        if has_meal and length >= 8:
            rows = [
                Stretch("w", start, half),
                Stretch("w", half, half + 30 * MINUTE, "meal"),
                Stretch("w", half + 30 * MINUTE, cursor),
            ]
        found.append(rows)
    return found


def timeline(rows: list[Stretch], born: int, offset_s: int = 0) -> tuple[Timeline, ...]:
    facts = [WorkerFacts("w", date(born, 1, 1))]
    end = max(row.end_s for row in rows)
    weeks = -(-(end - FROM) // WEEK)
    moved = [replace(r, start_s=r.start_s + offset_s, end_s=r.end_s + offset_s) for r in rows]
    return build_timelines(moved, facts, ZONE, FROM + offset_s, FROM + weeks * WEEK + offset_s)


def keys(findings: Findings, offset_s: int = 0) -> list[tuple[object, ...]]:
    return [
        (f.rule, f.result, f.start_s - offset_s, f.end_s - offset_s, f.measured) for f in findings.findings
    ]


@SETTINGS
@given(gaps_and_lengths, st.sampled_from([1990, 2009]), st.data())
def test_taking_a_shift_away_creates_no_rest_finding(
    parts: list[tuple[int, int, bool]], born: int, data: st.DataObject
) -> None:
    whole = shifts([*parts, (32, 16, False)])
    gone = data.draw(st.integers(0, len(whole) - 2))
    less = [row for i, rows in enumerate(whole) if i != gone for row in rows]
    before = check(timeline([row for rows in whole for row in rows], born), REST_PACKS)
    after = check(timeline(less, born), REST_PACKS)
    broken = {(f.rule, f.start_s) for f in before.findings if f.result == "fail"}
    still = {(f.rule, f.start_s) for f in after.findings if f.result == "fail"}
    assert still <= broken


@SETTINGS
@given(gaps_and_lengths, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(parts: list[tuple[int, int, bool]], random: object) -> None:
    rows = [row for shift in shifts(parts) for row in shift]
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert check(timeline(rows, 1990), PACKS) == check(timeline(mixed, 1990), PACKS)


@SETTINGS
@given(gaps_and_lengths, st.integers(1, 30))
def test_moving_all_by_whole_weeks_changes_nothing(parts: list[tuple[int, int, bool]], weeks: int) -> None:
    rows = [row for shift in shifts(parts) for row in shift]
    here, there = timeline(rows, 1990), timeline(rows, 1990, weeks * WEEK)
    assert keys(check(here, PACKS)) == keys(check(there, PACKS), weeks * WEEK)


@SETTINGS
@given(gaps_and_lengths, st.integers(1, 200))
def test_cutting_a_row_in_two_changes_nothing(parts: list[tuple[int, int, bool]], place: int) -> None:
    rows = [row for shift in shifts(parts) for row in shift]
    cut = rows[place % len(rows)]
    at = (cut.start_s + cut.end_s) // 2
    halves = [replace(cut, end_s=at), replace(cut, start_s=at)]
    others = [row for row in rows if row is not cut]
    assert keys(check(timeline(rows, 1990), PACKS)) == keys(check(timeline([*others, *halves], 1990), PACKS))


@SETTINGS
@given(gaps_and_lengths)
def test_taking_a_rule_away_adds_no_finding(parts: list[tuple[int, int, bool]]) -> None:
    rows = timeline([row for shift in shifts(parts) for row in shift], 1990)
    every = set(keys(check(rows, PACKS)))
    fewer = [Pack(pack.id, pack.version, pack.rules[::2]) for pack in PACKS]
    assert set(keys(check(rows, fewer))) <= every


@SETTINGS
@given(gaps_and_lengths, st.integers(1, 20))
def test_more_history_never_opens_a_question(parts: list[tuple[int, int, bool]], weeks: int) -> None:
    """Known free weeks before the period can settle what was open, and never the reverse."""
    (short,) = timeline([row for shift in shifts(parts) for row in shift], 1990)
    known = replace(short, known_from_s=short.known_from_s - weeks * WEEK)
    open_before = {f.rule for f in check([short], PACKS).findings if f.result == "undetermined"}
    open_after = {f.rule for f in check([known], PACKS).findings if f.result == "undetermined"}
    assert open_after <= open_before
    year = replace(short, known_from_s=short.known_from_s - 52 * WEEK)
    assert {f.rule for f in check([year], PACKS).findings if f.result == "undetermined"} <= {
        "nl.atw.5_6.sunday_consent"
    }
