"""Packs of one's own: from a folder, through ``check`` and through a centre, and how they are refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from typer.testing import CliRunner, Result

from equipoise.cli.check import command
from equipoise.cli.job import Job, _history, _packs, _request
from equipoise.cli.plan import command as plan
from equipoise.errors import InvalidInput
from equipoise.io.centre import read_centre
from equipoise.rules.packs import PACKS, load_packs, own_files, refuse_unconfirmable

ON = date(2026, 3, 2)
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ONE_BREAK, TWO_BREAKS = "our_cao.breaks.one_break", "nl.atw.5_4.breaks"
ROSTER = """worker,start,end,activity,queue
ann,2026-03-03T12:00+01:00,2026-03-03T16:00+01:00,work,calls
ann,2026-03-03T16:00+01:00,2026-03-03T16:15+01:00,break,
ann,2026-03-03T16:15+01:00,2026-03-03T20:00+01:00,work,calls
"""
WORKERS = "worker,birth_date,contract_h_per_week,contract_type\nann,1990-01-01,36,permanent\n"
ABOUT: dict[str, Any] = {"id": "our_cao", "name": {"en": "Ours", "nl": "Onze"}, "begins": "2026-01-01"}


def one_break(**more: Any) -> dict[str, Any]:
    return {
        "id": ONE_BREAK,
        "kind": "breaks",
        "jurisdiction": "NL.cao",
        "instrument": "Our agreement",
        "article": "9",
        "status": "in_force",
        "severity": "block",
        "scope": {},
        "values": {
            "2026-01-01": {"parameters": {"tiers": [[5.5, 15]], "part_minutes": 15}, "source": "Article 9"}
        },
        "replaces": {"rule": TWO_BREAKS, "by": "cao", "article": "5:4"},
        "evidence": "P",
        "last_checked": "2026-11-24",
        "summary": {"en": "One break.", "nl": "Een pauze."},
        **more,
    }


MEMORY: dict[str, Any] = {
    "evidence": "fm",
    "severity": "warn",
    "confirmed_severity": "block",
    "last_checked": "",
}


def write(folder: Path, rule: dict[str, Any], about: dict[str, Any] = ABOUT) -> Path:
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(yaml.safe_dump(about), encoding="utf-8")
    (folder / "breaks.yaml").write_text(yaml.safe_dump([rule]), encoding="utf-8")
    return folder


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs ``check`` on the roster in a folder of its own, from which paths are relative."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "workers.csv").write_text(WORKERS, encoding="utf-8")
    app = typer.Typer()
    app.command()(command)
    start = ["roster.csv", "--workers", "workers.csv", "--pack", "nl"]
    return lambda *options: CliRunner().invoke(app, [*start, *options, "--json"])


def broken(result: Result) -> set[str]:
    document = json.loads(result.stdout.splitlines()[-1])
    return {row["rule"] for row in document["findings"] if row["result"] == "fail"}


def test_a_folder_of_ones_own_replaces_a_rule_of_law(check: Callable[..., Result], tmp_path: Path) -> None:
    assert TWO_BREAKS in broken(check())
    write(tmp_path / "our_cao", one_break())
    result = check("--pack", "./our_cao")
    assert (result.exit_code, broken(result)) == (0, set())
    packs = [pack["id"] for pack in json.loads(result.stdout.splitlines()[-1])["packs"]]
    assert packs == ["nl", "our_cao"]


def test_a_folder_can_be_pinned_to_a_date(check: Callable[..., Result], tmp_path: Path) -> None:
    write(tmp_path / "our_cao", one_break())
    assert broken(check("--pack", "./our_cao@2026-02-01")) == set()
    result = check("--pack", "./our_cao@2025-12-31")
    assert result.exit_code == 2
    assert "rule pack 'our_cao' begins on 2026-01-01; 2025-12-31 is before that" in result.stderr


def test_unconfirmed_both_rules_hold_and_confirmed_one_replaces(
    check: Callable[..., Result], tmp_path: Path
) -> None:
    write(tmp_path / "our_cao", one_break(**MEMORY))
    assert broken(check("--pack", "./our_cao")) == {TWO_BREAKS}
    assert broken(check("--pack", "./our_cao", "--confirmed", ONE_BREAK)) == set()


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("our_cao.breaks.two", "no pack named here holds rule 'our_cao.breaks.two'"),
        (TWO_BREAKS, "rule 'nl.atw.5_4.breaks' is marked P: only a value from memory (fm) needs confirming"),
    ],
)
def test_only_a_value_from_memory_can_be_confirmed(
    check: Callable[..., Result], tmp_path: Path, rule: str, reason: str
) -> None:
    write(tmp_path / "our_cao", one_break(**MEMORY))
    result = check("--pack", "./our_cao", "--confirmed", ONE_BREAK, "--confirmed", rule)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"field confirmed: {reason}" in result.stderr


Change = Callable[[dict[str, Any]], Any]


def parameters(rule: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = rule["values"]["2026-01-01"]["parameters"]
    return found


CLAUSE = {"by": "cao", "article": "10"}
WRONG: dict[str, tuple[Change, str]] = {
    "a value that no schema allows": (
        lambda rule: parameters(rule).update(part_minutes="15"),
        "field 0/values/2026-01-01/parameters/part_minutes: '15' is not of type 'number'",
    ),
    "an unknown key": (lambda rule: rule.update(colour="red"), "field 0: Additional properties"),
    "a bound of an unknown parameter": (
        lambda rule: rule.update(deviation=[{**CLAUSE, "up_to": {"max_hours": 3}}]),
        "field 0/deviation/0/up_to: Additional properties are not allowed ('max_hours' was unexpected)",
    ),
    "a bound that is no value": (
        lambda rule: rule.update(deviation=[{**CLAUSE, "up_to": {"part_minutes": -5}}]),
        "field 0/deviation/0/up_to/part_minutes: -5 is less than the minimum of 0",
    ),
    "a bound that names nothing": (
        lambda rule: rule.update(deviation=[{**CLAUSE, "up_to": {}}]),
        "field 0/deviation/0/up_to:",
    ),
    "a free parameter that the kind has not": (
        lambda rule: rule.update(deviation=[{**CLAUSE, "free": ["hours"]}]),
        "field 0/deviation/0/free/0: 'hours' is not one of ['tiers', 'part_minutes']",
    ),
    "another kind without all its values": (
        lambda rule: rule.update(deviation=[{**CLAUSE, "kind": "night_hours", "up_to": {"weeks": 2}}]),
        "field 0/deviation/0/up_to: 'max_hours' is a required property",
    ),
    "another kind without any value": (
        lambda rule: rule.update(deviation=[{**CLAUSE, "kind": "night_hours"}]),
        "field 0/deviation/0: 'up_to' is a required property",
    ),
    "guidance that would block once confirmed": (
        lambda rule: rule.update(MEMORY | {"status": "guidance"}),
        "field 0/confirmed_severity: 'warn' was expected",
    ),
    "a value beyond the clause": (
        lambda rule: parameters(rule).update(tiers=[[5.5, 10]]),
        "field our_cao.breaks.one_break/parameters/tiers: cannot replace 'nl.atw.5_4.breaks': "
        "tiers [[5.5, 10]] leaves less than [[5.5, 15]], the least that the clause allows",
    ),
    "an unknown clause": (
        lambda rule: rule["replaces"].update(article="5:5"),
        "field our_cao.breaks.one_break/replaces/article: "
        "rule 'nl.atw.5_4.breaks' has no deviation by cao (5:5)",
    ),
    "an unknown rule": (
        lambda rule: rule["replaces"].update(rule="nl.atw.5_4.pauses"),
        "field our_cao.breaks.one_break/replaces/rule: no pack named here holds rule 'nl.atw.5_4.pauses'",
    ),
}


@pytest.mark.parametrize(("change", "reason"), WRONG.values(), ids=WRONG)
def test_a_faulty_file_exits_with_2_and_names_file_path_and_reason(
    check: Callable[..., Result], tmp_path: Path, change: Change, reason: str
) -> None:
    rule = one_break()
    change(rule)
    file = write(tmp_path / "our_cao", rule) / "breaks.yaml"
    result = check("--pack", "./our_cao")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{file}, {reason}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_without_a_pack_is_refused(check: Callable[..., Result], tmp_path: Path) -> None:
    result = check("--pack", "./our_cao")
    assert result.exit_code == 2
    assert f"{tmp_path / 'our_cao'}: not a rule pack: it has no pack.yaml" in result.stderr


def test_a_pack_without_rules_is_refused(check: Callable[..., Result], tmp_path: Path) -> None:
    (write(tmp_path / "our_cao", one_break()) / "breaks.yaml").unlink()
    result = check("--pack", "./our_cao")
    assert result.exit_code == 2
    assert "the pack has no file with rules" in result.stderr


def test_the_other_ending_of_yaml_files_is_read_too(check: Callable[..., Result], tmp_path: Path) -> None:
    file = write(tmp_path / "our_cao", one_break()) / "breaks.yaml"
    file.rename(file.with_suffix(".yml"))
    assert broken(check("--pack", "./our_cao")) == set()


def test_a_rule_of_law_cannot_be_shadowed_by_one_of_the_same_name(
    check: Callable[..., Result], tmp_path: Path
) -> None:
    rule = one_break(id=TWO_BREAKS)
    del rule["replaces"]
    file = write(tmp_path / "our_cao", rule) / "breaks.yaml"
    result = check("--pack", "./our_cao")
    assert result.exit_code == 2
    assert f"{file}: rule 'nl.atw.5_4.breaks' stands in pack 'nl' already" in result.stderr


def test_a_folder_that_takes_the_name_of_a_pack_is_refused(
    check: Callable[..., Result], tmp_path: Path
) -> None:
    write(tmp_path / "ours", one_break(), {**ABOUT, "id": "nl"})
    result = check("--pack", "./ours")
    assert result.exit_code == 2
    assert "rule pack 'nl' is named twice" in result.stderr


def test_a_changed_folder_is_read_anew(tmp_path: Path) -> None:
    folder = write(tmp_path / "our_cao", one_break())
    specs = ["nl", "./our_cao"]
    assert len(load_packs(specs, ON, base=tmp_path)[1].rules) == 1
    shutil.copy(PACKS / "example_cao" / "example.yaml", folder / "more.yaml")
    assert len(load_packs(["nl", "./our_cao"], ON, base=tmp_path)[1].rules) > 1


@pytest.mark.parametrize("spec", ["./our_cao", "../packs/nl", "/etc/nl", "sub/nl"])
def test_without_a_place_to_start_from_no_folder_is_read(spec: str) -> None:
    with pytest.raises(InvalidInput, match="a folder cannot be named here"):
        load_packs([spec], ON)


def test_an_at_in_the_path_is_no_date(tmp_path: Path) -> None:
    write(tmp_path / "by@2026" / "our_cao", one_break())
    (_, pack) = load_packs(["nl", "./by@2026/our_cao@2026-02-01"], ON, base=tmp_path)
    assert (pack.id, pack.version) == ("our_cao", "2026-02-01")


def test_confirming_nothing_asks_nothing() -> None:
    refuse_unconfirmable(["no such pack"], [])


@pytest.fixture
def centre(tmp_path: Path) -> Path:
    """The small example with a pack of its own."""
    folder = tmp_path / "centre"
    shutil.copytree(EXAMPLES / "small", folder)
    write(folder / "our_cao", one_break(**MEMORY))
    return folder


def name_packs(folder: Path, lines: str) -> Path:
    file = folder / "centre.toml"
    text = file.read_text(encoding="utf-8")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("packs"))
    file.write_text(f"{lines}\n{kept}\n", encoding="utf-8")
    return folder


def planned(folder: Path) -> tuple[set[str], str]:
    """The rules a plan would obey, and the digest of its inputs."""
    job = Job(folder, folder / "out", weeks=1, seed=1)
    read = read_centre(folder)
    request = _request(job, read, _history(job, read))
    packs = _packs(job, read, request)
    return {rule.id for pack in packs for rule in pack.rules}, request.inputs_sha256


def test_a_centre_names_folders_from_its_own_and_what_is_confirmed(centre: Path) -> None:
    rules, unconfirmed = planned(name_packs(centre, 'packs = ["nl", "./our_cao"]'))
    assert {ONE_BREAK, TWO_BREAKS} <= rules
    rules, confirmed = planned(
        name_packs(centre, f'packs = ["nl", "./our_cao"]\nconfirmed = ["{ONE_BREAK}"]')
    )
    assert ONE_BREAK in rules
    assert TWO_BREAKS not in rules
    assert confirmed != unconfirmed


def test_a_change_in_the_folder_changes_the_digest_of_the_plan(centre: Path) -> None:
    name_packs(centre, 'packs = ["nl", "./our_cao"]')
    _, before = planned(centre)
    file = centre / "our_cao" / "breaks.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# read again\n", encoding="utf-8")
    _, after = planned(centre)
    assert before != after
    assert own_files(["nl", "./our_cao"], centre) == (file, centre / "our_cao" / "pack.yaml")


@pytest.mark.parametrize(
    ("lines", "field", "reason"),
    [
        (f'packs = ["nl"]\nconfirmed = ["{ONE_BREAK}"]', "confirmed", "no pack named here holds rule"),
        (f'packs = ["nl"]\nconfirmed = ["{TWO_BREAKS}"]', "confirmed", "is marked P"),
        ('packs = ["nl", "xx"]', "packs", "unknown rule pack 'xx'"),
        ('packs = ["nl", "./our_cao@soon"]', "packs", "'soon' is not a date"),
        ('packs = ["nl@2025-06-30"]', "packs", "begins on 2025-07-01; 2025-06-30 is before that"),
        ('packs = ["nl"]\nconfirmed = [3]', "confirmed", "3 is not a text"),
    ],
)
def test_what_a_centre_names_wrongly_is_refused_by_file_and_key(
    centre: Path, lines: str, field: str, reason: str
) -> None:
    with pytest.raises(InvalidInput, match=reason) as error:
        planned(name_packs(centre, lines))
    assert (error.value.file, error.value.field) == (str(centre / "centre.toml"), field)


def test_a_folder_that_a_centre_names_wrongly_is_refused_by_its_path(centre: Path) -> None:
    with pytest.raises(InvalidInput, match=r"it has no pack\.yaml") as error:
        planned(name_packs(centre, 'packs = ["nl", "./their_cao"]'))
    assert error.value.file == str(centre / "their_cao")


def test_a_plan_with_a_faulty_pack_exits_with_2_and_writes_nothing(centre: Path) -> None:
    rule = one_break()
    parameters(rule).update(tiers=[[6, 15]])
    write(centre / "their_cao", rule)
    name_packs(centre, 'packs = ["nl", "./their_cao"]')
    app = typer.Typer()
    app.command()(plan)
    out = centre.parent / "out"
    result = CliRunner().invoke(app, [str(centre), "--weeks", "1", "--seed", "1", "--out", str(out)])
    assert result.exit_code == 2
    file = centre / "their_cao" / "breaks.yaml"
    assert f"{file}, field our_cao.breaks.one_break/parameters/tiers: cannot replace" in result.stderr
    assert not out.exists()


def test_the_pack_of_the_how_to_is_one(tmp_path: Path) -> None:
    text = (EXAMPLES.parent / "docs" / "how-to" / "write_a_rule_pack.md").read_text(encoding="utf-8")
    about, *rules = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "our_cao").mkdir()
    for name, content in (("pack", about), *(enumerate(rules))):
        (tmp_path / "our_cao" / f"{name}.yaml").write_text(content, encoding="utf-8")
    law, own = load_packs(["nl", "./our_cao"], ON, base=tmp_path)
    assert {rule.id for rule in own.rules} == {ONE_BREAK, "our_cao.rest.rest_between"}
    assert TWO_BREAKS not in {rule.id for rule in law.rules}
