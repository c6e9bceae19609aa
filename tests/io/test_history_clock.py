"""Clock changes: hours that are skipped, hours that come twice, days of 23 and 25 hours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from equipoise.contacts import History
from equipoise.io.history import read_history, write_history
from equipoise.timegrid import Grid, format_instant

SPRING, AUTUMN = "2026-03-29", "2026-10-25"
HEAD = "queue,start,offered\n"


def read(path: Path, minutes: int = 30, timezone: str = "Europe/Amsterdam") -> History:
    return read_history(path, timezone=timezone, interval_minutes=minutes, queues=None, opening=None)


def whole_day(day: str, timezone: str = "Europe/Amsterdam") -> str:
    """A row with offset for every half hour; the value counts on from 0."""
    grid = Grid.over_days(date.fromisoformat(day), 1, 30, timezone)
    starts = (format_instant(int(start), grid.clock) for start in grid.starts_s)
    return "".join(f"a,{start},{i}\n" for i, start in enumerate(starts))


def test_a_local_time_that_the_clock_skips_is_refused(write, refused) -> None:
    path = write("h.csv", HEAD + f"a,{SPRING} 01:30,1\na,{SPRING} 02:00,1\na,{SPRING} 03:00,1\n")
    with refused("h.csv", "does not exist in Europe/Amsterdam", row=3, field="start"):
        read(path)


def test_a_local_time_that_comes_twice_is_refused_without_offset(write, refused) -> None:
    path = write("h.csv", HEAD + f"a,{AUTUMN} 01:30,1\na,{AUTUMN} 02:30,1\n")
    with refused("h.csv", "occurs twice in Europe/Amsterdam: write it with its offset", row=3, field="start"):
        read(path)


def test_both_hours_exist_where_the_clock_goes_back(write) -> None:
    text = HEAD + f"a,{AUTUMN}T02:00+02:00,1\na,{AUTUMN}T02:30+02:00,2\n"
    text += f"a,{AUTUMN}T02:00+01:00,3\na,{AUTUMN}T02:30+01:00,4\na,{AUTUMN} 03:00,5\n"
    history = read(write("h.csv", text))
    assert history.grid.n == 50
    assert history.offered[0, 4:9].tolist() == [1, 2, 3, 4, 5]
    assert history.grid.local_minute[4:9].tolist() == [120, 150, 120, 150, 180]


def test_the_skipped_hour_leaves_no_hole(write) -> None:
    text = HEAD + f"a,{SPRING} 01:00,1\na,{SPRING} 01:30,2\na,{SPRING} 03:00,3\na,{SPRING} 03:30,4\n"
    history = read(write("h.csv", text))
    assert history.grid.n == 46
    assert history.offered[0, 2:6].tolist() == [1, 2, 3, 4]
    assert history.gaps == ()


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), ("2026-03-30", 24), (AUTUMN, 25)])
def test_a_day_has_as_many_intervals_as_hours_elapse(day: str, hours: int, write) -> None:
    history = read(write("h.csv", HEAD + whole_day(day)))
    assert history.grid.n == 2 * hours
    assert history.offered[0].tolist() == list(range(2 * hours))


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_summing_across_a_clock_change_loses_nothing(day: str, write) -> None:
    history = read(write("h.csv", HEAD + whole_day(day)), minutes=60)
    half_hours = np.arange(2 * history.grid.n)
    assert history.offered[0].tolist() == (half_hours[0::2] + half_hours[1::2]).tolist()


def test_an_offset_that_is_not_the_local_one_is_still_the_right_instant(write) -> None:
    text = HEAD + "a,2026-07-01T08:00:00+00:00,1\na,2026-07-01T08:30:00+00:00,2\n"
    assert read(write("h.csv", text)).offered[0, 20:22].tolist() == [1, 2]  # 10:00 summer time


def test_half_hour_zones_keep_their_local_grid(write) -> None:
    history = read(
        write("h.csv", HEAD + "a,2026-03-02 00:00,1\na,2026-03-02 00:30,2\n"), timezone="Asia/Kolkata"
    )
    assert history.offered[0, :2].tolist() == [1, 2]


def test_a_history_written_and_read_back_across_clock_changes_is_the_same(write, tmp_path: Path) -> None:
    grid = Grid.over_days(date(2026, 10, 24), 3, 15, "Europe/Amsterdam")
    offered = np.arange(grid.n, dtype=float)[None]
    nothing = np.full_like(offered, np.nan)
    history = History(grid, ("a",), offered, offered, nothing, nothing + 100.5)
    write_history(tmp_path / "h.csv", history)
    again = read(tmp_path / "h.csv", minutes=15)
    assert again.grid == grid
    np.testing.assert_array_equal(again.offered, offered)
    np.testing.assert_array_equal(again.answered, offered)
    assert np.isnan(again.abandoned).all()
