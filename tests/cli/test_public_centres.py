"""Real contact histories become lawful rosters that cover what customers need."""

from __future__ import annotations

import pytest
from benchmarks.plan_centres import check, covered, run
from benchmarks.public_centres import ROUND_THE_CLOCK, US_BANK, write_centre


@pytest.mark.parametrize(("centre", "least"), [(US_BANK, 0.97), (ROUND_THE_CLOCK, 0.97)])
def test_a_public_history_is_planned_lawfully(centre, least, tmp_path):
    if not centre.path.exists():
        pytest.skip(f"{centre.source} is not beside the repository")
    folder, out = write_centre(centre, tmp_path / "centre"), tmp_path / "out"
    options = ["--start", centre.start, "--weeks", "4", "--work", "400", "--runs", "3", "--out", str(out)]
    plan = run("plan", str(folder), *options, "--json")
    judged = check(folder, out)
    assert judged["counts"]["fail"] == 0
    missing = [f["message"] for f in judged["findings"] if f["result"] == "undetermined"]
    assert all("history" in message or "consent" in message for message in missing)
    assert covered(out / "coverage.csv") >= least
    assert 0 <= plan["bound"] <= plan["objective"]
