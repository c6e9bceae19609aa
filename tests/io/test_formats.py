"""Schemas are valid, the reference documents all of them, and what is written keeps to them."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from equipoise.centre import Centre, Queue, ShiftPattern, Worker, Workforce
from equipoise.contacts import History
from equipoise.forecast import Forecast
from equipoise.forecast.scores import Backtest, Score
from equipoise.io import documents
from equipoise.io.history import write_history
from equipoise.io.roster import write_roster
from equipoise.io.tables import write_coverage, write_forecast, write_requirement
from equipoise.plan import Plan
from equipoise.roster import Problem, Result
from equipoise.rules.handed_over import FILES
from equipoise.rules.model import Finding, Findings, NotJudged, Pack, WorkerFacts
from equipoise.rules.schema import FACTS
from equipoise.simulate import QueueOutcome, Simulation, WorkerOutcome
from equipoise.staffing import Requirement
from equipoise.timegrid import Grid, OpeningHours, Stretch

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
SCHEMAS = {path.name: json.loads(path.read_text()) for path in sorted((REFERENCE / "schemas").glob("*.json"))}
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)
ELSEWHERE = {"rule_pack.schema.json", "check.schema.json"}  # with the rules; as findings.json
DOCUMENTED = sorted(set(SCHEMAS) - ELSEWHERE)
GRID = Grid.over_days(date(2026, 3, 28), 2, 60, "Europe/Amsterdam")  # the clock goes forward
ROSTER = (
    Stretch(
        "ann", GRID.start_s, GRID.start_s + 3600, "work", "sales", "planned", GRID.start_s - 9, None, "yes"
    ),
    Stretch("ann", GRID.start_s + 3600, GRID.start_s + 5400, "meal"),
)
PERIOD = {"worker": "ann", "start": "2026-03-02", "end": "2026-03-03 12:00"}


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name], registry=REGISTRY, format_checker=FormatChecker())


def properties(schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[tuple[str, bool]]:
    """Every named property of a schema by path, and whether it is required."""
    if "$ref" in schema:
        target = schema["$ref"]
        local = target.startswith("#")
        root = root if local else SCHEMAS[target]
        found = root["$defs"][target.rsplit("/", 1)[1]] if local else root
        yield from properties(found, root, path)
    for name, value in schema.get("properties", {}).items():
        below = f"{path}.{name}" if path else name
        yield below, name in schema.get("required", [])
        yield from properties(value, root, below)
    for key, suffix in (("additionalProperties", ".*"), ("items", "[]")):
        if isinstance(schema.get(key), dict):
            yield from properties(schema[key], root, path + suffix)


def documented(name: str) -> dict[str, bool]:
    """The rows of the table that follows the link to a schema."""
    text = (REFERENCE / "formats.md").read_text(encoding="utf-8")
    match = re.search(
        rf"Schema: \[`{re.escape(name)}`\]\(schemas/{re.escape(name)}\)\n\n((?:\|.*\n?)+)", text
    )
    assert match, f"formats.md has no table for {name}"
    rows = re.findall(r"^\| `([^`]+)` \|[^|]*\| (yes|no) \| *([^|]*?) *\|", match[1], re.MULTILINE)
    assert all(meaning for _, _, meaning in rows), f"a field of {name} has no meaning"
    return {field: required == "yes" for field, required, _ in rows if not field.endswith("*")}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_valid_and_says_what_it_is(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert schema["$id"].endswith(name)


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_reference_documents_every_property(name: str) -> None:
    schema = SCHEMAS[name]
    assert documented(name) == dict(properties(schema, schema))


def typed_rows(path: Path, schema: dict[str, Any]) -> list[dict[str, Any]]:
    """CSV rows as their schema sees them: numbers as numbers, blank fields left out."""

    def typed(field: str, text: str) -> Any:
        kind = schema["properties"][field].get("type")
        return float(text) if kind == "number" else int(text) if kind == "integer" else text

    with path.open(newline="", encoding="utf-8") as file:
        return [{k: typed(k, v) for k, v in row.items() if v != ""} for row in csv.DictReader(file)]


def assert_rows_valid(path: Path, name: str) -> None:
    rows = typed_rows(path, SCHEMAS[name])
    assert rows
    for row in rows:
        validator(name).validate(row)


def a_history() -> History:
    offered = np.arange(GRID.n, dtype=float)[None]
    nothing = np.full_like(offered, np.nan)
    return History(GRID, ("sales",), offered, offered, nothing, offered + 10.5)


def a_forecast() -> Forecast:
    mean = np.arange(GRID.n, dtype=float)[None] / 7
    quantiles = np.repeat(np.floor(mean)[:, None], 7, axis=1)
    return Forecast(GRID, ("sales",), mean, quantiles, mean + 100, np.array([0.1]), np.array([0.05]))


def a_requirement() -> Requirement:
    load = np.arange(GRID.n, dtype=float)[None] / 3
    level = np.where(load > 0, 0.8, np.nan)
    nothing = np.full_like(load, np.nan)
    return Requirement(
        GRID, ("sales",), load, load + 1, load + 2, level, load * 0 + 0.5, nothing, ("Erlang A",)
    )


def a_simulation() -> Simulation:
    nothing = np.full(GRID.n, np.nan)
    queues = (
        QueueOutcome("sales", 0.8, 100.0, 95.0, 5.0, 12.0, np.array([0.7, 0.9]), nothing, nothing),
        QueueOutcome("mail", 0.9, 0.0, 0.0, 0.0, float("nan"), np.array([np.nan, np.nan]), nothing, nothing),
    )
    workers = (WorkerOutcome("ann", 0.7, 0.2, 50.0), WorkerOutcome("bob", float("nan"), float("nan"), 0.0))
    return Simulation(GRID, 2, 1, queues, workers)


def findings() -> Findings:
    def finding(severity: str, result: str, measured: float | None) -> Finding:
        period = (GRID.start_s, GRID.start_s + 86400)
        message = {"en": "Too short", "nl": "Te kort"}
        return Finding("nl.x", "5:3", "nl", severity, result, "ann", *period, measured, 11.0, "hour", message)

    found = [
        finding("block", "fail", 10.0),
        finding("warn", "fail", 9.0),
        finding("block", "undetermined", None),
    ]
    lacking = (NotJudged("nl.y", {"en": "no facts", "nl": "geen feiten"}, ("facts",)),)
    return Findings(tuple(found), (("nl", "2026-03-01"),), 12, lacking)


def a_problem() -> Problem:
    workforce = Workforce((Worker(WorkerFacts("ann", None, 20.0), "", 12, 28, {"sales": 3}),))
    required = np.full((1, GRID.n), 1.5)
    opening = OpeningHours((((480, 1020),),) * 7)
    return Problem(GRID, ("sales",), required, opening, workforce, (), (), (), ())


def a_result() -> Result:
    return Result(ROSTER, np.ones((1, GRID.n)), 3.5, 2.5, 10, 0.5)


def a_plan() -> Plan:
    problem = a_problem()
    shifts = (ShiftPattern((480,), (8.0,)),)
    centre = Centre("Small", "Europe/Amsterdam", 60, ("nl",), problem.opening, (Queue("sales"),), shifts)
    return Plan(
        centre=centre,
        workforce=problem.workforce,
        history=a_history(),
        forecast=a_forecast(),
        backtests={},
        requirement=a_requirement(),
        packs=(Pack("nl", "2026-03-01", ()),),
        problem=problem,
        result=a_result(),
        findings=findings(),
        simulation=a_simulation(),
        start=date(2026, 3, 28),
        weeks=1,
        seed=3,
        inputs_sha256="0" * 64,
        seconds={"forecast": 0.1234567},
    )


def test_written_tables_keep_to_their_schemas(tmp_path: Path) -> None:
    write_history(tmp_path / "history.csv", a_history())
    write_roster(tmp_path / "roster.csv", ROSTER, "Europe/Amsterdam")
    write_forecast(tmp_path / "forecast.csv", a_forecast())
    write_requirement(tmp_path / "requirement.csv", a_requirement())
    write_coverage(tmp_path / "coverage.csv", a_problem(), a_result())
    for path in tmp_path.iterdir():
        assert_rows_valid(path, f"{path.stem}.schema.json")


def test_written_tables_have_no_column_without_a_schema(tmp_path: Path) -> None:
    write_forecast(tmp_path / "forecast.csv", a_forecast())
    with (tmp_path / "forecast.csv").open(newline="") as file:
        header = next(csv.reader(file))
    assert header == list(SCHEMAS["forecast.schema.json"]["properties"])


def test_documents_keep_to_their_schemas() -> None:
    score = Score(0.1, 0.0, 0.9, 0.05, 0.8, 0.95, 10, 0.1)
    backtest = Backtest({"15": {"0": {"mean4": score}}}, {"15": {"0": "mean4"}}, {"15": 0.05})
    made = {
        "simulation": documents.simulation_document(a_simulation()),
        "plan": documents.plan_document(a_plan()),
        "backtest": documents.backtest_document(backtest),
        "erlang_vectors": documents.vectors_document(3, 1, ["a"]),
        "findings": documents.findings_document(findings(), GRID.clock),
    }
    for name, document in made.items():
        json.dumps(document, allow_nan=False)
        validator(f"{name}.schema.json").validate(document)


def test_plan_json_counts_fails_by_severity_and_undetermined_apart() -> None:
    document = documents.plan_document(a_plan())
    assert document["findings"] == {"block": 1, "gate": 0, "warn": 1, "undetermined": 1}
    assert (document["workers"], document["shifts"], document["seconds"]) == (1, 1, {"forecast": 0.123})
    assert document["service_level"]["sales"] == pytest.approx(
        {"target": 0.8, "mean": 0.8, "low": 0.71, "high": 0.89}
    )


def test_the_centre_schema_takes_a_centre_and_refuses_an_unknown_key(centre_text: str) -> None:
    values = tomllib.loads(centre_text)
    assert validator("centre.schema.json").is_valid(values)
    values["queue"][0]["shre"] = 0.8
    assert not validator("centre.schema.json").is_valid(values)


@pytest.mark.parametrize(
    ("name", "row"),
    [("workers", {"worker": "ann", "contract_h_per_week": 20, "skills": "sales:4"}),
     ("availability", {**PERIOD, "kind": "available"}),
     ("absences", {**PERIOD, "kind": "leave", "counted_h": 8}),
     ("preferences", {**PERIOD, "kind": "avoid", "weight": 2}),
     ("facts", {"worker": "ann", "fact": "hours_elsewhere", "from": "2026-01-01", "value": 8}),
     ("leave", {"worker": "ann", "year": 2026, "kind": "statutory", "entitled_h": 144, "taken_h": 8}),
     ("contacts", {"worker": "ann", "wrap_up_end": "2026-03-02T10:00:00Z", "direction": "in"}),
     ("service", {"queue": "sales", "start": "2026-03-02", "end": "2026-03-02", "offered": 9, "within_s": 20,
                  "answered_within": 8})],
)  # fmt: skip
def test_a_row_schema_takes_a_good_row_and_misses_a_required_field(name: str, row: dict[str, Any]) -> None:
    assert validator(f"{name}.schema.json").is_valid(row)
    for field in SCHEMAS[f"{name}.schema.json"]["required"]:
        assert not validator(f"{name}.schema.json").is_valid({k: v for k, v in row.items() if k != field})


def test_the_facts_that_may_be_on_file_are_those_that_rules_ask_for() -> None:
    assert tuple(SCHEMAS["facts.schema.json"]["properties"]["fact"]["enum"]) == FACTS


def test_the_files_that_let_a_rule_be_judged_are_those_of_the_inputs() -> None:
    files = SCHEMAS["check.schema.json"]["properties"]["not_judged"]["items"]["properties"]["files"]
    assert set(files["items"]["enum"]) == set(FILES.values())


def test_defaults_in_the_centre_schema_are_those_of_the_reader() -> None:
    known = SCHEMAS["centre.schema.json"]["properties"]
    queue = Queue("a")
    for field, schema in known["queue"]["items"]["properties"].items():
        if "default" in schema:
            assert schema["default"] == getattr(queue, field)
    for field, schema in known["weights"]["properties"].items():
        assert schema["default"] == getattr(a_problem().weights, field)
