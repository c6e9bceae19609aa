from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from equipoise.cli import backtest, forecast
from equipoise.timegrid import format_instant

SCHEMAS = Path(__file__).resolve().parents[2] / "docs/reference/schemas"


def run(command, *arguments: str):
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(command)
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def history_csv(tmp_path, simulate) -> Path:
    """Sales and service, 30 minutes, with the columns of some other system."""
    path = tmp_path / "history.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["queue", "begin", "calls"])
        for seed, queue in ((1, "sales"), (2, "service")):
            history = simulate(weeks=16, seed=seed).history
            for i in np.flatnonzero(np.isfinite(history.offered[0])):
                start = format_instant(int(history.grid.starts_s[i]), history.grid.clock)
                writer.writerow([queue, start, int(history.offered[0, i])])
    return path


READ = ("--map", "start=begin,offered=calls", "--timezone", "Europe/Amsterdam")


def test_forecast_writes_every_interval_of_every_queue(history_csv, tmp_path):
    out = tmp_path / "forecast.csv"
    done = run(forecast.command, str(history_csv), *READ, "--weeks", "2", "--out", str(out), "--json")
    assert done.exit_code == 0, done.output
    said = json.loads(done.output.splitlines()[-1])
    rows = list(csv.DictReader(out.open()))
    assert len(rows) == 2 * 2 * 7 * 48
    assert said["start"] == "2024-04-22"
    assert [queue["queue"] for queue in said["queues"]] == ["sales", "service"]
    sales = sum(float(row["mean"]) for row in rows if row["queue"] == "sales")
    assert said["queues"][0]["contacts"] == pytest.approx(sales, abs=0.01)
    schema = json.loads((SCHEMAS / "forecast.schema.json").read_text())
    for row in rows[:60]:
        typed = {k: v if k in ("queue", "start") else float(v) for k, v in row.items() if v != ""}
        jsonschema.validate(typed, schema)


def test_forecast_from_a_date_inside_the_history(history_csv, tmp_path):
    out = tmp_path / "forecast.csv"
    options = ("--weeks", "1", "--out", str(out), "--start", "2024-03-04", "--queue", "service", "--json")
    done = run(forecast.command, str(history_csv), *READ, *options)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(out.open()))
    assert {row["queue"] for row in rows} == {"service"}
    assert rows[0]["start"] == "2024-03-04T00:00:00+01:00"


def test_forecast_without_json_shows_a_table(history_csv, tmp_path):
    options = ("--weeks", "1", "--out", str(tmp_path / "forecast.csv"))
    done = run(forecast.command, str(history_csv), *READ, *options)
    assert done.exit_code == 0
    assert "service" in done.output
    assert "public holidays: NL" in done.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--start", "2024-01-03"), "less than a week"),
        (("--start", "tomorrow"), "not a date"),
        (("--queue", "chat"), "no queue 'chat'"),
        (("--hours", "late"), "not a range"),
        (("--holidays", "XX"), "no holiday calendar"),
    ],
)
def test_what_cannot_be_forecast_exits_with_2_and_writes_nothing(
    options, message, history_csv, tmp_path, capfd
):
    out = tmp_path / "out" / "forecast.csv"
    out.parent.mkdir()
    done = run(forecast.command, str(history_csv), *READ, "--weeks", "1", "--out", str(out), *options)
    assert done.exit_code == 2
    assert message in done.output + capfd.readouterr().err
    assert list(out.parent.iterdir()) == []


def test_an_output_that_cannot_be_written_is_bad_input(history_csv, tmp_path):
    out = tmp_path / "nowhere" / "forecast.csv"
    assert run(forecast.command, str(history_csv), *READ, "--weeks", "1", "--out", str(out)).exit_code == 2


def test_backtest_prints_the_documented_json(history_csv):
    options = ("--queue", "sales", "--test-weeks", "4", "--lead-weeks", "0,1", "--levels", "30,day", "--json")
    done = run(backtest.command, str(history_csv), *READ, *options)
    assert done.exit_code == 0, done.output
    said = json.loads(done.output.splitlines()[-1])
    jsonschema.validate(said, json.loads((SCHEMAS / "backtest.schema.json").read_text()))
    assert set(said["results"]["30"]) == {"0", "1"}
    assert "mean4" in said["results"]["day"]["1"]
    assert said["chosen"]["30"]["0"] in said["results"]["30"]["0"]


def test_backtest_table_shows_the_floor_beside_the_errors(history_csv):
    options = (
        "--queue",
        "sales",
        "--test-weeks",
        "4",
        "--lead-weeks",
        "0",
        "--levels",
        "day",
        "--intraday",
        "0.25",
    )
    done = run(backtest.command, str(history_csv), *READ, *options)
    assert done.exit_code == 0, done.output
    assert "floor" in done.output
    assert "calendar+update" in done.output
    assert "after 0.25" in done.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "choose one of sales, service"),
        (("--queue", "sales", "--levels", "5"), "finer than"),
        (("--queue", "sales", "--lead-weeks", "one"), "whole numbers"),
        (("--queue", "sales", "--test-weeks", "40"), "too short"),
    ],
)
def test_a_backtest_that_cannot_be_made_exits_with_2(options, message, history_csv, capfd):
    done = run(backtest.command, str(history_csv), *READ, "--json", *options)
    assert done.exit_code == 2
    assert message in done.output + capfd.readouterr().err


def test_a_centre_folder_gives_zone_hours_queues_and_handle_time(history_csv, tmp_path):
    (tmp_path / "centre.toml").write_text(CENTRE)
    out = tmp_path / "forecast.csv"
    options = (
        "--centre",
        str(tmp_path),
        "--map",
        "start=begin,offered=calls",
        "--weeks",
        "1",
        "--out",
        str(out),
    )
    done = run(forecast.command, str(history_csv), *options)
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(out.open()))
    assert {row["aht_s"] for row in rows if row["queue"] == "sales"} == {"240"}
    evening = [
        row
        for row in rows
        if date.fromisoformat(row["start"][:10]).weekday() == 0 and "T17:00" in row["start"]
    ]
    assert all(float(row["mean"]) == 0 for row in evening)


CENTRE = """
name = "Small"
timezone = "Europe/Amsterdam"
interval_minutes = 30
packs = ["eu"]
[opening]
mon = ["08:00-17:00"]
tue = ["08:00-18:00"]
wed = ["08:00-18:00"]
thu = ["08:00-18:00"]
fri = ["08:00-18:00"]
sat = ["08:00-18:00"]
[[queue]]
name = "sales"
aht_s = 240
[[queue]]
name = "service"
aht_s = 300
[[shift]]
starts = ["08:00"]
lengths_h = [8]
"""
