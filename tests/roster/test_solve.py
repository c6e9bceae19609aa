"""What every roster of the optimiser keeps to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from equipoise.centre import Availability, Preference, ShiftPattern
from equipoise.errors import Infeasible, InvalidInput
from equipoise.pipeline import check_roster
from equipoise.roster.solve import solve
from equipoise.roster.stops import after_work
from equipoise.rules import parameters as p
from equipoise.rules.model import Absence, Pack, WorkerFacts
from equipoise.timegrid import Stretch, by_worker

from .factory import DUTCH, ROUND_THE_CLOCK, crew, problem, rule, worker

HOUR = 3600
NIGHTS = (ShiftPattern((0, 420, 900, 1380), (8.0,)),)


def _solved(asked, work=60, seed=1, **more):
    return solve(asked, after_work(work), seed, **more)


def _failed(asked, result):
    found = check_roster(asked, (Pack("test", "2026-01-01", asked.rules),), result)
    return [(f.rule, f.worker, f.measured, f.limit) for f in found.findings if f.result == "fail"]


@pytest.mark.parametrize("seed", range(3))
def test_no_roster_breaks_a_rule_by_the_independent_checker(seed):
    asked = problem(crew(8))
    assert _failed(asked, _solved(asked, seed=seed)) == []


@pytest.mark.parametrize("start", [date(2026, 3, 2), date(2026, 3, 23), date(2026, 10, 19)])
def test_a_centre_open_at_night_is_lawful_too_and_over_clock_changes(start):
    asked = problem(crew(12), start=start, hours=ROUND_THE_CLOCK, shifts=NIGHTS, agents=1.0)
    result = _solved(asked, 120)
    night = [s for s in result.stretches if s.activity == "work" and _minute(asked, s.start_s) < 360]
    assert night
    assert _failed(asked, result) == []


def _minute(asked, instant_s):
    return (instant_s + int(asked.grid.clock.offset_s(instant_s))) % 86_400 // 60


def test_the_objective_never_lies_below_the_bound():
    for agents in (1.0, 2.5, 6.0):
        asked = problem(crew(6), agents=agents)
        result = _solved(asked)
        assert 0 <= result.bound <= result.objective


def test_coverage_is_what_the_rows_say():
    asked = problem(crew(6))
    result = _solved(asked)
    counted = np.zeros(asked.grid.n)
    for row in result.stretches:
        if row.activity == "work":
            overlap = np.minimum(asked.grid.starts_s + 1800, row.end_s) - np.maximum(
                asked.grid.starts_s, row.start_s
            )
            counted += np.maximum(overlap, 0) / 1800
    assert result.coverage[0] == pytest.approx(counted)


def test_the_same_work_and_seed_give_the_same_roster():
    asked = problem(crew(8))
    assert _solved(asked, 80).stretches == _solved(asked, 80).stretches


def test_more_work_is_never_worse():
    asked = problem(crew(8), agents=3.0)
    assert _solved(asked, 200).objective <= _solved(asked, 20).objective


def test_everybody_works_the_contract_to_within_one_shift():
    asked = problem(crew(6))
    for rows in by_worker(_solved(asked).stretches).values():
        hours = sum(row.seconds for row in rows if row.activity != "meal") / HOUR
        assert 64 - 7.5 < hours <= 64


def test_breaks_lie_within_their_window():
    asked = problem(crew(6))
    result = _solved(asked)
    for rows in by_worker(result.stretches).values():
        for before, meal in pairwise(rows):
            if meal.activity == "meal":
                assert 2 * HOUR <= meal.start_s - before.start_s <= 6 * HOUR
                assert meal.seconds == 1800


def test_nobody_is_rostered_while_away_or_unavailable():
    start = problem(crew(1)).grid.start_s
    away = Absence("w00", start, start + 7 * 86_400, "leave", 32.0)
    closed = Availability("w01", start + 86_400, start + 2 * 86_400, "unavailable")
    only = Availability("w02", start + 8 * HOUR, start + 16 * HOUR, "available")
    asked = problem(crew(5), absences=(away,), availability=(closed, only))
    rows = by_worker(_solved(asked).stretches)
    assert all(row.start_s >= away.end_s for row in rows["w00"])
    assert not any(row.start_s < closed.end_s and row.end_s > closed.start_s for row in rows["w01"])
    first_day = [row for row in rows["w02"] if row.start_s < start + 86_400]
    assert all(only.start_s <= row.start_s and row.end_s <= only.end_s for row in first_day)


def test_work_goes_only_to_queues_the_person_knows():
    people = (*crew(3), worker("w09", skills={"chat": 2}))
    asked = problem(people, queues=("calls", "chat"), agents=1.0)
    rows = by_worker(_solved(asked).stretches)
    assert {row.queue for row in rows["w09"] if row.activity == "work"} == {"chat"}
    assert {row.queue for row in rows["w00"] if row.activity == "work"} == {"calls"}


def test_a_strong_wish_to_avoid_a_day_is_granted_when_others_can_work():
    start = problem(crew(1)).grid.start_s
    wish = Preference("w00", start, start + 86_400, "avoid", weight=50.0)
    rows = by_worker(_solved(problem(crew(6), preferences=(wish,))).stretches)["w00"]
    assert all(row.start_s >= start + 86_400 for row in rows)


def test_rules_that_cannot_all_hold_are_named_with_worker_and_days():
    start = problem(crew(1)).grid.start_s
    blocked = Availability("w01", start, start + 5 * 86_400, "unavailable")
    asked = problem(crew(2), weeks=1, availability=(blocked,))
    with pytest.raises(Infeasible) as caught:
        _solved(asked)
    (clash,) = caught.value.clashes
    assert clash.worker == "w01"
    assert set(clash.rules) == {"availability", "contract.hours"}
    assert (clash.first_day, clash.last_day) == ("2026-03-02", "2026-03-08")
    assert "w01" in str(caught.value)


def test_who_starts_or_leaves_midway_is_due_only_the_days_employed():
    newcomer = worker("w00", from_date=date(2026, 3, 11))
    leaver = worker("w01", to_date=date(2026, 3, 6))
    rows = by_worker(_solved(problem((newcomer, leaver, *crew(4)[2:]))).stretches)
    first, last = rows["w00"][0].start_s, rows["w01"][-1].end_s
    grid = problem(crew(1)).grid
    assert first >= grid.clock.instant_s(date(2026, 3, 11), 0)
    assert last <= grid.clock.instant_s(date(2026, 3, 7), 0)
    assert sum(row.seconds for row in rows["w00"] if row.activity != "meal") <= 32 * HOUR


def test_sickness_over_the_first_week_leaves_the_second_weeks_hours():
    start = problem(crew(1)).grid.start_s
    ill = Absence("w00", start - 14 * 86_400, start + 5 * 86_400, "sickness", 96.0)
    rows = by_worker(_solved(problem(crew(4), absences=(ill,))).stretches)["w00"]
    hours = sum(row.seconds for row in rows if row.activity != "meal") / HOUR
    assert 32 - 7.5 < hours <= 32


def test_a_law_that_leaves_no_shift_is_named():
    asked = problem(crew(1), rules=(rule("short shifts", "shift_hours", p.ShiftHours(4)),))
    with pytest.raises(Infeasible, match=r"short shifts"):
        _solved(asked)


def test_guidance_gives_way_to_the_contract_and_is_reported():
    guidance = rule("long rest", "weekly_rest", p.WeeklyRest(150), severity="warn")
    result = _solved(problem(crew(2), rules=(*DUTCH, guidance)))
    assert set(result.relaxed) == {("w00", "long rest"), ("w01", "long rest")}


def test_a_rule_kind_that_the_optimiser_does_not_know_is_refused_by_name():
    with pytest.raises(InvalidInput, match="'moon_phase'"):
        _solved(problem(crew(1), rules=(rule("x", "moon_phase", None),)))


def test_a_given_roster_is_taken_over_as_it_is():
    asked = problem(crew(6))
    first = _solved(asked, 60)
    assert _solved(asked, 6, start=first.stretches).stretches == first.stretches


def test_a_given_roster_with_breaks_out_of_their_window_is_built_anew():
    asked = problem(crew(1))
    first = _solved(asked, 6)
    early = [
        replace(row, start_s=row.start_s - 3 * HOUR, end_s=row.end_s - 3 * HOUR)
        if row.activity == "meal"
        else row
        for row in first.stretches
    ]
    again = _solved(asked, 1, start=early)
    for before, meal in pairwise(again.stretches):
        if meal.activity == "meal":
            assert meal.start_s - before.start_s >= 2 * HOUR


def test_who_is_still_at_work_when_the_horizon_begins_covers_it():
    start = problem(crew(1)).grid.start_s
    night = Stretch("w00", start - 4 * HOUR, start + 4 * HOUR, "work", "calls")
    asked = problem(crew(3), hours=ROUND_THE_CLOCK, shifts=NIGHTS, agents=1.0, previous=(night,))
    assert _solved(asked).coverage[0, :8].min() >= 1.0


def test_youths_keep_to_their_own_rules_and_adults_do_not():
    young = replace(worker("w01"), facts=WorkerFacts("w01", date(2009, 1, 1), 32.0))
    youth = replace(
        rule("youth", "shift_hours", p.ShiftHours(6)), scope=replace(rule("a", "b", None).scope, age_below=18)
    )
    shifts = (ShiftPattern((480, 600), (6.0, 8.0)),)
    rows = by_worker(_solved(problem((worker("w00"), young), shifts=shifts, rules=(youth,))).stretches)
    assert max(_lengths(rows["w01"])) == 6.0
    assert max(_lengths(rows["w00"])) == 8.0


def _lengths(rows):
    starts = {}
    for row in rows:
        day = row.start_s // 86_400
        first, last = starts.get(day, (row.start_s, row.end_s))
        starts[day] = (min(first, row.start_s), max(last, row.end_s))
    return [(last - first) / HOUR for first, last in starts.values()]


def test_nobody_to_roster_is_bad_input():
    with pytest.raises(InvalidInput, match="nobody"):
        _solved(problem(()))
