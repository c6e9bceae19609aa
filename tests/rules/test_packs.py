"""Packs: which law holds when, and how a wrong file or name is refused."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from equipoise.errors import InvalidInput
from equipoise.roster.compile import CHECKED_AFTERWARDS, COMPILED
from equipoise.rules.loading import KINDS, read_pack
from equipoise.rules.pack_yaml import read_yaml
from equipoise.rules.packs import PACKS, home_zones, known_packs, load_packs
from equipoise.rules.parameters import DailyRest, Night, RestAfterNight
from equipoise.rules.reference import AFTERWARDS, pages

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
SITUATIONS = Path(__file__).parent / "situations"
ON = date(2026, 3, 1)


def test_a_pinned_date_decides_whatever_the_roster_dates_are() -> None:
    (pack,) = load_packs(["nl@2026-03-01"], date(2003, 9, 29))
    assert (pack.id, pack.version) == ("nl", "2026-03-01")


def test_without_a_pin_the_roster_decides() -> None:
    (pack,) = load_packs(["nl"], date(2026, 1, 5))
    assert pack.version == "2026-01-05"


FIRST_DAYS = {
    "eu": date(2004, 8, 2),
    "uk": date(2012, 1, 1),
    "es": date(2022, 1, 1),
    "nl": date(2025, 7, 1),
    **dict.fromkeys(
        ("at", "be", "de", "example_cao", "fr", "fr_idcc2098", "ie", "it", "pl", "pt", "se", "sector"),
        date(2026, 1, 1),
    ),
}


def test_every_pack_has_its_first_day() -> None:
    assert set(FIRST_DAYS) == set(known_packs())


@pytest.mark.parametrize(("pack", "first"), FIRST_DAYS.items())
def test_a_pack_begins_on_its_first_day_and_not_before(pack: str, first: date) -> None:
    (begun,) = load_packs([pack], first)
    assert begun.rules
    with pytest.raises(InvalidInput, match=f"'{pack}' begins on {first}"):
        load_packs([f"{pack}@{date.fromordinal(first.toordinal() - 1)}"], ON)


LATER = {"es.ley10_2025.service_level": "2026-12-28"}  # the law itself names the day


@pytest.mark.parametrize("name", known_packs())
def test_every_rule_of_a_pack_holds_from_the_day_it_begins(name: str) -> None:
    pack = read_pack(name)
    (begun,) = load_packs([name], date.fromisoformat(pack.begins))
    later = {rule["id"] for rule in pack.rules if min(rule["values"]) == LATER.get(rule["id"])}
    assert {rule.id for rule in begun.rules} == {rule["id"] for rule in pack.rules} - later


@pytest.mark.parametrize(("rule", "day"), LATER.items())
def test_a_rule_that_begins_later_holds_from_its_own_day_and_not_before(rule: str, day: str) -> None:
    first = date.fromisoformat(day)
    held = [
        any(one.id == rule for one in load_packs([rule.partition(".")[0]], on)[0].rules)
        for on in (date.fromordinal(first.toordinal() - 1), first)
    ]
    assert held == [False, True]


def test_an_unknown_pack_lists_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match=r"unknown rule pack 'xx'; known: at, be, .*, nl, .*, uk"):
        load_packs(["xx"], ON)


@pytest.mark.parametrize("spec", ["nl@", "nl@2026-13-01", "nl@soon"])
def test_a_pin_that_is_no_date_is_refused(spec: str) -> None:
    with pytest.raises(InvalidInput, match="is not a date"):
        load_packs([spec], ON)


def test_a_pack_may_not_be_named_twice() -> None:
    with pytest.raises(InvalidInput, match="'nl' is named twice"):
        load_packs(["nl", "eu", "nl@2026-01-01"], ON)


def test_the_netherlands_have_a_home_zone_and_the_union_has_none() -> None:
    assert home_zones(["eu", "nl@2026-03-01"]) == ("Europe/Amsterdam",)
    assert home_zones(["eu"]) == ()


def test_parameters_become_objects_of_their_kind() -> None:
    rules = {rule.id: rule for pack in load_packs(["eu", "nl"], ON) for rule in pack.rules}
    assert rules["nl.atw.5_3.daily_rest"].parameters == DailyRest(11, 8, 7)
    assert rules["nl.atw.5_8.rest_after_night"].parameters == RestAfterNight(14, 120, 8, 7, Night(0, 360, 1))
    assert {type(rule.parameters) for rule in rules.values()} <= set(KINDS.values())


def test_what_is_from_memory_only_warns_and_was_never_checked() -> None:
    unread = [rule for name in known_packs() for rule in read_pack(name).rules if rule["evidence"] == "fm"]
    law = [rule["id"] for rule in unread if rule["instrument"] != "Example CAO (invented)"]
    assert law == ["nl.atw.5_5.weekly_rest_additive"]
    assert all(rule["severity"] == "warn" and rule["last_checked"] == "" for rule in unread)


def test_no_rule_names_an_address_that_was_not_given() -> None:
    rules = [rule for name in known_packs() for rule in read_pack(name).rules]
    assert not [rule["id"] for rule in rules if "source_url" in rule]


def test_deviations_name_parameters_of_their_rule() -> None:
    for name in known_packs():
        for rule in read_pack(name).rules:
            kind = rule["kind"]
            for deviation in rule.get("deviation", ()):
                fields = KINDS[deviation.get("kind", kind)].__dataclass_fields__
                assert set(deviation.get("up_to", {})) <= set(fields), rule["id"]


def test_reference_pages_and_schema_are_up_to_date() -> None:
    how = "run: python -m equipoise.rules.reference docs/reference"
    made = pages(SITUATIONS)
    for name, text in made.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: {how}"
    kept = {f"packs/{path.name}" for path in (DOCS / "packs").iterdir()}
    assert kept == {name for name in made if name.startswith("packs/")}, how


@pytest.mark.parametrize("name", known_packs())
def test_a_copy_or_a_year_of_reading_stands_beside_every_value(name: str) -> None:
    """A value holds from the first day after the year of the copy, or from 1 January of the reading."""
    if name in ("eu", "nl", "example_cao"):
        return
    for rule in read_pack(name).rules:
        for day, value in rule["values"].items():
            years = [int(year) for year in re.findall(r"(?:19|20)\d\d", value["source"])]
            is_dated_copy = re.search(r"(copies|text|consolidation) of ", value["source"]) is not None
            if day == LATER.get(rule["id"]):
                continue
            assert day.endswith("-01-01"), rule["id"]
            if is_dated_copy and not day.startswith("2026"):
                assert int(day[:4]) - 1 in years, rule["id"]
            else:
                assert day == "2026-01-01", rule["id"]


def test_what_a_pack_leaves_out_is_listed() -> None:
    assert all(read_pack(name).open for name in known_packs())


def test_every_kind_either_compiles_or_is_checked_afterwards_with_a_reason() -> None:
    assert sorted([*COMPILED, *AFTERWARDS]) == sorted(KINDS)
    assert set(AFTERWARDS) == set(CHECKED_AFTERWARDS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packs that a test may spoil."""
    shutil.copytree(PACKS, tmp_path / "packs")
    return tmp_path / "packs"


def spoil(folder: Path, change: Any, file: str = "nl/notice.yaml") -> Path:
    path = folder / file
    data = read_yaml(path)
    change(data)
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


WRONG = {
    "a parameter that the kind does not know": (
        lambda d: d[0]["values"]["2025-07-01"]["parameters"].update(hours=1),
        "0/values/2025-07-01/parameters",
        "'hours' was unexpected",
    ),
    "a parameter that is missing": (
        lambda d: d[0]["values"]["2025-07-01"].update(parameters={}),
        "0/values/2025-07-01/parameters",
        "'days' is a required property",
    ),
    "a value of the wrong type": (
        lambda d: d[0]["values"]["2025-07-01"]["parameters"].update(days="28"),
        "0/values/2025-07-01/parameters/days",
        "'28' is not of type 'integer'",
    ),
    "an unknown kind": (lambda d: d[0].update(kind="siesta"), "0/kind", "'siesta' is not one of"),
    "a block from memory": (
        lambda d: d[0].update(evidence="fm", last_checked=""),
        "0/severity",
        "'warn' was expected",
    ),
    "a memory that claims a check": (
        lambda d: d[0].update(evidence="fm", severity="warn"),
        "0/last_checked",
        "'' was expected",
    ),
    "guidance that blocks": (lambda d: d[0].update(status="guidance"), "0/severity", "'warn' was expected"),
    "a reading without its date": (lambda d: d[0].update(last_checked=""), "0/last_checked", "non-empty"),
    "a summary without Dutch": (
        lambda d: d[0]["summary"].pop("nl"),
        "0/summary",
        "'nl' is a required property",
    ),
    "no article": (lambda d: d[0].pop("article"), "0", "'article' is a required property"),
    "an address that is not secure": (
        lambda d: d[0].update(source_url="http://example.org"),
        "0/source_url",
        "does not match",
    ),
    "a date that does not exist": (
        lambda d: d[0]["values"].update({"2025-02-30": d[0]["values"]["2025-07-01"]}),
        "0/values/2025-02-30",
        "is not a date",
    ),
}


@pytest.mark.parametrize(("change", "where", "reason"), WRONG.values(), ids=WRONG)
def test_a_pack_file_that_fails_its_schema_names_file_path_and_reason(
    folder: Path, change: Any, where: str, reason: str
) -> None:
    path = spoil(folder, change)
    with pytest.raises(InvalidInput) as error:
        load_packs(["nl"], ON, folder)
    assert error.value.file == str(path)
    assert error.value.field == where
    assert reason in error.value.reason


def test_a_rule_that_occurs_twice_is_refused(folder: Path) -> None:
    shutil.copy(folder / "nl" / "notice.yaml", folder / "nl" / "again.yaml")
    with pytest.raises(InvalidInput, match=r"'nl\.atw\.4_2\.notice' occurs twice"):
        load_packs(["nl"], ON, folder)


def test_a_key_that_occurs_twice_is_refused(folder: Path) -> None:
    path = folder / "nl" / "notice.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  kind: notice", "  kind: notice\n  kind: notice")
    )
    with pytest.raises(InvalidInput, match="'kind' occurs twice"):
        load_packs(["nl"], ON, folder)


def test_a_file_that_is_not_yaml_names_its_row(folder: Path) -> None:
    path = folder / "nl" / "notice.yaml"
    path.write_text("- id: [", encoding="utf-8")
    with pytest.raises(InvalidInput, match="not valid YAML") as error:
        load_packs(["nl"], ON, folder)
    assert (error.value.file, error.value.row) == (str(path), 1)


def test_a_rule_file_that_is_no_list_is_refused(folder: Path) -> None:
    (folder / "nl" / "notice.yaml").write_text("id: nl", encoding="utf-8")
    with pytest.raises(InvalidInput, match="not a list of rules"):
        load_packs(["nl"], ON, folder)


def test_a_later_value_holds_from_its_own_day_on(folder: Path) -> None:
    def add(data: Any) -> None:
        data[0]["values"]["2027-01-01"] = {"parameters": {"days": 35}, "source": "an example"}

    spoil(folder, add)
    before, after = (
        next(rule for rule in load_packs([f"nl@{day}"], ON, folder)[0].rules if rule.kind == "notice")
        for day in ("2026-12-31", "2027-01-01")
    )
    assert (before.parameters.days, after.parameters.days) == (28, 35)  # type: ignore[union-attr]


def test_a_pending_rule_does_not_hold_yet(folder: Path) -> None:
    spoil(folder, lambda data: data[0].update(status="pending"))
    (pack,) = load_packs(["nl"], ON, folder)
    assert "nl.atw.4_2.notice" not in {rule.id for rule in pack.rules}
