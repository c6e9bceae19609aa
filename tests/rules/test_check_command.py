"""``equipoise check``: files in, findings out, and an exit code that scripts can trust."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from equipoise.cli.check import command

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "schemas" / "check.schema.json"
HEADER = "worker,start,end,activity,queue\n"
WORKERS = "worker,birth_date,contract_h_per_week,contract_type\nann,1990-01-01,36,permanent\n"
LAWFUL = """worker,start,end,activity,queue
ann,2026-03-03T12:00+01:00,2026-03-03T16:00+01:00,work,calls
ann,2026-03-03T16:00+01:00,2026-03-03T16:30+01:00,meal,
ann,2026-03-03T16:30+01:00,2026-03-03T20:00+01:00,work,calls
"""
BREACH = """worker,start,end,activity,queue
ann,2026-03-03T13:00+01:00,2026-03-03T18:00+01:00,work,calls
ann,2026-03-04T04:59+01:00,2026-03-04T09:00+01:00,work,calls
"""
SUNDAY = ("nl.atw.5_6.sunday_consent", "ann", "2026-03-08T00:00:00+01:00")
HISTORY = """worker,start,end,activity,queue
ann,{day}T12:00+01:00,{day}T16:00+01:00,work,calls
"""


@pytest.fixture
def check(tmp_path: Path) -> Any:
    """Runs the command on a roster text; keyword arguments become files, the rest options."""
    app = typer.Typer()
    app.command()(command)

    def run(roster: str, *options: str, workers: str = WORKERS, history: str | None = None) -> Result:
        (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
        (tmp_path / "workers.csv").write_text(workers, encoding="utf-8")
        arguments = [str(tmp_path / "roster.csv"), "--workers", str(tmp_path / "workers.csv"), *options]
        if history is not None:
            (tmp_path / "history.csv").write_text(history, encoding="utf-8")
            arguments += ["--history", str(tmp_path / "history.csv")]
        return CliRunner().invoke(app, arguments)

    return run


def document(result: Result) -> dict[str, Any]:
    """The last line of stdout, which must match the schema."""
    value: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(value)
    return value


def findings(result: Result, outcome: str) -> list[tuple[str, str, str]]:
    return [
        (f["rule"], f["worker"], f["start"]) for f in document(result)["findings"] if f["result"] == outcome
    ]


def test_a_lawful_roster_exits_with_0_and_counts_what_is_open(check: Any) -> None:
    result = check(LAWFUL, "--pack", "nl@2026-03-01", "--pack", "eu@2026-03-01", "--json")
    assert result.exit_code == 0
    value = document(result)
    assert value["counts"]["fail"] == 0
    assert value["counts"]["undetermined"] == len(value["findings"]) > 0
    assert value["packs"] == [{"id": "nl", "version": "2026-03-01"}, {"id": "eu", "version": "2026-03-01"}]
    assert all("history from" in f["message"] and "is missing" in f["message"] for f in value["findings"])


def test_open_questions_are_findings_when_strict(check: Any) -> None:
    assert check(LAWFUL, "--pack", "nl", "--strict", "--json").exit_code == 1


def test_a_year_of_history_leaves_nothing_open(check: Any) -> None:
    history = HISTORY.format(day="2025-02-03")
    result = check(LAWFUL, "--pack", "nl", "--pack", "eu", "--json", history=history)
    assert result.exit_code == 0
    assert document(result)["findings"] == []


def test_a_breach_exits_with_1_and_names_rule_worker_and_moment(check: Any) -> None:
    result = check(BREACH, "--pack", "eu", "--json", history=HISTORY.format(day="2025-02-03"))
    assert result.exit_code == 1
    assert findings(result, "fail") == [("eu.wtd.3.daily_rest", "ann", "2026-03-03T13:00:00+01:00")]
    (finding,) = document(result)["findings"]
    assert (finding["measured"], finding["limit"], finding["unit"]) == (10.9833, 11.0, "h")
    assert finding["article"] == "Directive 2003/88/EC, art. 3"
    assert finding["message"].startswith(
        "The longest rest in the 24 hours from 2026-03-03 13:00 is 10 h 59 min"
    )
    assert finding["message_nl"].startswith("De langste rust in de 24 uur vanaf 2026-03-03 13:00")


def test_the_table_shows_article_worker_and_sentence(check: Any) -> None:
    result = check(BREACH, "--pack", "eu", history=HISTORY.format(day="2025-02-03"))
    text = " ".join(result.stdout.split())
    assert "eu.wtd.3.daily_rest" in text
    assert "ann" in text
    assert "1 failed, 0 undetermined" in text
    assert "(eu@2026-03-03)" in text


def test_rows_in_utc_are_read_by_the_home_zone_of_the_pack(check: Any) -> None:
    """23:00-00:30 in UTC is 00:00-01:30 in the Netherlands: work on a Sunday."""
    roster = HEADER + "ann,2026-03-07T23:00Z,2026-03-08T00:30Z,work,calls\n"
    result = check(roster, "--pack", "nl", "--json")
    assert ("nl.atw.5_6.sunday_consent", "ann", "2026-03-08T00:00:00+01:00") in findings(
        result, "undetermined"
    )


def test_rows_with_offsets_are_read_as_written(check: Any) -> None:
    roster = HEADER + "ann,2026-03-07T23:00-05:00,2026-03-07T23:30-05:00,work,calls\n"
    assert "nl.atw.5_6.sunday_consent" not in {
        rule for rule, _, _ in findings(check(roster, "--pack", "nl", "--json"), "undetermined")
    }


def test_a_time_zone_asked_for_overrides_what_is_written(check: Any) -> None:
    roster = HEADER + "ann,2026-03-07T23:00-05:00,2026-03-07T23:30-05:00,work,calls\n"
    result = check(roster, "--pack", "nl", "--timezone", "Europe/Amsterdam", "--json")
    assert ("nl.atw.5_6.sunday_consent", "ann", "2026-03-08T00:00:00+01:00") in findings(
        result, "undetermined"
    )


def test_winter_history_and_summer_roster_keep_their_own_offsets(check: Any) -> None:
    """Ten hours of rest over the spring change, known only from the written offsets."""
    history = HEADER + "ann,2026-03-28T18:00+01:00,2026-03-28T22:00+01:00,work,calls\n"
    roster = HEADER + "ann,2026-03-29T09:00+02:00,2026-03-29T12:00+02:00,work,calls\n"
    result = check(roster, "--pack", "eu", "--json", history=history)
    assert findings(result, "fail") == [("eu.wtd.3.daily_rest", "ann", "2026-03-28T18:00:00+01:00")]


def test_first_and_last_day_bound_what_is_judged(check: Any) -> None:
    assert (
        check(BREACH, "--pack", "eu", "--from", "2026-03-05", "--to", "2026-03-06", "--json").exit_code == 0
    )
    assert (
        check(BREACH, "--pack", "eu", "--from", "2026-03-04", "--to", "2026-03-04", "--json").exit_code == 1
    )


def test_a_pack_pinned_to_today_judges_a_roster_of_2003(check: Any) -> None:
    old = BREACH.replace("2026-03-0", "2003-03-0")
    assert check(old, "--pack", "eu@2026-03-01", "--json").exit_code == 1
    result = check(old, "--pack", "eu", "--json")
    assert result.exit_code == 2
    assert "'eu' begins on 2004-08-02; 2003-03-03 is before that" in result.stderr


@pytest.mark.parametrize(
    ("roster", "options", "reason"),
    [
        (LAWFUL, ["--pack", "xx"], "unknown rule pack 'xx'; known: at, be"),
        (LAWFUL.replace("ann", "eve"), ["--pack", "nl"], "nothing is known of worker 'eve'"),
        (LAWFUL, ["--pack", "nl", "--timezone", "Mars/Base"], "unknown time zone 'Mars/Base'"),
        (LAWFUL, ["--pack", "nl", "--from", "2026-03-05"], "2026-03-03 is before the first, 2026-03-05"),
        (LAWFUL, ["--pack", "nl", "--to", "soon"], "'soon' is not a date"),
        (LAWFUL.replace("16:30+01:00,meal", "16:45+01:00,meal"), ["--pack", "nl"], "row 4"),
        (LAWFUL.replace("T20:00", "T16:00"), ["--pack", "nl"], "row 4"),
        ("worker,start,end\n", ["--pack", "nl"], "activity"),
    ],
)
def test_bad_input_exits_with_2_and_says_what_is_wrong(
    check: Any, roster: str, options: list[str], reason: str
) -> None:
    result = check(roster, *options, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in result.stderr
    assert "Traceback" not in result.stderr


def test_history_that_overlaps_the_roster_is_bad_input(check: Any) -> None:
    history = HEADER + "ann,2026-03-02T20:00+01:00,2026-03-03T13:00+01:00,work,calls\n"
    result = check(LAWFUL, "--pack", "nl", history=history)
    assert result.exit_code == 2
    assert (
        "worker 'ann' has work from 2026-03-03 12:00 while work lasts until 2026-03-03 13:00" in result.stderr
    )
