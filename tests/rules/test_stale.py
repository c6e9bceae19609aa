"""Which rules somebody should look at again, and what the commands say of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner, Result

from equipoise.cli.rules import command
from equipoise.rules.pack_files import PackFolder, known_packs, pack_from, read_pack
from equipoise.rules.stale import Stale, stale_rules

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
READ = date(2026, 11, 24)
ABOUT = {"id": "ours", "name": {"en": "Ours", "nl": "Onze"}, "begins": "2026-01-01"}


def a_rule(**more: Any) -> dict[str, Any]:
    return {
        "id": "ours.rest",
        "kind": "rest_between",
        "jurisdiction": "XX",
        "instrument": "Act",
        "article": "1",
        "status": "in_force",
        "severity": "block",
        "scope": {},
        "values": {"2026-01-01": {"parameters": {"hours": 11}, "source": "Act, article 1"}},
        "evidence": "P",
        "last_checked": "2026-11-24",
        "summary": {"en": "Rest.", "nl": "Rust."},
        **more,
    }


def a_pack(**more: Any) -> PackFolder:
    return pack_from(ABOUT, [a_rule(**more)], "rows")


def only(pack: PackFolder, on: date) -> Stale:
    (found,) = stale_rules([pack], on)
    return found


def test_a_value_is_fresh_for_twelve_months_and_stale_a_day_later() -> None:
    assert stale_rules([a_pack()], date(2027, 11, 24)) == ()
    found = only(a_pack(), date(2027, 11, 25))
    assert (found.why, found.since, found.is_urgent) == ("old", date(2027, 11, 25), True)
    assert (found.pack, found.rule, found.article) == ("ours", "ours.rest", "Act, art. 1")


def test_what_was_read_on_a_leap_day_is_stale_from_the_first_of_march() -> None:
    pack = a_pack(last_checked="2028-02-29")
    assert stale_rules([pack], date(2029, 2, 28)) == ()
    assert only(pack, date(2029, 3, 1)).since == date(2029, 3, 1)


def test_what_is_from_memory_is_listed_and_does_not_count() -> None:
    found = only(a_pack(evidence="fm", severity="warn", last_checked=""), READ)
    assert (found.why, found.since, found.is_urgent) == ("unchecked", None, False)


def test_guidance_grows_old_too() -> None:
    assert only(a_pack(status="guidance", severity="warn"), date(2028, 1, 1)).is_urgent


PENDING = {
    "status": "pending",
    "values": {day: {"parameters": {"hours": 12}, "source": "Bill"} for day in ("2028-01-01", "2027-01-01")},
}


def test_a_pending_rule_is_due_on_the_day_of_its_first_value() -> None:
    pack = a_pack(**PENDING)
    assert stale_rules([pack], date(2026, 12, 31)) == ()
    found = only(pack, date(2027, 1, 1))
    assert (found.why, found.since, found.is_urgent) == ("due", date(2027, 1, 1), True)


def test_a_pending_rule_from_memory_counts_once_it_is_due() -> None:
    pack = a_pack(**PENDING, evidence="fm", severity="warn", last_checked="")
    assert [found.is_urgent for found in stale_rules([pack], READ)] == [False]
    assert [found.is_urgent for found in stale_rules([pack], date(2027, 1, 1))] == [True, False]


def test_a_pending_rule_can_be_due_and_old() -> None:
    assert [found.why for found in stale_rules([a_pack(**PENDING)], date(2028, 1, 1))] == ["due", "old"]


@pytest.mark.parametrize(
    ("more", "on", "words"),
    [
        ({}, date(2028, 1, 1), "last checked on 2026-11-24, stale since 2027-11-25"),
        ({"evidence": "fm", "severity": "warn", "last_checked": ""}, READ, "from memory, never checked"),
        (PENDING, date(2027, 1, 1), "pending, and due since 2027-01-01"),
    ],
)
def test_a_sentence_names_rule_article_and_reason(more: dict[str, Any], on: date, words: str) -> None:
    assert str(only(a_pack(**more), on)) == f"ours.rest (Act, art. 1): {words}"


def test_no_pack_was_stale_when_it_was_last_read_through() -> None:
    assert not [found.rule for found in stale_rules(map(read_pack, known_packs()), READ) if found.is_urgent]


def run(*options: str) -> Result:
    return CliRunner().invoke(command, ["stale", *options])


def test_the_command_exits_with_0_where_only_memory_is_unchecked() -> None:
    result = run("--on", "2026-11-24")
    assert result.exit_code == 0
    assert "example_cao.breaks.one_break (Example CAO (invented), art. 5): from memory" in result.stdout


def test_the_command_exits_with_1_a_year_later_and_says_how_many() -> None:
    result = run("--on", "2027-11-25", "--pack", "fr", "--json")
    document = json.loads(result.stdout.splitlines()[-1])
    schema = json.loads((REFERENCE / "schemas" / "stale.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)
    rules = {rule["id"] for rule in read_pack("fr").rules}
    assert {row["rule"] for row in document["stale"]} == rules
    assert document["counts"] == {"old": len(rules), "unchecked": 0, "due": 0}
    assert result.exit_code == 1
    assert f"{len(rules)} to look at again" in result.stderr


def test_the_command_says_when_nothing_is_stale() -> None:
    result = run("--on", "2026-11-24", "--pack", "fr")
    assert (result.exit_code, result.stdout) == (0, "nothing is stale\n")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--on", "soon"], "'soon' is not a date"),
        (["--pack", "xx"], "unknown rule pack 'xx'"),
        (["--pack", "./nowhere"], "it has no pack.yaml"),
    ],
)
def test_bad_input_exits_with_2(options: list[str], reason: str) -> None:
    result = run(*options)
    assert result.exit_code == 2
    assert reason in result.stderr
