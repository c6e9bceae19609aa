"""Figures printed in the literature, within what the printed digits say."""

from __future__ import annotations

from math import floor, log10

import pytest

from equipoise.staffing.blocking import blocking, lines_required
from equipoise.staffing.performance import performance

RAPPAPORT = {
    4: (0.869, 0.701, 0.535, 0.439),
    5: (1.36, 1.13, 0.900, 0.762),
    10: (4.46, 3.96, 3.43, 3.09),
    20: (12.0, 11.1, 10.1, 9.41),
    24: (15.3, 14.2, 13.0, 12.2),
    70: (56.1, 53.7, 51.0, 49.2),
    100: (84.1, 80.9, 77.4, 75.2),
}
BLOCKING = (0.01, 0.005, 0.002, 0.001)


@pytest.mark.parametrize("lines", RAPPAPORT)
def test_load_that_lines_carry_at_a_blocking(lines: int) -> None:
    """Rappaport (2002), Wireless Communications, 2nd ed., table 3.4, within a unit of the last digit."""
    for load, share in zip(RAPPAPORT[lines], BLOCKING, strict=True):
        unit = 10.0 ** (floor(log10(load)) - 2)
        assert blocking(lines, load - unit) < share < blocking(lines, load + unit)
        assert lines_required(load - unit, max_blocking=share) == lines


def test_load_that_fifteen_lines_carry_at_one_percent() -> None:
    """Calculator manual of erlang.com: 15 lines, 1 % blocking, 8.108 erlangs."""
    assert blocking(15, 8.1075) < 0.01 < blocking(15, 8.1085)


def test_fifty_agents_with_and_without_abandonment() -> None:
    """Gans, Koole and Mandelbaum (2003), M&SOM 5(2): 48 calls a minute, 1 min service, 2 min patience."""
    asked = {"answered_within_s": 20, "definition": "answered_over_offered"}
    patient = performance(50, 48 * 60, 60, **asked)
    leaving = performance(50, 48 * 60, 60, patience_s=120, **asked)
    assert patient.mean_wait_s == pytest.approx(20.8, abs=0.05)
    assert patient.occupancy == pytest.approx(0.96, abs=0.005)
    assert leaving.mean_wait_s == pytest.approx(3.7, abs=0.05)
    assert leaving.p_abandon == pytest.approx(0.031, abs=0.0005)
    assert leaving.occupancy == pytest.approx(0.93, abs=0.005)
