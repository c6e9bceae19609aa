"""The main job from outside: files, exit codes, the same roster twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES, SCHEMAS = ROOT / "examples", ROOT / "docs" / "reference" / "schemas"
FILES = {
    "forecast.csv", "requirement.csv", "roster.csv", "coverage.csv", "findings.json", "simulation.json",
    "balance.json", "plan.json", "roster.xlsx", "calendars", "report.html",
}  # fmt: skip


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "equipoise", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def plan(centre: Path, out: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return run("plan", centre, "--weeks", 1, "--work", 150, "--runs", 3, "--out", out, *more)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    out = tmp_path_factory.mktemp("planned") / "out"
    done = plan(EXAMPLES / "small", out, "--json")
    assert done.returncode == 0, done.stderr
    return out, json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def centre(tmp_path):
    return Path(shutil.copytree(EXAMPLES / "small", tmp_path / "centre"))


def test_every_file_of_a_plan_is_there(planned):
    out, document = planned
    assert {path.name for path in out.iterdir()} == FILES
    assert document == json.loads((out / "plan.json").read_text())
    assert len(list((out / "calendars").glob("*.ics"))) == document["workers"]


@pytest.mark.parametrize("name", ["plan", "findings", "simulation", "balance"])
def test_documents_keep_to_their_schemas(planned, name):
    document = json.loads((planned[0] / f"{name}.json").read_text())
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    store = [(path.name, json.loads(path.read_text())) for path in SCHEMAS.glob("*.schema.json")]
    from referencing import Registry, Resource

    registry = Registry().with_resources((n, Resource.from_contents(s)) for n, s in store)
    jsonschema.Draft202012Validator(schema, registry=registry).validate(document)


def test_the_checker_alone_finds_nothing_broken_in_the_written_roster(planned):
    out, _ = planned
    small = EXAMPLES / "small"
    done = run(
        "check", out / "roster.csv", "--workers", small / "workers.csv", "--pack", "eu", "--pack", "nl",
        "--history", small / "previous.csv", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["counts"]["fail"] == 0


def test_the_same_work_gives_the_same_roster_byte_for_byte(planned, tmp_path):
    again = tmp_path / "again"
    assert plan(EXAMPLES / "small", again).returncode == 0
    assert (again / "roster.csv").read_bytes() == (planned[0] / "roster.csv").read_bytes()


def test_four_channels_get_a_requirement_a_backlog_and_a_simulation(tmp_path):
    import csv

    out = tmp_path / "out"
    done = plan(EXAMPLES / "four_channels", out, "--language", "nl")
    assert done.returncode == 0, done.stderr
    with (out / "requirement.csv").open() as file:
        rows = list(csv.DictReader(file))
    queues = {row["queue"] for row in rows if float(row["agents_net"]) > 0}
    simulated = json.loads((out / "simulation.json").read_text())["queues"]
    assert len(queues) == 4
    assert set(simulated) == queues
    assert 'lang="nl"' in (out / "report.html").read_text()
    email = [float(row["backlog"]) for row in rows if row["queue"] == "mail" and row["backlog"]]
    assert max(email) > 0


def test_an_impossible_week_exits_1_and_names_rule_worker_and_day(centre, tmp_path):
    worker = (centre / "workers.csv").read_text().splitlines()[1].split(",")[0]
    rows = "worker,start,end,kind\n" + f"{worker},2026-11-23T00:00,2026-11-30T00:00,unavailable\n"
    (centre / "availability.csv").write_text(rows)
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 1
    for word in ("availability", "contract.hours", worker, "2026-11-23"):
        assert word in done.stderr
    assert not (tmp_path / "out").exists()


def _replace(name, old, new):
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def _history(change):
    def spoil(folder: Path) -> None:
        lines = (folder / "history.csv").read_text().splitlines()
        (folder / "history.csv").write_text("\n".join(change(lines)) + "\n")

    return spoil


def _row(number, column, value):
    def change(lines):
        cells = lines[number - 1].split(",")
        cells[lines[0].split(",").index(column)] = value
        return [*lines[: number - 1], ",".join(cells), *lines[number:]]

    return _history(change)


BAD = {
    "missing column": (_history(lambda rows: [rows[0].replace("offered", "calls"), *rows[1:]]), "offered"),
    "unknown queue": (_row(5, "queue", "nobody"), "row 5"),
    "negative count": (_row(6, "offered", "-1"), "row 6"),
    "fractional count": (_row(7, "offered", "2.5"), "row 7"),
    "not a number": (_row(8, "offered", "NaN"), "row 8"),
    "duplicate interval": (_history(lambda rows: [*rows, rows[3]]), "row 4"),
    "empty file": (_history(lambda rows: [""]), "history.csv"),
    "unknown skill": (_replace("workers.csv", "service:", "moonlight:"), "skills"),
    "unknown pack": (_replace("centre.toml", '"nl"', '"atlantis"'), "centre.toml, field packs: unknown"),
    "pack before it begins": (_replace("centre.toml", '"nl"', '"nl@1950-01-01"'), "nl"),
    "unknown key": (_replace("centre.toml", "[shrinkage]", "[shrinkage]\nplaned = 0.1"), "planed"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_exits_2_says_where_and_writes_nothing(name, centre, tmp_path):
    spoil, word = BAD[name]
    spoil(centre)
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 2, done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--start", "2026-01-05"), "previous.csv"),
        (("--start", "yesterday"), "date"),
        (("--seconds", "5"), "--work"),
        (("--language", "tlh"), "language"),
    ],
)
def test_options_that_cannot_be_used_exit_2(options, word, tmp_path):
    done = plan(EXAMPLES / "small", tmp_path / "out", *options)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_gap_is_reported_with_what_was_done_about_it(centre, tmp_path):
    _history(lambda rows: [*rows[:99], *rows[102:]])(centre)
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "Gap in the history of service: 2026-" in done.stdout
    assert "median" in done.stdout


def test_rows_in_any_order_give_the_same_plan(planned, centre, tmp_path):
    _history(lambda rows: [rows[0], *reversed(rows[1:])])(centre)
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "roster.csv").read_bytes() == (planned[0] / "roster.csv").read_bytes()


def test_a_plan_before_all_history_is_refused(centre, tmp_path):
    (centre / "previous.csv").unlink()
    done = plan(centre, tmp_path / "out", "--start", "2026-01-05")
    assert done.returncode == 2
    assert "no contacts recorded" in done.stderr


def _born(centre, day):
    lines = (centre / "workers.csv").read_text().splitlines()
    cells = lines[1].split(",")
    cells[2] = day
    (centre / "workers.csv").write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")


def test_nobody_is_rostered_before_they_are_born(centre, tmp_path):
    _born(centre, "2030-01-01")
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 2
    assert "birth_date" in done.stderr


def test_an_age_that_no_rule_speaks_of_is_said_aloud(centre, tmp_path):
    _born(centre, "2013-06-01")
    done = plan(centre, tmp_path / "out")
    assert "no rule for anyone under 16 is held" in done.stderr


def test_a_broken_link_is_not_taken_for_an_absent_file(centre, tmp_path):
    (centre / "absences.csv").unlink()
    (centre / "absences.csv").symlink_to(tmp_path / "nowhere")
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 2
    assert "absences.csv" in done.stderr


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "precious.txt").write_text("keep")
    done = plan(EXAMPLES / "small", tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "precious.txt").read_text() == "keep"


HEAVY = ("django", "matplotlib", "scipy", "numba", "polars", "highspy", "ortools", "holidays")


@pytest.mark.parametrize("statement", ["import equipoise", "import equipoise.cli.main as m; m.load()"])
def test_importing_loads_nothing_heavy(statement):
    code = f"{statement}; import sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
