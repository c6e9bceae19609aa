"""The file's own interval is told from its rows and summed to the centre's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from equipoise.contacts import History
from equipoise.io.history import read_history
from equipoise.timegrid import OpeningHours

MORNINGS = OpeningHours((((480, 720),),) * 7)


def read(path: Path, minutes: int | None, **options: object) -> History:
    defaults = {"timezone": "Europe/Amsterdam", "queues": None, "opening": None}
    return read_history(path, interval_minutes=minutes, **{**defaults, **options})  # type: ignore[arg-type]


def rows(day: str, step: int, n: int, value: Callable[[int], object], first: int = 480) -> str:
    """``n`` rows of ``step`` minutes from minute ``first`` of a day."""
    minutes = (first + step * i for i in range(n))
    return "".join(f"a,{day} {m // 60:02d}:{m % 60:02d},{value(i)}\n" for i, m in enumerate(minutes))


HEAD = "queue,start,offered\n"


@pytest.mark.parametrize("step", [5, 6, 10, 15, 20, 30, 60])
def test_the_native_interval_is_kept_when_none_is_asked_for(step: int, write) -> None:
    history = read(write("h.csv", HEAD + rows("2026-03-02", step, 4, lambda i: i)), None)
    assert history.grid.interval_s == step * 60


def test_shorter_intervals_are_summed(write) -> None:
    history = read(write("h.csv", HEAD + rows("2026-03-02", 5, 6, lambda i: i)), 15)
    assert history.offered[0, 32:34].tolist() == [0 + 1 + 2, 3 + 4 + 5]


def test_handle_times_are_weighted_by_answered_contacts(write) -> None:
    text = "queue,start,offered,answered,aht_s\na,2026-03-02 08:00,9,1,100\na,2026-03-02 08:15,9,3,200\n"
    history = read(write("h.csv", text), 30)
    assert history.aht_s[0, 16] == pytest.approx((1 * 100 + 3 * 200) / 4)
    assert history.answered[0, 16] == 4


def test_handle_times_are_weighted_by_offered_where_answered_is_not_recorded(write) -> None:
    text = "queue,start,offered,aht_s\na,2026-03-02 08:00,1,100\na,2026-03-02 08:15,4,200\n"
    assert read(write("h.csv", text), 30).aht_s[0, 16] == pytest.approx((100 + 4 * 200) / 5)


def test_a_count_known_for_a_part_of_an_interval_only_stays_unknown(write) -> None:
    text = "queue,start,offered,answered\na,2026-03-02 08:00,5,4\na,2026-03-02 08:15,5,\n"
    history = read(write("h.csv", text), 30)
    assert history.offered[0, 16] == 10
    assert np.isnan(history.answered[0, 16])


def test_a_file_coarser_than_the_centre_says_which_interval_to_set(write, refused) -> None:
    path = write("h.csv", HEAD + rows("2026-03-02", 30, 4, lambda i: i))
    with refused("h.csv", "30 minutes apart, coarser than 15: set interval_minutes to 30", field="start"):
        read(path, 15)


def test_rows_that_do_not_add_up_to_the_interval_are_refused(write, refused) -> None:
    path = write("h.csv", HEAD + rows("2026-03-02", 6, 9, lambda i: i))
    with refused("h.csv", "set interval_minutes to one of 6, 30, 60", field="start"):
        read(path, 15)


def test_an_unusual_interval_is_refused(write, refused) -> None:
    with refused("h.csv", "'2026-03-02 08:07' is not on a grid of 5, 6, 10", row=3, field="start"):
        read(write("h.csv", HEAD + rows("2026-03-02", 7, 9, lambda i: i)), 15)
    with refused("h.csv", "120 minutes apart, which is not one of 5, 6, 10", field="start"):
        read(write("h.csv", HEAD + rows("2026-03-02", 120, 6, lambda i: i)), 15)


def test_a_start_off_the_grid_of_the_others_names_its_row(write, refused) -> None:
    path = write("h.csv", HEAD + rows("2026-03-02", 15, 4, lambda i: i) + "a,2026-03-02 09:20,1\n")
    with refused("h.csv", "'2026-03-02 09:20' is not on a grid of 15 minutes", row=6, field="start"):
        read(path, 15)


def test_daily_rows_are_refused(write, refused) -> None:
    path = write("h.csv", HEAD + "a,2026-03-02 00:00,100\na,2026-03-03 00:00,120\n")
    with refused("h.csv", "no queue has two rows on the same day", field="start"):
        read(path, 15)


def test_mixed_intervals_name_the_row_where_they_change(write, refused) -> None:
    fine = "".join(rows(f"2026-03-0{d}", 15, 16, lambda i: i) for d in (2, 3))
    path = write("h.csv", HEAD + fine + rows("2026-03-04", 30, 8, lambda i: i))
    with refused("h.csv", "rows of 2026-03-04 are 30 minutes apart, most others 15", row=34, field="start"):
        read(path, 30)


def test_queues_of_different_intervals_are_mixed(write, refused) -> None:
    other = rows("2026-03-02", 30, 8, lambda i: i).replace("a,", "b,")
    path = write("h.csv", HEAD + rows("2026-03-02", 15, 16, lambda i: i) + other)
    with refused("h.csv", "30 minutes apart, most others 15", row=18, field="start"):
        read(path, 30)


def test_some_missing_rows_are_no_other_interval(write) -> None:
    full = HEAD + "".join(rows(f"2026-03-{d:02d}", 15, 16, lambda i: i) for d in (2, 9))
    lines = full.splitlines(keepends=True)
    history = read(write("h.csv", "".join(lines[:3] + lines[4:7] + lines[8:])), 15)
    assert len(history.gaps) == 2


def test_a_history_that_spans_absurdly_long_is_refused(write, refused) -> None:
    text = HEAD + rows("1970-03-02", 5, 3, lambda i: i) + "a,2190-03-02 08:00,1\n"
    with refused("h.csv", "more than 20,000,000 intervals", field="start"):
        read(write("h.csv", text), 5)


def test_a_part_outside_the_opening_hours_counts_as_none(write) -> None:
    text = HEAD + rows("2026-03-02", 5, 4, lambda i: 2, first=705)  # 11:45 to 12:05, open until 12:00
    history = read(write("h.csv", text), 15, opening=MORNINGS)
    assert history.offered[0, 47] == 6
    assert history.offered[0, 48] == 2
    assert np.isnan(history.offered[0, 49])
