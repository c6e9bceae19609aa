"""The search for the fewest agents, against every number of agents in turn."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.centre import DEFINITIONS
from equipoise.staffing.blocking import blocking
from equipoise.staffing.fewest import fewest_impatient, fewest_patient, inverse_blocking, tail
from equipoise.staffing.palm import series
from equipoise.staffing.performance import performance, required

EDGES = [  # rate an hour, handle time, patience, threshold, share, ceiling
    (1e-6, 300.0, 180.0, 20.0, 0.8, 1.0),
    (0.5, 30.0, 5.0, 0.0, 0.99, 0.3),
    (12.0, 300.0, 1e-3, 20.0, 0.5, 1.0),
    (240.0, 300.0, 1e7, 0.0, 0.999, 0.9),
    (240.0, 300.0, 180.0, 20.0, 1e-6, 1.0),
    (240.0, 300.0, 180.0, 20.0, 1 - 1e-9, 1.0),
    (240.0, 300.0, 180.0, 600.0, 0.8, 1.0),
    (6000.0, 900.0, 30.0, 5.0, 0.02, 0.97),
    (6000.0, 900.0, 3000.0, 120.0, 0.95, 0.02),
]


@pytest.mark.parametrize("cell", EDGES)
@pytest.mark.parametrize("definition", DEFINITIONS)
@pytest.mark.parametrize("impatient", [True, False])
def test_no_smaller_number_meets_the_target(cell, definition, impatient) -> None:
    rate, aht, patience, within, share, ceiling = cell
    patience = patience if impatient else None
    asked = {"answered_within_s": within, "definition": definition, "patience_s": patience}
    n = int(required(rate, aht, share=share, max_occupancy=ceiling, **asked))
    load = rate * aht / 3600
    least = 1 if impatient else int(load) + 1
    tried = np.arange(max(least, n - 400), n + 1)
    at = performance(tried, rate, aht, **asked)
    good = (at.service_level >= share - 1e-12) & (at.occupancy <= ceiling * (1 + 1e-12))
    assert good[-1]
    assert not good[:-1].any()


@pytest.mark.parametrize("load", [0.01, 1.0, 7.5, 300.0, 1e5])
def test_blocking_from_above_is_blocking_from_below(load) -> None:
    for lines in (0, 1, int(load), int(load) + 40):
        assert 1 / inverse_blocking(lines, load) == pytest.approx(float(blocking(lines, load)), rel=1e-12)


@pytest.mark.parametrize(("x", "y"), [(0.2, 0.1), (12, 12), (400, 380), (400, 450), (1e5, 1e5)])
def test_the_short_series_is_the_long_one(x, y) -> None:
    assert tail(x, y) == pytest.approx(series(x, y)[0], rel=1e-13)


def test_endless_patience_asks_for_as_many_as_none_giving_up() -> None:
    cell = (240 / 3600, 300.0)
    patient = fewest_patient(*cell, 20.0, 0.8, 0, 1.0)
    assert fewest_impatient(*cell, 1e-12, 20.0, 0.8, 0, 1.0) == patient == 25


@pytest.mark.parametrize("load", [1e3, 1e4, 1e5])
def test_large_loads_are_answered_exactly(load) -> None:
    asked = {"answered_within_s": 20, "definition": DEFINITIONS[0]}
    for patience in (None, 180.0):
        n = int(required(load * 12, 300, share=0.8, patience_s=patience, **asked))
        at = performance([n - 1, n], load * 12, 300, patience_s=patience, **asked).service_level
        assert at[0] < 0.8 <= at[1]
