"""Documents say what was found, in JSON that any reader takes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from equipoise.forecast.scores import Backtest, Score
from equipoise.io.documents import (
    backtest_document,
    count_shifts,
    findings_document,
    number_or_null,
    simulation_document,
    vectors_document,
    write_document,
)
from equipoise.rules.model import Finding, Findings
from equipoise.simulate import QueueOutcome, Simulation, WorkerOutcome
from equipoise.timegrid import Grid, Stretch, WrittenOffsets, zone

HOUR = 3600
NAN = float("nan")


def outcome(queue: str, levels: list[float], wait: float = 12.5) -> QueueOutcome:
    nothing = np.full(24, np.nan)
    return QueueOutcome(queue, 0.8, 100.0, 95.0, 5.0, wait, np.array(levels), nothing, nothing)


def finding(severity: str, result: str, measured: float | None = 10.5) -> Finding:
    start = zone("Europe/Amsterdam").instant_s(date(2026, 3, 28), 1320)
    message = {"en": "Rest of 10.5 h", "nl": "Rust van 10,5 uur"}
    period = (start, start + 8 * HOUR)
    return Finding("nl.rest", "5:3", "NL", severity, result, "ann", *period, measured, 11.0, "h", message)


def test_findings_name_rule_person_and_local_period() -> None:
    findings = Findings(
        (finding("block", "fail"), finding("warn", "undetermined", None)), (("nl", "2026-03-01"),), 7
    )
    document = findings_document(findings, zone("Europe/Amsterdam"))
    assert document["findings"][0] == {
        "rule": "nl.rest", "article": "5:3", "jurisdiction": "NL", "severity": "block", "result": "fail",
        "worker": "ann", "start": "2026-03-28T22:00:00+01:00", "end": "2026-03-29T07:00:00+02:00",
        "measured": 10.5, "limit": 11.0, "unit": "h", "message": "Rest of 10.5 h",
        "message_nl": "Rust van 10,5 uur",
    }  # fmt: skip
    assert document["findings"][1]["measured"] is None
    assert document["packs"] == [{"id": "nl", "version": "2026-03-01"}]
    assert document["counts"] == {"pass": 7, "fail": 1, "undetermined": 1}


def test_findings_are_written_by_a_clock_of_offsets_too() -> None:
    document = findings_document(Findings((finding("gate", "fail"),), (), 0), WrittenOffsets((0,), (-9000,)))
    assert document["findings"][0]["start"] == "2026-03-28T18:30:00-02:30"


def test_a_simulation_gives_mean_and_quantiles_over_runs() -> None:
    grid = Grid.over_days(date(2026, 3, 2), 1, 60, "Europe/Amsterdam")
    levels = [i / 100 for i in range(101)]
    queues = (outcome("sales", [*levels, NAN]), outcome("mail", [NAN, NAN], NAN))
    workers = (WorkerOutcome("ann", 0.75, 0.25, 40.0), WorkerOutcome("bob", NAN, NAN, 0.0))
    document = simulation_document(Simulation(grid, 102, 7, queues, workers))
    assert document["from"] == "2026-03-02T00:00:00+01:00"
    assert document["to"] == "2026-03-03T00:00:00+01:00"
    assert document["queues"]["sales"]["service_level"] == pytest.approx(
        {"mean": 0.5, "low": 0.05, "high": 0.95}
    )
    assert document["queues"]["mail"]["service_level"] == {"mean": None, "low": None, "high": None}
    assert document["queues"]["mail"]["mean_wait_s"] is None
    assert document["workers"]["bob"] == {"occupancy": None, "no_pause_share": None, "contacts": 0.0}


def test_a_shift_is_a_run_of_stretches_and_absence_is_none() -> None:
    def row(worker: str, start_h: float, end_h: float, activity: str = "work") -> Stretch:
        return Stretch(worker, round(start_h * HOUR), round(end_h * HOUR), activity)

    stretches = [
        row("ann", 9, 12), row("ann", 12, 12.5, "meal"), row("ann", 12.5, 17), row("ann", 33, 41),
        row("ann", 57, 65, "leave"), row("bob", 17, 20), row("bob", 9, 12), row("eve", 0, 8, "sickness"),
    ]  # fmt: skip
    assert count_shifts(stretches) == 4
    assert count_shifts([]) == 0


def test_a_backtest_keeps_its_levels_leads_and_models() -> None:
    score = Score(0.1, -0.02, 0.9, 0.08, 0.81, NAN, 672, 0.5)
    document = backtest_document(
        Backtest({"30": {"0": {"mean4": score}}}, {"30": {"0": "mean4"}}, {"30": NAN})
    )
    row = document["results"]["30"]["0"]["mean4"]
    assert (row["wape"], row["coverage95"], row["n"]) == (0.1, None, 672)
    assert document["floor"] == {"30": None}


def test_vectors_add_up() -> None:
    document = vectors_document(10, 3, ["c7", "a1"])
    assert document == {"rows": 10, "passed": 5, "failed": 2, "skipped": 3, "failures": ["c7", "a1"]}


@pytest.mark.parametrize(("value", "expected"), [(NAN, None), (float("inf"), None), (None, None), (2, 2.0)])
def test_json_has_no_number_for_what_is_not_one(value: float | None, expected: float | None) -> None:
    assert number_or_null(value) == expected


def test_a_document_is_written_readably_and_the_same_each_time(tmp_path: Path) -> None:
    document = {"b": "Zoë", "a": [1, None]}
    for name in ("one", "two"):
        write_document(tmp_path / name, document)
    content = (tmp_path / "one").read_bytes()
    assert content == (tmp_path / "two").read_bytes()
    assert "Zoë".encode() in content
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert json.loads(content) == document


def test_a_document_with_nan_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        write_document(tmp_path / "bad.json", {"a": NAN})
    assert not (tmp_path / "bad.json").exists()
