"""``equipoise erlang`` and ``equipoise staff`` as a shell sees them."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from equipoise.cli import erlang, staff
from equipoise.forecast import LEVELS, Forecast
from equipoise.io.centre import read_centre
from equipoise.io.tables import write_forecast
from equipoise.timegrid import Grid

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "docs/reference/schemas"
FOUR = ROOT / "examples/four_channels"
CELL = ["--calls-per-hour", "240", "--aht-s", "300"]
GOOD = 'b1,erlang_b,"{""agents"": 1, ""load_erlangs"": 0.5}",blocking,0.3333333333333333,1e-9\n'


def run(command, *arguments: str):
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, list(arguments))


def last_json(result) -> dict:
    return json.loads(result.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("options", "agents"),
    [
        (["--model", "b", "--max-blocking", "0.01"], 30),
        (["--model", "c"], 25),
        (["--model", "a", "--patience-s", "180", "--definition", "answered_over_offered"], 23),
        (["--model", "c", "--agents", "26"], 26),
        (["--model", "c", "--max-occupancy", "0.75"], 27),
    ],
)
def test_one_value_fits_its_schema(options: list[str], agents: int) -> None:
    result = run(erlang.command, *CELL, *options, "--json")
    assert result.exit_code == 0
    schema = json.loads((SCHEMAS / "erlang.schema.json").read_text())
    Draft202012Validator(schema).validate(last_json(result))
    assert last_json(result)["agents"] == agents


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--model", "a", "--patience-s", "180"], "--definition"),
        (["--model", "a", "--definition", "answered_over_offered"], "--patience-s"),
        (["--model", "c", "--agents", "19"], "without end"),
        (["--model", "x"], "--model"),
        (["--model", "c", "--share", "1"], "share"),
    ],
)
def test_a_question_without_answer_says_why(options: list[str], reason: str) -> None:
    result = run(erlang.command, *CELL, *options)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_wrong_reference_value_exits_one_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vectors.csv"
    path.write_text(
        "id,family,inputs,output,value,tol_rel\n" + GOOD + GOOD.replace("b1", "b2").replace("0.3", "0.4")
    )
    result = run(erlang.command, "--vectors", str(path), "--json")
    assert result.exit_code == 1
    assert "b2" in result.stderr
    assert last_json(result) == {"rows": 2, "passed": 1, "failed": 1, "skipped": 0, "failures": ["b2"]}


def test_all_right_exits_zero(tmp_path: Path) -> None:
    path = tmp_path / "vectors.csv"
    path.write_text("id,family,inputs,output,value,tol_rel\n" + GOOD)
    assert run(erlang.command, "--vectors", str(path)).exit_code == 0


@pytest.fixture
def forecast(tmp_path: Path) -> Path:
    """A steady day of the four-channel example."""
    centre = read_centre(FOUR)
    grid = Grid.over_days(date(2026, 3, 2), 1, centre.interval_minutes, centre.timezone)
    names = tuple(queue.name for queue in centre.queues)
    mean = np.where(centre.opening.mask(grid), 6.0, 0.0) * np.ones((len(names), 1))
    quantiles = np.repeat(mean[:, None, :], len(LEVELS), axis=1)
    aht = np.array([[queue.aht_s] for queue in centre.queues]) * np.ones(grid.n)
    zeros = np.zeros(len(names))
    path = tmp_path / "forecast.csv"
    write_forecast(path, Forecast(grid, names, mean, quantiles, aht, zeros, zeros))
    return path


def test_a_forecast_becomes_a_requirement_for_every_channel(forecast: Path, tmp_path: Path) -> None:
    out = tmp_path / "requirement.csv"
    result = run(staff.command, str(forecast), "--centre", str(FOUR), "--out", str(out), "--json")
    assert result.exit_code == 0, result.stderr
    with out.open() as lines:
        rows = list(csv.DictReader(lines))
    queues = {queue["queue"]: queue for queue in last_json(result)["queues"]}
    for name, queue in queues.items():
        net = sum(float(row["agents_net"]) for row in rows if row["queue"] == name) / 4
        assert net == pytest.approx(queue["agent_hours_net"], abs=1e-3)
        assert queue["agent_hours_planned"] == pytest.approx(net / 0.94, rel=1e-4)
    assert any(row["backlog"] for row in rows if row["queue"] == "mail")


def test_nothing_is_written_for_a_forecast_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "forecast.csv"
    broken.write_text("queue,start\n")
    out = tmp_path / "requirement.csv"
    result = run(staff.command, str(broken), "--centre", str(FOUR), "--out", str(out))
    assert result.exit_code == 2
    assert "mean" in result.stderr
    assert not out.exists()
