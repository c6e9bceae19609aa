"""Every reference row of a family that is computed holds within its tolerance."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from equipoise.staffing.families import FAMILIES
from equipoise.staffing.vectors import check_vectors

VECTORS = Path(__file__).resolve().parents[2] / "../shared/data/staffing/vectors.csv"
present = pytest.mark.skipif(not VECTORS.exists(), reason="reference vectors are not beside the repository")


@present
def test_all_rows_of_the_computed_families_pass() -> None:
    with VECTORS.open(newline="") as lines:
        computed = sum(row["family"] in FAMILIES for row in csv.DictReader(lines))
    found = check_vectors(VECTORS)
    assert found.failures == ()
    assert found.passed == computed
    assert found.passed + found.skipped == found.rows


@present
def test_a_value_off_by_one_percent_is_named(tmp_path: Path) -> None:
    with VECTORS.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    changed = next(row for row in rows if row["family"] == "erlang_a")
    changed["value"] = str(float(changed["value"]) * 1.01)
    copy = tmp_path / "vectors.csv"
    with copy.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert check_vectors(copy).failures == (changed["id"],)
