"""A roster made by hand is weighed as it is."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.roster.given import weigh
from equipoise.roster.solve import solve
from equipoise.roster.stops import after_work

from .factory import crew, problem


def test_a_solved_roster_weighs_its_cover_and_nothing_moves():
    asked = problem(crew(4))
    solved = solve(asked, after_work(20), 1)
    weighed = weigh(asked, solved.stretches)
    assert weighed.stretches == solved.stretches
    np.testing.assert_allclose(weighed.coverage, solved.coverage)
    assert weighed.objective <= solved.objective + 1e-9


def test_a_shift_less_costs_what_it_covered():
    asked = problem(crew(4))
    rows = solve(asked, after_work(20), 1).stretches
    one = next(row for row in rows if row.activity == "work")
    fewer = tuple(row for row in rows if row is not one)
    full, short = weigh(asked, rows), weigh(asked, fewer)
    covered = (full.coverage - short.coverage).sum() * asked.grid.interval_s / 3600
    assert covered == pytest.approx(one.seconds / 3600)
    assert short.bound == 0.0
