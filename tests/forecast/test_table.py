from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from equipoise.contacts import Gap, History
from equipoise.forecast.table import day_table, known_days
from equipoise.timegrid import Grid, HolidayCalendar, OpeningHours

OPEN = OpeningHours((((0, 1440),),) * 7)


def one_queue(grid: Grid, offered: np.ndarray) -> History:
    unknown = np.full((1, grid.n), np.nan)
    return History(grid, ("sales",), offered[None].astype(float), unknown, unknown, unknown)


def test_missing_is_unobserved_and_zero_is_observed():
    grid = Grid.over_days(date(2024, 1, 1), 1, 60, "Europe/Amsterdam")
    offered = np.full(24, 5.0)
    offered[3], offered[4] = 0.0, np.nan
    table = day_table(one_queue(grid, offered), 0, OPEN)
    assert table.exposure[0, 3] == 1
    assert table.counts[0, 3] == 0
    assert table.exposure[0, 4] == 0


def test_counts_outside_opening_hours_are_left_out():
    grid = Grid.over_days(date(2024, 1, 1), 1, 60, "Europe/Amsterdam")
    table = day_table(one_queue(grid, np.full(24, 5.0)), 0, OpeningHours((((540, 600),),) * 7))
    assert table.counts.sum() == 5
    assert table.exposure.sum() == 1


def test_filled_gaps_are_no_observations():
    grid = Grid.over_days(date(2024, 1, 1), 1, 60, "Europe/Amsterdam")
    gap = Gap("sales", int(grid.starts_s[5]), int(grid.starts_s[7]), "median of neighbours")
    history = replace(
        one_queue(grid, np.full(24, 5.0)), gaps=(gap, replace(gap, queue="other", start_s=grid.start_s))
    )
    exposure = day_table(history, 0, OPEN).exposure[0]
    assert exposure[5] == exposure[6] == 0
    assert exposure.sum() == 22


def test_clock_changes_leave_an_hour_out_or_count_it_twice():
    spring = Grid.over_days(date(2024, 3, 31), 1, 30, "Europe/Amsterdam")
    autumn = Grid.over_days(date(2024, 10, 27), 1, 30, "Europe/Amsterdam")
    shorter = day_table(one_queue(spring, np.ones(46)), 0, OPEN)
    longer = day_table(one_queue(autumn, np.ones(50)), 0, OPEN)
    assert shorter.exposure[0, 4:6].tolist() == [0, 0]
    assert longer.exposure[0, 4:6].tolist() == [2, 2]
    assert shorter.counts.sum() == 46
    assert longer.counts.sum() == 50


def test_known_days_tell_usual_hours_planned_hours_and_holidays_apart():
    weekdays = OpeningHours((*(((480, 1080),),) * 5, (), ()), closed=frozenset({date(2024, 4, 2)}))
    first = (date(2024, 3, 30) - date(1970, 1, 1)).days
    known = known_days(weekdays, HolidayCalendar("NL"), first, 5)  # Saturday to Wednesday, Easter
    assert known.weekly.tolist() == [False, False, True, True, True]
    assert known.planned.tolist() == [False, False, True, False, True]
    assert known.holiday.tolist() == [False, True, True, False, False]
