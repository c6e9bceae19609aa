"""``equipoise check`` on folders of files with planted breaches prints these, and nothing on lawful ones."""

from __future__ import annotations

import csv
import shlex
from contextlib import chdir
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from equipoise.cli.check import command
from equipoise.rules.loading import known_packs, read_pack
from equipoise.rules.pack_yaml import read_yaml

from .case_files import CASES, FOLDER, write_case

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def printed(folder: Path) -> tuple[int, str]:
    """Exit code and standard output of the command in a folder's ``check.sh``, run there."""
    app = typer.Typer()
    app.command()(command)
    words = shlex.split((folder / "check.sh").read_text(encoding="utf-8"))
    assert words[:2] == ["equipoise", "check"]
    with chdir(folder):
        result = CliRunner().invoke(app, words[2:])
    return result.exit_code, result.stdout


@pytest.mark.parametrize("name", NAMES)
def test_what_is_planted_is_found_and_nothing_else(name: str) -> None:
    expected = (FOLDER / name / "breached" / "findings.csv").read_text(encoding="utf-8")
    assert printed(FOLDER / name / "breached") == (1, expected)


@pytest.mark.parametrize("name", NAMES)
def test_a_lawful_month_has_no_findings(name: str) -> None:
    assert printed(FOLDER / name / "lawful") == (0, "rule,worker,start,result\n")


def test_every_rule_of_every_pack_is_planted() -> None:
    planted = {
        row["rule"]
        for path in FOLDER.glob("*/breached/findings.csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    }
    assert {rule["id"] for pack in known_packs() for rule in read_pack(pack).rules} <= planted


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_of_the_rosters_in_words(name: str, tmp_path: Path) -> None:
    data = read_yaml(FOLDER / f"{name}.yaml")
    for case in CASES:
        there, here = FOLDER / name / case, tmp_path / name / case
        write_case(here, data, data[case])
        written = {path.name: path.read_bytes() for path in here.iterdir()}
        kept = {path.name: path.read_bytes() for path in there.iterdir() if path.name != "findings.csv"}
        assert kept == written
