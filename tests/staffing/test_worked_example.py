"""The worked examples of docs/explanation/staffing.md that no other test holds."""

from __future__ import annotations

import pytest

from equipoise.staffing.finite_lines import finite_lines
from equipoise.staffing.performance import performance
from equipoise.staffing.redial import with_redials
from equipoise.staffing.transient import transient

ASKED = {"answered_within_s": 20, "definition": "answered_over_offered", "patience_s": 180}


def test_twenty_agents_for_twenty_erlangs() -> None:
    x = performance(20, 240, 300, answered_within_s=20, definition="answered_over_offered", patience_s=180)
    assert x.p_wait == pytest.approx(0.4707, abs=5e-5)
    assert x.p_abandon == pytest.approx(0.1000, abs=5e-5)
    assert x.mean_wait_s == pytest.approx(18.0, abs=0.05)
    assert x.occupancy == pytest.approx(0.900, abs=5e-4)


def test_twenty_agents_on_twenty_four_lines() -> None:
    x = finite_lines(20, 24, 240, 300, **ASKED)
    assert (x.p_blocked, x.p_wait, x.p_abandon) == pytest.approx((0.052, 0.367, 0.058), abs=5e-4)


def test_half_of_those_who_gave_up_call_again() -> None:
    x = with_redials(18, 240, 300, redial_share=0.5, **ASKED)
    assert x.attempts_per_h == pytest.approx(270.9, abs=0.05)


def test_two_hours_from_an_empty_start() -> None:
    x = transient([6, 11, 16, 11], [60, 120, 180, 120], 300, interval_s=1800, patience_s=180)
    assert x.p_wait == pytest.approx([0.255, 0.298, 0.320, 0.452], abs=5e-4)
