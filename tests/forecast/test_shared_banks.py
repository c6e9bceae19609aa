"""Accuracy on two public banks, by the protocol of eight test weeks; kept with room to spare."""

from __future__ import annotations

import gzip
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from equipoise.contacts import History
from equipoise.forecast.backtest import backtest
from equipoise.forecast.fit import forecast
from equipoise.timegrid import Grid, HolidayCalendar, OpeningHours

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/contacts"
US = SHARED / "us_bank_5min_2003/bank_calls_5min.csv.gz"
ISRAEL = SHARED / "anonymous_bank_6min_1999/calls_6min_jan_aug_1999.csv.gz"
WEEKDAYS = OpeningHours((*(((420, 1260),),) * 5, (), ()))
ALWAYS = OpeningHours((((0, 1440),),) * 7)


def load(path: Path, minutes: int, timezone: str) -> History:
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip().split(",") for line in file][1:]
    local = np.array([datetime.fromisoformat(start).toordinal() * 1440 for start, _ in rows])
    minute = np.array([int(start[11:13]) * 60 + int(start[14:16]) for start, _ in rows])
    first, last = (date.fromisoformat(rows[i][0][:10]) for i in (0, -1))
    grid = Grid.over_days(first, (last - first).days + 1, minutes, timezone)
    at = {int(key): i for i, key in enumerate(grid.local_day * 1440 + grid.local_minute)}
    offered = np.full((1, grid.n), np.nan)
    for key, (_, calls) in zip(local - date(1970, 1, 1).toordinal() * 1440 + minute, rows, strict=True):
        offered[0, at[int(key)]] = float(calls)
    unknown = np.full((1, grid.n), np.nan)
    return History(grid, ("bank",), offered, unknown, unknown, unknown)


def test_us_bank_is_forecast_closer_than_the_targets():
    history = load(US, 5, "America/New_York")
    levels = ("5", "15", "30", "day")
    result = backtest(history, WEEKDAYS, HolidayCalendar("US"), 8, (0, 3), levels, 0.25)
    got = {
        (level, lead): result.results[level][lead][result.chosen[level][lead]]
        for level in result.results
        for lead in "03"
    }
    assert result.results["30"]["0"]["mean4"].wape == pytest.approx(0.0758, abs=5e-5)
    assert result.results["day"]["3"]["mean4"].wape == pytest.approx(0.0624, abs=5e-5)
    assert [result.floor[level] for level in levels] == pytest.approx(
        [0.0563, 0.0325, 0.0230, 0.0045], abs=2e-4
    )
    most = {"5": 0.080, "15": 0.065, "30": 0.060, "day": 0.045, "30@0.25": 0.047}
    assert all(got[level, "0"].wape <= limit for level, limit in most.items())
    assert got["day", "3"].wape <= 0.046
    assert abs(got["30", "0"].bias) < 0.01
    assert 0.77 <= got["30", "0"].coverage80 <= 0.84
    assert 0.92 <= got["30", "0"].coverage95 <= 0.98


def test_a_bank_open_day_and_night_is_forecast_closer_than_the_targets():
    history = load(ISRAEL, 6, "Etc/GMT-2")
    result = backtest(history, ALWAYS, HolidayCalendar("IL"), 8, (0, 3), ("30", "day"))
    near = result.results["30"]["0"][result.chosen["30"]["0"]]
    assert result.results["30"]["0"]["mean4"].wape == pytest.approx(0.28, abs=0.005)
    assert near.wape <= 0.2375
    assert abs(near.bias) <= 0.03
    assert 0.77 <= near.coverage80 <= 0.84
    assert result.results["day"]["0"][result.chosen["day"]["0"]].wape <= 0.145


def test_a_start_inside_the_history_is_forecast_from_what_came_before():
    history = load(US, 5, "America/New_York")
    result = forecast(history, WEEKDAYS, HolidayCalendar("US"), date(2003, 9, 29), 4)
    ahead = history.offered[0, history.grid.span(result.grid.start_s, result.grid.end_s)]
    expected = result.mean[0, : len(ahead)]
    open_now = np.isfinite(ahead) & (expected > 0)
    assert np.abs(expected - ahead)[open_now].sum() / ahead[open_now].sum() < 0.085
