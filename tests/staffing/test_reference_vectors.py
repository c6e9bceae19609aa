"""Every reference row holds within its tolerance."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from equipoise.staffing.families import FAMILIES
from equipoise.staffing.vectors import check_vectors

VECTORS = Path(__file__).resolve().parents[2] / "../shared/data/staffing/vectors.csv"
present = pytest.mark.skipif(not VECTORS.exists(), reason="reference vectors are not beside the repository")


@present
def test_all_rows_pass_and_none_is_skipped() -> None:
    found = check_vectors(VECTORS)
    assert found.failures == ()
    assert found.passed == found.rows == 499


@present
def test_a_value_off_by_one_percent_is_named_in_every_family(tmp_path: Path) -> None:
    with VECTORS.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    changed = {}
    for row in rows:
        if row["family"] not in changed and float(row["value"]):
            row["value"] = str(float(row["value"]) * 1.01)
            changed[row["family"]] = row["id"]
    assert set(changed) == set(FAMILIES)
    copy = tmp_path / "vectors.csv"
    with copy.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert check_vectors(copy).failures == tuple(changed.values())
