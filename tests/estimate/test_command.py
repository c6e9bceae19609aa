"""``equipoise estimate`` as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from equipoise.cli import estimate

ROOT = Path(__file__).resolve().parents[2]
JANUARY = ROOT / "../shared/data/contacts/anonymous_bank_calls_1999/january_1999.csv.gz"
present = pytest.mark.skipif(not JANUARY.exists(), reason="the call records are not beside the repository")


def run(*arguments: str):
    app = typer.Typer()
    app.command()(estimate.command)
    return CliRunner().invoke(app, list(arguments))


def document(result) -> dict:
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout.splitlines()[-1])
    schema = json.loads((ROOT / "docs/reference/schemas/estimate.schema.json").read_text())
    Draft202012Validator(schema).validate(found)
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    random = np.random.default_rng(2)
    lines = ["queue,arrival,answered,ended,abandoned"]
    for number in range(400):
        moment = np.datetime64("2026-03-02T08:00:00") + np.timedelta64(number % 16, "D")
        arrival = moment + np.timedelta64(int(random.integers(0, 30000)), "s")
        wait, handle = (np.timedelta64(int(x), "s") for x in random.exponential((60, 300)) + 1)
        if number % 4:
            lines.append(f"help,{arrival},{arrival + wait},{arrival + wait + handle},")
        else:
            lines.append(f"help,{arrival},,,{arrival + wait}")
    lines.append("other,2026-03-02T09:00:00,2026-03-02T08:00:00,2026-03-02T08:01:00,")
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_table_of_contacts(table: Path) -> None:
    found = document(run(str(table), "--draws", "100", "--json"))
    assert (found["format"], found["rows"], found["used"], found["resampled"]) == (
        "contacts",
        401,
        400,
        "days",
    )
    assert found["rejected"]["reasons"] == {"answered before arrival": 1}
    assert found["rejected"]["first"] == [{"row": 402, "reason": "answered before arrival"}]
    assert found["patience"]["all"]["abandoned"] == 100
    assert found["handle_time"]["help"] == found["handle_time"]["all"]
    again = document(run(str(table), "--draws", "100", "--json"))
    assert found == again


def test_it_reads_well_without_json(table: Path) -> None:
    result = run(str(table), "--draws", "100")
    assert result.exit_code == 0
    assert "answered before arrival" in result.stdout


@pytest.mark.parametrize("options", [["--draws", "5"], ["--seed", "-1"]])
def test_options_out_of_range_are_refused(table: Path, options: list[str]) -> None:
    assert run(str(table), *options).exit_code == 2


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.csv"))
    assert result.exit_code == 2
    assert "no such file" in result.stderr


@present
def test_january_1999_of_the_anonymous_bank() -> None:
    """Mean service of answered calls 185 s; 4,299 hung up, of whom 3,080 after a recorded wait."""
    found = document(run(str(JANUARY), "--draws", "100", "--json"))
    assert found["format"] == "anonymous_bank"
    time, patience = found["handle_time"]["all"], found["patience"]["all"]
    assert time["mean_s"]["value"] == pytest.approx(185, abs=1)
    assert time["n"] + time["unrecorded"] == 27060
    assert patience["abandoned"] + patience["left_at_once"] == 4299
    assert patience["mean_s"]["low"] < 357 < patience["mean_s"]["high"]
    assert patience["shape"]["high"] < 1
    assert found["arrivals"]["all"]["days"] == 29
    assert found["rejected"]["count"] == 240
