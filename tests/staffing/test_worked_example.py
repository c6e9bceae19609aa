"""The worked example of docs/explanation/staffing.md."""

from __future__ import annotations

import pytest

from equipoise.staffing.performance import performance


def test_twenty_agents_for_twenty_erlangs() -> None:
    x = performance(20, 240, 300, answered_within_s=20, definition="answered_over_offered", patience_s=180)
    assert x.p_wait == pytest.approx(0.4707, abs=5e-5)
    assert x.p_abandon == pytest.approx(0.1000, abs=5e-5)
    assert x.mean_wait_s == pytest.approx(18.0, abs=0.05)
    assert x.occupancy == pytest.approx(0.900, abs=5e-4)
