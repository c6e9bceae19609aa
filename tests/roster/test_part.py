"""Part of a roster planned anew: what is outside stays, and the whole is lawful."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from equipoise.centre import Activity
from equipoise.pipeline import check_roster
from equipoise.roster.part import Part, solve_part
from equipoise.roster.solve import solve
from equipoise.roster.stops import after_work
from equipoise.rules.model import Absence, Pack
from equipoise.timegrid import Stretch

from .factory import MONDAY, crew, problem

DAY_S = 86_400
DAYS = [MONDAY + timedelta(days=number) for number in range(14)]


@pytest.fixture(scope="module")
def asked():
    return problem(crew(6), agents=2.5)


@pytest.fixture(scope="module")
def stands(asked):
    return solve(asked, after_work(8), 1).stretches


def _part(asked, stands, free, work=60, **more):
    return solve_part(asked, Part(stands, free, **more), after_work(work), 1)


def _failed(asked, rows):
    result = solve_result(rows)
    found = check_roster(asked, (Pack("test", "2026-01-01", asked.rules),), result)
    return [(f.rule, f.worker) for f in found.findings if f.result == "fail"]


def solve_result(rows):
    from equipoise.roster import Result

    return Result(tuple(rows), None, 0.0, 0.0, 0, 0.0)


def _inside(asked, row, free):
    day = (row.start_s - asked.grid.start_s) // DAY_S
    return DAYS[day] in free.get(row.worker, ())


def test_nothing_outside_the_part_moves_and_the_whole_is_lawful(asked, stands):
    free = {f"w{n:02d}": frozenset(DAYS[2:6]) for n in range(3)}
    result = _part(asked, stands, free)
    outside = [row for row in stands if not _inside(asked, row, free)]
    assert [row for row in result.stretches if not _inside(asked, row, free)] == outside
    assert {row for row in result.stretches if _inside(asked, row, free)} != set(stands) - set(outside)
    assert _failed(asked, result.stretches) == []
    assert result.held == ()


def test_a_part_is_never_worse_than_what_stands(asked, stands):
    free = {f"w{n:02d}": frozenset(DAYS) for n in range(6)}
    before, after = (_part(asked, stands, free, work=work) for work in (0, 200))
    assert before.stretches == stands
    assert 0 < after.bound <= after.objective < before.objective
    assert _failed(asked, after.stretches) == []


def test_dear_changes_are_few(asked, stands):
    free = {f"w{n:02d}": frozenset(DAYS) for n in range(6)}

    def changed(change):
        return len(set(stands) ^ set(_part(asked, stands, free, 120, change=change).stretches))

    assert changed(0.0) > changed(0.5) > changed(50.0) == 0


def test_the_shifts_of_an_absence_go_and_are_covered(asked, stands):
    gone = next(row for row in stands if row.worker == "w00")
    day = (gone.start_s - asked.grid.start_s) // DAY_S
    start = asked.grid.start_s + day * DAY_S
    away = (Absence("w00", start, start + DAY_S, "absent", 8.0),)
    sick = replace(asked, workforce=replace(asked.workforce, absences=away))
    free = {f"w{n:02d}": frozenset([DAYS[day]]) for n in range(6)}
    result = _part(sick, stands, free, change=0.5)
    mine = [row for row in result.stretches if row.worker == "w00" and start <= row.start_s < start + DAY_S]
    assert mine == []
    assert _failed(sick, result.stretches) == []


def test_an_odd_shift_by_hand_stays_where_it_is_fixed(asked, stands):
    mine = [row for row in stands if row.worker == "w01"]
    day = (mine[0].start_s - asked.grid.start_s) // DAY_S
    start = asked.grid.start_s + day * DAY_S
    odd = (
        Stretch("w01", start + 36_420, start + 43_200, "work", "calls"),
        Stretch("w01", start + 43_200, start + 45_000, "coaching"),
        Stretch("w01", start + 45_000, start + 54_180, "work", "calls"),
    )
    rows = tuple(
        sorted([row for row in stands if row.worker != "w01" or row.start_s >= start + DAY_S] + [*odd])
    )
    free = {"w01": frozenset(each for each in DAYS if each != DAYS[day]), "w02": frozenset(DAYS)}
    result = _part(asked, rows, free)
    assert set(odd) <= set(result.stretches)
    assert _failed(asked, result.stretches) == []


def test_somebody_whose_fixed_days_break_a_rule_stays_as_is(asked, stands):
    """Nine hours of rest stand by hand, so no tour is lawful; the others are planned all the same."""
    start = asked.grid.start_s + 9 * 3600
    late = Stretch("w03", start, start + 11 * 3600, "work", "calls")
    early = Stretch("w03", start + 20 * 3600, start + 28 * 3600, "work", "calls")
    rows = tuple(sorted([row for row in stands if row.worker != "w03"] + [late, early]))
    free = {name: frozenset(DAYS[4:]) for name in ("w03", "w04")}
    result = _part(asked, rows, free)
    assert result.held == ("w03",)
    assert [row for row in result.stretches if row.worker == "w03"] == [late, early]


def test_activities_are_neither_lost_nor_doubled(stands):
    asked = problem(crew(6), agents=2.5)
    asked = replace(asked, activities=(Activity("coaching", 60, 1, (480, 1200)),))
    rows = solve(asked, after_work(12), 1).stretches
    free = {f"w{n:02d}": frozenset(DAYS[:4]) for n in range(6)}
    result = _part(asked, rows, free, 80)

    def coached(of):
        return sorted(
            (row.worker, (row.start_s - asked.grid.start_s) // (7 * DAY_S))
            for row in of
            if row.activity == "coaching"
        )

    assert coached(result.stretches) == coached(rows)
