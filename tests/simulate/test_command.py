"""``equipoise simulate`` as a shell sees it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from equipoise.cli import simulate
from equipoise.io.centre import read_centre
from equipoise.io.roster import write_roster
from equipoise.io.workforce import read_workforce
from equipoise.timegrid import Stretch, zone

ROOT = Path(__file__).resolve().parents[2]
FOUR = ROOT / "examples/four_channels"
FIRST = date(2026, 11, 23)


@pytest.fixture(scope="module")
def roster(tmp_path_factory) -> Path:
    """Everybody from 8 to 18, for all skills, on two days after the history."""
    centre = read_centre(FOUR)
    clock = zone(centre.timezone)
    stretches = [
        Stretch(worker.name, clock.instant_s(FIRST, start), clock.instant_s(FIRST, end))
        for worker in read_workforce(FOUR, centre).workers
        for start, end in ((480, 1080), (1920, 2520))
    ]
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    write_roster(path, stretches, centre.timezone)
    return path


def run(*arguments: str):
    app = typer.Typer()
    app.command()(simulate.command)
    return CliRunner().invoke(app, [*arguments])


def test_all_four_channels_are_simulated_and_fit_the_schema(roster: Path) -> None:
    result = run(str(FOUR), str(roster), "--runs", "3", "--seed", "5", "--json")
    assert result.exit_code == 0, result.stderr
    seen = json.loads(result.stdout.splitlines()[-1])
    schema = json.loads((ROOT / "docs/reference/schemas/simulation.schema.json").read_text())
    Draft202012Validator(schema).validate(seen)
    assert set(seen["queues"]) == {"service", "chat", "mail", "welcome"}
    assert all(queue["answered"] > 0.9 * queue["offered"] > 0 for queue in seen["queues"].values())
    assert seen["from"].startswith("2026-11-23")
    assert seen["to"].startswith("2026-11-25")


def test_the_same_seed_prints_the_same(roster: Path) -> None:
    options = [str(FOUR), str(roster), "--runs", "2", "--days", "1", "--json"]
    first, again = run(*options), run(*options)
    assert first.stdout == again.stdout
    assert json.loads(first.stdout.splitlines()[-1])["to"].startswith("2026-11-24")


def test_a_table_for_people(roster: Path) -> None:
    result = run(str(FOUR), str(roster), "--runs", "2", "--days", "1")
    assert result.exit_code == 0
    assert "welcome" in result.stdout
    assert "Occupancy" in result.stdout


def test_a_roster_that_is_not_there_exits_two(tmp_path: Path) -> None:
    result = run(str(FOUR), str(tmp_path / "none.csv"))
    assert result.exit_code == 2
    assert "none.csv" in result.stderr
