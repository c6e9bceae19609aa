"""``equipoise check`` with files on people, contacts and the centre: judged, refused, or said not to be."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from equipoise.cli.check import command

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
SCHEMA = json.loads((REFERENCE / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
FILES = {
    "roster": """worker,start,end,activity,queue
ann,2026-03-03T12:00+01:00,2026-03-03T16:00+01:00,work,calls
ann,2026-03-03T16:00+01:00,2026-03-03T16:30+01:00,meal,
ann,2026-03-03T16:30+01:00,2026-03-03T20:00+01:00,work,calls
""",
    "workers": """worker,birth_date,contract_h_per_week,contract_type
ann,1990-01-01,36,permanent
bob,1990-01-01,,permanent
""",
    "history": """worker,start,end,activity,queue
ann,2025-02-03T12:00+01:00,2025-02-03T16:00+01:00,work,calls
""",
    "facts": "worker,fact,from,to,value\nann,first_aider,2026-01-01,,\n",
    "leave": "worker,year,kind,entitled_h,taken_h,lapses,reminded\nann,2026,statutory,144,8,2027-07-01,\n",
    "contacts": """worker,wrap_up_end,next_offered,direction,complex
ann,2026-03-03T12:10:00,2026-03-03T12:10:05,in,no
ann,2026-03-03T12:20:00,,in,
""",
    "absences": "worker,start,end,kind,counted_h\nann,2026-03-09,2026-03-10,leave,14.4\n",
    "service": "queue,start,end,offered,within_s,answered_within\ncalls,2026-02-01,2026-02-28,100,180,95\n",
    "centre": """name = "Small"
timezone = "Europe/Amsterdam"
packs = ["nl"]
[opening]
tue = ["12:00-20:00"]
[[queue]]
name = "calls"
[[shift]]
starts = "12:00"
lengths_h = 8
""",
}
ROSTER_AND_PEOPLE = ("workers", "history")


@pytest.fixture
def check(tmp_path: Path) -> Any:
    """Runs the command with the files named, as they are above or as given."""
    app = typer.Typer()
    app.command()(command)

    def run(names: str, *options: str, **texts: str) -> Result:
        arguments = [str(tmp_path / "roster.csv")]
        for name in ("roster", *ROSTER_AND_PEOPLE, *names.split()):
            path = tmp_path / ("centre.toml" if name == "centre" else f"{name}.csv")
            path.write_text(texts.get(name, FILES[name]), encoding="utf-8")
            arguments += [] if name == "roster" else [f"--{name}", str(path)]
        return CliRunner().invoke(app, [*arguments, *options])

    return run


def document(result: Result) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    Draft202012Validator(SCHEMA).validate(value)
    return value


def unjudged(result: Result) -> dict[str, list[str]]:
    return {one["rule"]: one["files"] for one in document(result)["not_judged"]}


MEAN = "nl.atw.5_7.average_16_weeks"
BHV, GAP, SPAIN = "nl.arbowet.15.first_aiders", "fr_idcc2098.7.contact_gap", "es.ley10_2025.service_level"
FRENCH = ("--pack", "fr_idcc2098", "--timezone", "Europe/Paris", "--json")


def test_without_a_file_the_rules_that_need_it_are_listed_with_its_name(check: Any) -> None:
    result = check("", "--pack", "nl", "--json")
    assert result.exit_code == 0
    assert unjudged(result)[BHV] == ["facts.csv", "centre.toml"]
    assert unjudged(check("centre", "--pack", "nl", "--json"))[BHV] == ["facts.csv"]
    assert unjudged(check("facts", "--pack", "nl", "--json"))[BHV] == ["centre.toml"]
    assert BHV not in unjudged(check("facts centre", "--pack", "nl", "--json"))


def test_what_was_not_judged_says_why_in_both_languages(check: Any) -> None:
    (gap,) = [one for one in document(check("", *FRENCH))["not_judged"] if one["rule"] == GAP]
    assert gap["missing"] == "no contact events were given"
    assert gap["missing_nl"] == "er zijn geen contactmomenten gegeven"


def test_one_line_names_what_was_not_judged_and_the_option_that_would_let_it_be(check: Any) -> None:
    lines = check("", "--pack", "nl").stdout.splitlines()
    (line,) = [line for line in lines if BHV in line]
    assert "not judged for want of" in line
    assert "--facts facts.csv" in line
    assert "--centre centre.toml" in line


def test_strict_takes_a_rule_that_was_not_judged_for_a_finding(check: Any) -> None:
    result = check("leave centre", "--strict", "--json")
    assert BHV in unjudged(result)
    assert document(result)["findings"] == []
    assert result.exit_code == 1
    assert check("leave centre", "--json").exit_code == 0
    assert check("leave facts centre", "--strict").exit_code == 0


def test_everything_handed_over_leaves_nothing_open(check: Any) -> None:
    result = check("facts leave absences centre", "--strict", "--json")
    assert document(result)["not_judged"] == []
    assert result.exit_code == 0


def test_an_open_hour_without_a_first_aider_is_a_finding_of_the_centre(check: Any) -> None:
    nobody = FILES["facts"].replace("2026-01-01,", ",2026-02-28")
    result = check("facts centre", "--json", facts=nobody)
    (found,) = [one for one in document(result)["findings"] if one["rule"] == BHV]
    assert (found["result"], found["severity"], found["worker"]) == ("fail", "gate", "")
    assert (found["start"], found["measured"], found["unit"]) == ("2026-03-03T12:00:00+01:00", 0, "people")
    assert "the centre" in check("facts centre", facts=nobody).stdout


def test_a_first_aider_who_is_absent_does_not_count(check: Any) -> None:
    away = FILES["absences"].replace("03-09", "03-03")
    found = document(check("facts centre absences", "--json", absences=away))["findings"]
    assert [one["rule"] for one in found if one["rule"] == BHV] == [BHV]


def test_hours_of_absence_count_in_the_mean_week(check: Any) -> None:
    """An hour of work in each of 16 weeks leaves 47 hours a week for leave that counts as worked."""
    rows = (f"ann,2026-{day}T12:00+0{h}:00,2026-{day}T13:00+0{h}:00,work\n" for day, h in _mondays())
    roster = "worker,start,end,activity\n" + "".join(rows)

    def broken(hours: int) -> set[str]:
        leave = f"worker,start,end,kind,counted_h\nann,2026-01-05T14:00,2026-04-26,leave,{hours}\n"
        result = check("absences", "--pack", "nl", "--json", roster=roster, absences=leave)
        return {found["rule"] for found in document(result)["findings"] if found["result"] == "fail"}

    assert (MEAN in broken(16 * 47), MEAN in broken(16 * 47 + 1)) == (False, True)


def _mondays() -> list[tuple[str, int]]:
    from datetime import date, timedelta

    days = [date(2026, 1, 5) + timedelta(days=7 * week) for week in range(16)]
    return [(day.isoformat()[5:], 2 if day >= date(2026, 3, 29) else 1) for day in days]


def test_gaps_between_contacts_are_judged_by_the_contact_that_ended(check: Any) -> None:
    assert GAP not in {f["rule"] for f in document(check("contacts", *FRENCH))["findings"]}
    harder = FILES["contacts"].replace("in,no", "in,yes")
    (found,) = [
        f for f in document(check("contacts", *FRENCH, contacts=harder))["findings"] if f["rule"] == GAP
    ]
    assert (found["worker"], found["measured"], found["limit"], found["unit"]) == ("ann", 5, 6, "s")


def test_service_figures_are_judged_whatever_the_period_of_the_roster(check: Any) -> None:
    spain = ("--pack", "es@2026-12-28", "--timezone", "Europe/Madrid", "--json")
    assert SPAIN in unjudged(check("", *spain))
    assert SPAIN not in {f["rule"] for f in document(check("service", *spain))["findings"]}
    worse = FILES["service"].replace(",95", ",94")
    assert SPAIN in {f["rule"] for f in document(check("service", *spain, service=worse))["findings"]}
    assert SPAIN not in unjudged(check("", "--pack", "es@2026-12-27", "--json"))


def test_the_centre_gives_packs_and_zone_where_none_is_named(check: Any) -> None:
    utc = FILES["roster"].replace("+01:00", "Z").replace("T1", "T0").replace("T20", "T19")
    result = check("centre", "--json", roster=utc)
    assert [pack["id"] for pack in document(result)["packs"]] == ["nl"]
    result = check("centre", "--pack", "eu", "--timezone", "Europe/Lisbon", "--json")
    assert [pack["id"] for pack in document(result)["packs"]] == ["eu"]


def test_without_pack_and_centre_there_is_no_law(check: Any) -> None:
    result = check("")
    assert result.exit_code == 2
    assert "--pack: name a rule pack, or a centre" in result.stderr


WRONG = {
    "a fact of somebody unknown": ("facts", "ann,first", "eve,first", "row 2, field worker: unknown worker"),
    "an unknown fact": ("facts", "first_aider", "astronaut", "row 2, field fact: 'astronaut' is not one of"),
    "a fact that ends first": ("facts", "01-01,,", "01-02,2026-01-01,", "row 2, field to: the last day"),
    "a value of none": ("facts", "01-01,,", "01-01,,8", "row 2, field value: first_aider has no value"),
    "no value": ("facts", "first_aider", "hours_elsewhere", "row 2, field value: hours_elsewhere is"),
    "leave below none": ("leave", ",8,", ",-8,", "row 2, field taken_h: -8 is below 0"),
    "no year": ("leave", ",2026,", ",26,", "row 2, field year: '26' is not a year"),
    "leave that lapses early": ("leave", "2027-07", "2025-07", "row 2, field lapses: leave of 2026"),
    "an absence that ends first": ("absences", "03-10", "03-08", "row 2, field end: the end is not after"),
    "more answered than offered": ("service", ",95", ",101", "row 2, field answered_within: 101"),
    "half a contact": ("service", ",95", ",94.5", "row 2, field answered_within: 94.5 is not a whole number"),
    "contacts below none": ("service", ",100,", ",-1,", "row 2, field offered: -1 is below 0"),
    "a roster that ends first": ("roster", "T16:00+01:00,work", "T11:00+01:00,work", "row 2, field end"),
    "a roster that overlaps": ("roster", "T16:30+01:00,2026-03-03T20", "T15:30+01:00,2026-03-03T20", "row 4"),
    "a centre that never opens": ("centre", '["12:00-20:00"]', "[]", "the centre is never open"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "reason"), WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_used_names_row_field_and_reason(
    check: Any, name: str, old: str, new: str, reason: str
) -> None:
    assert old in FILES[name]
    result = check(f"{name} centre" if name != "centre" else name, **{name: FILES[name].replace(old, new, 1)})
    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in result.stderr
    assert ("centre.toml" if name == "centre" else f"{name}.csv") in result.stderr
    assert "Traceback" not in result.stderr


def test_a_contact_offered_before_the_end_of_wrap_up_is_refused(check: Any) -> None:
    early = FILES["contacts"].replace("12:10:05", "12:09:59")
    result = check("contacts", *FRENCH, contacts=early)
    assert result.exit_code == 2
    assert "row 2, field next_offered: the next contact was offered before" in result.stderr


TWICE = {
    "facts": ("ann,first_aider,2025-01-01,2026-06-30,\n", "field from: overlaps the same fact"),
    "leave": ("ann,2026,Statutory,10,0,,\n", "field kind: the same worker, year and kind"),
    "contacts": ("ann,2026-03-03T12:10:04,2026-03-03T12:10:20,in,\n", "field wrap_up_end: overlaps"),
    "absences": ("ann,2026-03-10,2026-03-11,leave,8\n", "field start: overlaps the absence"),
    "service": ("calls,2026-02-28,2026-03-31,10,180,9\n", "field start: overlaps row 2 of the same queue"),
}


@pytest.mark.parametrize("name", TWICE)
def test_rows_that_overlap_are_refused(check: Any, name: str) -> None:
    row, reason = TWICE[name]
    result = check(f"{name} centre", **{name: FILES[name] + row})
    assert result.exit_code == 2
    assert reason in result.stderr


@pytest.mark.parametrize("name", ["facts", "leave", "contacts", "absences", "service", "centre"])
def test_a_file_that_is_not_there_is_refused(check: Any, name: str, tmp_path: Path) -> None:
    result = check(
        "", "--pack", "nl", f"--{name}", str(tmp_path / f"none.{'toml' if name == 'centre' else 'csv'}")
    )
    assert result.exit_code == 2
    assert "none." in result.stderr


def test_an_absence_counts_for_nothing_one_can_guess_without_contract_hours(check: Any) -> None:
    rows = "worker,start,end,kind\nbob,2026-03-09,2026-03-10,leave\n"
    result = check("absences centre", absences=rows)
    assert result.exit_code == 2
    assert "row 2, field counted_h: a value is required" in result.stderr


def test_a_local_time_needs_a_zone_to_be_local_to(check: Any) -> None:
    result = check("contacts", "--pack", "eu")
    assert result.exit_code == 2
    assert "row 2, field wrap_up_end: '2026-03-03T12:10:00' has no offset from UTC" in result.stderr


def test_neither_the_order_of_rows_nor_how_the_zone_is_written_changes_anything(check: Any) -> None:
    """Every file with its rows turned round, and with all its times in UTC."""
    texts = {
        "contacts": FILES["contacts"].replace("in,no", "in,yes"),
        "service": FILES["service"] + "sales,2026-02-01,2026-02-28,10,180,3\n",
        "facts": "worker,fact,from,to,value\nann,first_aider,,2026-03-02,\nbob,first_aider,2026-03-04,,\n",
        "absences": FILES["absences"] + "bob,2026-03-03T10:00,2026-03-03T11:00,leave,1\n",
    }
    packs = ("--pack", "nl", "--pack", "fr_idcc2098", "--pack", "be", "--json")
    plain = document(check(" ".join(texts) + " centre", *packs, **texts))
    assert {found["rule"] for found in plain["findings"]} >= {BHV, GAP, "be.telecom.service_level"}
    turned = {name: "".join(_turned(text.splitlines(keepends=True))) for name, text in texts.items()}
    assert document(check(" ".join(texts) + " centre", *packs, **turned)) == plain
    utc = {
        name: _in_utc(text) for name, text in {**texts, "roster": FILES["roster"]}.items() if name != "facts"
    }
    assert utc["contacts"] != texts["contacts"]
    assert document(check(" ".join(texts) + " centre", *packs, **{**texts, **utc})) == plain


def _turned(lines: list[str]) -> list[str]:
    return [lines[0], *reversed(lines[1:])]


def _in_utc(text: str) -> str:
    """Winter times of Amsterdam, with or without their offset, as times in UTC."""
    return re.sub(
        r"(2026-\d\d-\d\d)T(\d\d)(:\d\d(?::\d\d)?)(\+01:00)?",
        lambda found: f"{found[1]}T{int(found[2]) - 1:02d}{found[3]}Z",
        text,
    )


@pytest.mark.parametrize(("layer", "is_there"), [("worked", False), ("changed", False), ("planned", True)])
def test_the_last_layer_of_a_worker_tells_who_was_there(check: Any, layer: str, is_there: bool) -> None:
    """Planned all day; what was changed or worked, where there is such a row, ends an hour early."""
    head, *rows = FILES["roster"].splitlines()
    planned = [f"{row},planned" for row in rows]
    last = [] if is_there else [f"ann,2026-03-03T12:00+01:00,2026-03-03T19:00+01:00,work,calls,{layer}"]
    roster = "\n".join([f"{head},layer", *planned, *last]) + "\n"
    found = document(check("facts centre", "--json", roster=roster))["findings"]
    starts = [one["start"] for one in found if one["rule"] == BHV]
    assert starts == ([] if is_there else ["2026-03-03T19:00:00+01:00"])
