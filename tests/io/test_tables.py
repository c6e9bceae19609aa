"""Tables of a plan: what is written, and the forecast read back."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from equipoise.centre import Centre, Workforce
from equipoise.forecast import LEVELS, Forecast
from equipoise.io.tables import read_forecast, write_coverage, write_forecast, write_requirement
from equipoise.roster import Problem, Result
from equipoise.staffing import Requirement
from equipoise.timegrid import Grid

QUEUES = ("sales", "mail")
DESIGNED = "queue,start,mean,q05,q10,q25,q50,q75,q90,q95,aht_s"


def a_forecast(day_cv: float = 0.25) -> Forecast:
    grid = Grid.over_days(date(2026, 10, 24), 2, 15, "Europe/Amsterdam")  # 24 and 25 hours
    mean = np.linspace(0, 10, 2 * grid.n).reshape(2, grid.n).round(6)
    quantiles = np.stack([np.floor(mean * (0.5 + level)) for level in LEVELS], axis=1)
    cv = np.array([day_cv, 0.5])
    return Forecast(grid, QUEUES, mean, quantiles, mean + 100.5, cv, cv / 5)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_forecast_comes_back_as_it_was_written(tmp_path: Path, centre: Centre) -> None:
    forecast = a_forecast()
    write_forecast(tmp_path / "forecast.csv", forecast)
    again = read_forecast(tmp_path / "forecast.csv", centre)
    assert (again.grid, again.queues) == (forecast.grid, forecast.queues)
    for name in ("mean", "quantiles", "aht_s", "day_cv", "interval_cv"):
        np.testing.assert_allclose(getattr(again, name), getattr(forecast, name), atol=1e-6)


def test_a_forecast_begins_with_the_documented_columns(tmp_path: Path) -> None:
    write_forecast(tmp_path / "forecast.csv", a_forecast())
    first, second = (tmp_path / "forecast.csv").read_text().splitlines()[:2]
    assert first.startswith(DESIGNED)
    assert second == "sales,2026-10-24T00:00:00+02:00,0,0,0,0,0,0,0,0,100.5,0.25,0.05"


def test_without_the_spread_columns_the_quantiles_tell_the_day_effect(write, centre: Centre) -> None:
    # a normal distribution of mean 100 and standard deviation 20: variance 400, of which 100 is Poisson
    quantiles = [100 + 20 * z for z in (-1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449)]
    text = "".join(
        f"{queue},2026-03-02 {hour:02d}:00,100,{','.join(map(str, quantiles))},200\n"
        for queue in QUEUES
        for hour in (9, 10)
    )
    forecast = read_forecast(write("forecast.csv", DESIGNED + "\n" + text), centre)
    np.testing.assert_allclose(forecast.day_cv, np.sqrt(400 - 100) / 100, rtol=1e-3)
    assert forecast.interval_cv.tolist() == [0, 0]
    assert forecast.mean[0, 36] == 100
    assert forecast.mean[0, 37] == 0  # no row: closed


def test_a_blank_handle_time_is_the_queues_own(write, centre: Centre) -> None:
    text = "".join(f"{queue},2026-03-02 09:00,1,0,0,0,1,2,3,4,\n" for queue in QUEUES)
    forecast = read_forecast(write("forecast.csv", DESIGNED + "\n" + text), centre)
    assert forecast.aht_s[:, 36].tolist() == [240, 400]


GOOD = "sales,2026-03-02 09:00,1,0,0,0,1,2,3,4,200\nmail,2026-03-02 09:00,1,0,0,0,1,2,3,4,200\n"
BAD = [
    ("fax,2026-03-02 09:00,1,0,0,0,1,2,3,4,200", "queue", "unknown queue 'fax'"),
    ("mail,2026-03-02 09:05,1,0,0,0,1,2,3,4,200", "start", "15-minute intervals"),
    ("mail,2026-03-02 09:00,1,0,0,0,1,2,3,4,200", "start", "in row 3 already"),
    ("mail,2026-03-02 09:15,-1,0,0,0,1,2,3,4,200", "mean", "below 0"),
    ("mail,2026-03-02 09:15,nan,0,0,0,1,2,3,4,200", "mean", "finite"),
    ("mail,2026-03-02 09:15,,0,0,0,1,2,3,4,200", "mean", "required"),
    ("mail,2026-03-02 09:15,1,0,0,0,1,0,3,4,200", "q75", "0 is less than q50, 1"),
    ("mail,2026-03-02 09:15,1,0,0,0,1,2,3,4,0", "aht_s", "not above 0"),
    ("mail,2026-03-29 02:15,1,0,0,0,1,2,3,4,200", "start", "does not exist"),
]


@pytest.mark.parametrize(("row", "field", "reason"), BAD)
def test_a_bad_forecast_row_is_named(
    row: str, field: str, reason: str, write, refused, centre: Centre
) -> None:
    with refused("forecast.csv", reason, row=4, field=field):
        read_forecast(write("forecast.csv", f"{DESIGNED}\n{GOOD}{row}\n"), centre)


def test_a_forecast_for_some_queues_only_is_refused(write, refused, centre: Centre) -> None:
    text = f"{DESIGNED}\n" + GOOD.splitlines()[0] + "\n"
    with refused("forecast.csv", "no row for queue 'mail'", field="queue"):
        read_forecast(write("forecast.csv", text), centre)


def test_a_forecast_without_quantiles_is_refused(write, refused, centre: Centre) -> None:
    with refused("forecast.csv", "no column 'q05'", row=1, field="q05"):
        read_forecast(write("forecast.csv", "queue,start,mean\nsales,2026-03-02 09:00,1\n"), centre)


def test_what_does_not_apply_in_a_requirement_is_blank(tmp_path: Path) -> None:
    grid = Grid.over_days(date(2026, 3, 2), 1, 60, "Europe/Amsterdam")
    ones = np.ones((1, grid.n))
    level = np.full_like(ones, np.nan)
    level[0, 9] = 0.8125
    requirement = Requirement(
        grid, ("sales",), 2.5 * ones, 4 * ones, ones * 4 / 0.9, level, ones / 3, level, ("A",)
    )
    write_requirement(tmp_path / "requirement.csv", requirement)
    table = rows(tmp_path / "requirement.csv")
    assert len(table) == 24
    assert ",".join(table[0]) == (
        "queue,start,load_erl,agents_net,agents_planned,service_level,occupancy,backlog"
    )
    assert list(table[8].values())[2:] == ["2.5", "4", "4.444444", "", "0.333333", ""]
    assert table[9]["service_level"] == "0.8125"


def test_coverage_shows_short_intervals_as_negative(tmp_path: Path, centre: Centre) -> None:
    grid = Grid.over_days(date(2026, 3, 2), 1, 60, "Europe/Amsterdam")
    required, scheduled = np.full((2, grid.n), 3.5), np.full((2, grid.n), 2.0)
    problem = Problem(grid, QUEUES, required, centre.opening, Workforce(()), (), (), (), ())
    write_coverage(tmp_path / "coverage.csv", problem, Result((), scheduled, 0.0, 0.0, 0, 0.0))
    table = rows(tmp_path / "coverage.csv")
    assert len(table) == 48
    assert table[0] == {
        "queue": "sales", "start": "2026-03-02T00:00:00+01:00", "required": "3.5", "scheduled": "2",
        "difference": "-1.5",
    }  # fmt: skip
