from __future__ import annotations

from datetime import date

import numpy as np

from equipoise.contacts import History
from equipoise.forecast.hours import observed_hours, own_hours
from equipoise.forecast.table import day_table
from equipoise.timegrid import Grid


def history(grid: Grid, *queues: np.ndarray) -> History:
    offered = np.stack(queues)
    unknown = np.full(offered.shape, np.nan)
    return History(grid, tuple(f"q{i}" for i in range(len(queues))), offered, unknown, unknown, unknown)


def rows(grid: Grid, start: int, end: int) -> np.ndarray:
    is_open = (grid.weekday < 5) & (grid.local_minute >= start) & (grid.local_minute < end)
    return np.where(is_open, 3.0, np.nan)


def test_hours_are_read_off_the_rows():
    grid = Grid.over_days(date(2024, 1, 1), 28, 30, "Europe/Amsterdam")
    assert observed_hours(history(grid, rows(grid, 480, 1080))).weekly == (*(((480, 1080),),) * 5, (), ())


def test_given_hours_limit_those_of_the_rows():
    grid = Grid.over_days(date(2024, 1, 1), 28, 30, "Europe/Amsterdam")
    assert observed_hours(history(grid, rows(grid, 480, 1080)), ((540, 1200),)).weekly[0] == ((540, 1080),)


def test_hours_across_midnight_stay_open_on_both_sides():
    grid = Grid.over_days(date(2024, 1, 1), 28, 30, "Europe/Amsterdam")
    night = observed_hours(history(grid, np.ones(grid.n)), ((1320, 1560),))
    assert night.weekly[2] == ((0, 120), (1320, 1440))


def test_an_odd_night_is_not_taken_for_opening_hours():
    grid = Grid.over_days(date(2024, 1, 1), 28, 30, "Europe/Amsterdam")
    offered = rows(grid, 480, 1080)
    offered[4] = 1.0
    assert observed_hours(history(grid, offered)).weekly[0] == ((480, 1080),)


def test_a_queue_keeps_its_own_hours_within_those_of_others():
    grid = Grid.over_days(date(2024, 1, 1), 28, 30, "Europe/Amsterdam")
    both = history(grid, rows(grid, 480, 1080), rows(grid, 600, 900))
    tables = [day_table(both, q, observed_hours(both)) for q in range(2)]
    own = own_hours(tables[1], tables)
    assert not own[0, 480 // 30]
    assert own[0, 600 // 30]
    assert own[0, 1080 // 30]  # nobody has been open then: new hours would be everybody's
