"""What is missing while open is reported, and filled only where that is sound."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from equipoise.contacts import Gap, History
from equipoise.io.history import read_history
from equipoise.timegrid import HolidayCalendar, OpeningHours, zone

MONDAY = date(2026, 3, 2)
MORNINGS = OpeningHours((((540, 600),),) * 5 + ((), ()))  # 09:00 to 10:00, Monday to Friday
FILLED = "median of the same weekday and time within 4 weeks"
Slot = tuple[date, int]


def history_of(path: Path, missing: set[Slot], opening: OpeningHours | None, weeks: int = 6) -> History:
    """Quarters from 09:00 to 10:00 on weekdays; the value is 10 x the week plus the quarter."""
    lines = ["queue,start,offered\n"]
    for day in (MONDAY + timedelta(days=d) for d in range(7 * weeks)):
        if day.weekday() < 5:
            week = (day - MONDAY).days // 7
            lines += [
                f"a,{day} 09:{15 * quarter:02d},{10 * week + quarter}\n"
                for quarter in range(4)
                if (day, quarter) not in missing
            ]
    path.write_text("".join(lines))
    return read_history(path, timezone="Europe/Amsterdam", interval_minutes=15, queues=None, opening=opening)


def at(history: History, day: date, quarter: int) -> int:
    return history.grid.index(zone("Europe/Amsterdam").instant_s(day, 540 + 15 * quarter))


def day(week: int, weekday: int = 0) -> date:
    return MONDAY + timedelta(days=7 * week + weekday)


@pytest.mark.parametrize("opening", [MORNINGS, None])
def test_a_missing_row_takes_the_median_of_the_four_weeks_around(
    opening: OpeningHours | None, tmp_path: Path
) -> None:
    history = history_of(tmp_path / "h.csv", {(day(1), 2)}, opening)
    index = at(history, day(1), 2)
    assert history.offered[0, index] == np.median([2, 22, 32, 42, 52])
    start = int(history.grid.starts_s[index])
    assert history.gaps == (Gap("a", start, start + 900, FILLED),)


def test_weeks_further_away_than_four_are_no_donors(tmp_path: Path) -> None:
    history = history_of(tmp_path / "h.csv", {(day(0), 1)}, MORNINGS, weeks=8)
    assert history.offered[0, at(history, day(0), 1)] == np.median([11, 21, 31, 41])


def test_a_filled_row_is_no_donor_for_another(tmp_path: Path) -> None:
    missing = {(day(1), 2), (day(2), 2)}
    history = history_of(tmp_path / "h.csv", missing, MORNINGS, weeks=4)
    assert history.offered[0, at(history, day(1), 2)] == np.median([2, 32])
    assert history.offered[0, at(history, day(2), 2)] == np.median([2, 32])


def test_half_a_day_is_filled_and_one_row_more_is_not(tmp_path: Path) -> None:
    half = {(day(2), 1), (day(2), 2)}
    history = history_of(tmp_path / "a.csv", half, MORNINGS)
    assert [gap.filled_with for gap in history.gaps] == [FILLED]
    assert history.gaps[0].end_s - history.gaps[0].start_s == 1800
    history = history_of(tmp_path / "b.csv", half | {(day(2), 3)}, MORNINGS)
    assert [gap.filled_with for gap in history.gaps] == ["left open: more than half of the day missing"]
    assert np.isnan(history.offered[0, at(history, day(2), 1)])
    assert history.offered[0, at(history, day(2), 0)] == 20


@pytest.mark.parametrize("opening", [MORNINGS, None])
def test_whole_days_stay_unknown_and_are_one_gap(opening: OpeningHours | None, tmp_path: Path) -> None:
    missing = {(day(2, weekday), quarter) for weekday in (3, 4) for quarter in range(4)}
    missing |= {(day(3), quarter) for quarter in range(4)}  # Thursday to Monday, a weekend between
    history = history_of(tmp_path / "h.csv", missing, opening)
    first, last = at(history, day(2, 3), 0), at(history, day(3), 3)
    starts = history.grid.starts_s
    whole = "left open: whole day missing"
    assert history.gaps == (Gap("a", int(starts[first]), int(starts[last]) + 900, whole),)
    assert np.isnan(history.offered[0, first : last + 1]).all()


def test_nothing_is_invented_without_a_donor(tmp_path: Path) -> None:
    history = history_of(tmp_path / "h.csv", {(day(0), 1)}, MORNINGS, weeks=1)
    assert [gap.filled_with for gap in history.gaps] == [
        "left open: no row at the same weekday and time within 4 weeks"
    ]
    assert np.isnan(history.offered[0, at(history, day(0), 1)])


def test_outside_the_opening_hours_nothing_is_missing(tmp_path: Path) -> None:
    kings_day = date(2026, 4, 27)
    opening = OpeningHours(
        MORNINGS.weekly, (), frozenset(HolidayCalendar("NL").between(kings_day, kings_day))
    )
    missing = {(kings_day, quarter) for quarter in range(4)}
    assert history_of(tmp_path / "a.csv", missing, opening, weeks=10).gaps == ()
    assert len(history_of(tmp_path / "b.csv", missing, MORNINGS, weeks=10).gaps) == 1


def test_before_a_queue_begins_and_after_it_ends_nothing_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    history_of(path, set(), MORNINGS)
    later = "".join(f"b,{day(3)} 09:{15 * quarter:02d},7\n" for quarter in range(4))
    path.write_text(path.read_text() + later)
    history = read_history(
        path, timezone="Europe/Amsterdam", interval_minutes=15, queues=None, opening=MORNINGS
    )
    assert history.gaps == ()
    assert np.nansum(history.offered[1]) == 28


def test_an_occasional_row_at_an_unusual_hour_opens_no_hours(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    history_of(path, set(), None)
    path.write_text(path.read_text() + f"a,{day(1)} 20:00,3\n")
    history = read_history(path, timezone="Europe/Amsterdam", interval_minutes=15, queues=None, opening=None)
    assert history.gaps == ()
    assert history.offered[0, history.grid.index(zone("Europe/Amsterdam").instant_s(day(1), 1200))] == 3


def test_a_longer_interval_with_an_unknown_open_part_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    history_of(path, {(day(0), 1)}, MORNINGS, weeks=1)
    history = read_history(
        path, timezone="Europe/Amsterdam", interval_minutes=30, queues=None, opening=MORNINGS
    )
    assert np.isnan(history.offered[0, 18])
    assert history.offered[0, 19] == 2 + 3


def test_a_filled_part_counts_in_a_longer_interval_but_not_in_its_handle_time(tmp_path: Path) -> None:
    rows = "".join(
        f"a,{day(week)} 09:{15 * quarter:02d},10,{100 + 100 * quarter}\n"
        for week in range(3)
        for quarter in range(4)
        if (week, quarter) != (1, 1)
    )
    path = tmp_path / "h.csv"
    path.write_text("queue,start,offered,aht_s\n" + rows)
    history = read_history(
        path, timezone="Europe/Amsterdam", interval_minutes=30, queues=None, opening=MORNINGS
    )
    index = history.grid.index(zone("Europe/Amsterdam").instant_s(day(1), 540))
    assert (history.offered[0, index], history.aht_s[0, index]) == (20, 100)
