"""Facts and leave in a centre folder: read with it, part of its digest, judged in the plan's own check."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from equipoise.demo.generate import write_demonstration

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FIRST_AID, LEAVE = "nl.arbowet.15.first_aiders", "eu.wtd.7.leave"
NO_LEAVE = "worker,year,kind,entitled_h,taken_h,lapses,reminded\n"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "equipoise", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def plan(centre: Path, out: Path, *more: object) -> subprocess.CompletedProcess[str]:
    return run("plan", centre, "--weeks", 1, "--work", 150, "--runs", 1, "--out", out, *more)


def unjudged(folder: Path) -> set[str]:
    return {one["rule"] for one in json.loads((folder / "findings.json").read_text())["not_judged"]}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The demonstration centre and a week planned for it, with a report in Dutch."""
    folder = tmp_path_factory.mktemp("demonstration")
    write_demonstration(folder / "centre", 1)
    done = plan(folder / "centre", folder / "plan", "--language", "nl")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The small example, which has neither file, and a week planned for it."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(EXAMPLES / "small", folder / "centre")
    assert plan(folder / "centre", folder / "plan").returncode == 0
    return folder


def test_the_demonstration_plan_has_a_first_aider_in_every_open_hour(demonstration):
    assert FIRST_AID not in unjudged(demonstration / "plan")
    assert json.loads((demonstration / "plan" / "findings.json").read_text())["counts"]["fail"] == 0


def test_without_its_first_aiders_the_same_roster_breaks_the_rule(demonstration):
    centre, none = demonstration / "centre", demonstration / "none.csv"
    none.write_text("worker,fact,from,to,value\n")
    done = run(
        "check", demonstration / "plan" / "roster.csv", "--workers", centre / "workers.csv",
        "--centre", centre / "centre.toml", "--facts", none, "--json",
    )  # fmt: skip
    found = {f["rule"] for f in json.loads(done.stdout.splitlines()[-1])["findings"] if f["result"] == "fail"}
    assert FIRST_AID in found


def test_a_plan_without_the_files_says_what_was_not_judged(small):
    assert FIRST_AID in unjudged(small / "plan")
    report = (small / "plan" / "report.html").read_text()
    assert re.search(r"Not judged, so neither kept nor broken: \d+ rules?, since", report)
    assert "no facts about workers were given (facts.csv)" in report


def test_the_report_says_it_in_dutch_as_well(demonstration):
    """The demonstration has no leave accounts on file."""
    report = (demonstration / "plan" / "report.html").read_text()
    assert "Niet getoetst, dus in orde noch overtreden:" in report
    assert "er zijn geen verlofsaldi gegeven (leave.csv)" in report
    assert "facts.csv" not in report


@pytest.fixture
def centre(small, tmp_path):
    """A copy of the small centre that a test may add to."""
    return Path(shutil.copytree(small / "centre", tmp_path / "centre"))


def test_leave_accounts_in_the_folder_are_judged_and_change_the_digest(small, centre, tmp_path):
    (centre / "leave.csv").write_text(NO_LEAVE)
    assert plan(centre, tmp_path / "out").returncode == 0
    needs_leave = {rule for rule in unjudged(small / "plan") if rule.startswith(LEAVE)}
    assert needs_leave
    assert not needs_leave & unjudged(tmp_path / "out")
    digests = [
        json.loads((folder / "plan.json").read_text())["inputs_sha256"]
        for folder in (small / "plan", tmp_path / "out")
    ]
    assert digests[0] != digests[1]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("facts.csv", "worker,fact\neve,first_aider\n", "row 2, field worker: unknown worker 'eve'"),
        ("facts.csv", "worker,fakt\n", "no column 'fact'"),
        ("leave.csv", NO_LEAVE + "eve,2026,statutory,1,1,,\n", "row 2, field worker: unknown worker 'eve'"),
    ],
)
def test_files_of_the_folder_that_cannot_be_used_are_refused(centre, tmp_path, name, text, reason):
    (centre / name).write_text(text)
    done = plan(centre, tmp_path / "out")
    assert done.returncode == 2
    assert name in done.stderr
    assert reason in done.stderr
    assert not (tmp_path / "out").exists()
