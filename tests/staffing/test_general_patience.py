"""M/M/n+G: shapes of patience, limits, and the integrals behind them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from equipoise.errors import InvalidInput
from equipoise.staffing.blocking import blocking
from equipoise.staffing.general_patience import performance_with, required_with
from equipoise.staffing.patience import (
    Deterministic,
    Exponential,
    Gamma,
    Lognormal,
    Mixture,
    Stepwise,
    Weibull,
    hyperexponential,
)
from equipoise.staffing.performance import performance, required

OFFERED = "answered_over_offered"
ASKED = {"answered_within_s": 20, "definition": OFFERED}
MEASURES = (
    "p_wait",
    "p_abandon",
    "answered_within",
    "abandoned_within",
    "mean_wait_s",
    "asa_s",
    "occupancy",
    "service_level",
)
SHAPES = [
    Exponential(180),
    Lognormal(180, 2),
    Lognormal(180, 0.5),
    Gamma(180, 0.3),
    Weibull(180, 0.7),
    hyperexponential((0.2, 0.8), (5, 400)),
    Mixture((0.1, 0.9), (Deterministic(0), Deterministic(60))),
    Stepwise((10, 60, 300), (0.9, 0.5, 0.1), 600),
]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 300), st.floats(0.3, 1.6), st.floats(5, 3000), st.floats(0, 200))
def test_exponential_patience_is_erlang_a(n, utilisation, patience, within) -> None:
    rate = n * utilisation * 12
    exact = performance(n, rate, 300, answered_within_s=within, definition=OFFERED, patience_s=patience)
    found = performance_with(
        n, rate, 300, answered_within_s=within, definition=OFFERED, patience=Exponential(patience)
    )
    for name in MEASURES:
        assert getattr(found, name) == pytest.approx(float(getattr(exact, name)), rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_the_restricted_mean_is_the_integral_of_the_survival(shape) -> None:
    for x in (3.0, 75.0, 450.0):
        inner = [at for at in shape.breaks if at < x]
        area = quad(lambda t: float(shape.survival(np.array([t]))[0]), 0, x, points=inner or None, limit=200)[
            0
        ]
        assert shape.restricted_mean(np.array([x]))[0] == pytest.approx(area, rel=1e-7)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_flow_balances_for_every_shape(shape) -> None:
    """Abandons are also the difference between arrivals and what busy agents finish."""
    x = performance_with(20, 260, 300, patience=shape, **ASKED)
    lam, ends = 260 / 3600, 20 / 300
    inverse = 1.0 / blocking(19, 260 / 12)
    waits = x.p_wait * inverse / (1.0 - x.p_wait)  # lambda J
    gone = (1.0 + (1.0 - ends / lam) * waits) / (inverse + waits)
    assert x.p_abandon == pytest.approx(float(gone), rel=1e-9)
    assert 0 < x.answered_within < 1 - x.p_abandon
    assert x.abandoned_within <= x.p_abandon
    assert x.answered_within + x.abandoned_within >= 1 - x.p_wait


@pytest.mark.parametrize("rate", [200.0, 240.0, 300.0, 1000.0])
def test_deterministic_patience_in_closed_form(rate) -> None:
    """Load equal to the agents included, where (exp(d) - 1) / d has no value."""
    lam, ends, patience = rate / 3600, 20 / 300, 60.0
    drift = (lam - ends) * patience
    inside = patience if drift == 0 else np.expm1(drift) / (lam - ends)
    beyond = np.exp(drift) / ends
    start = 1.0 / (1.0 / blocking(19, rate / 12) + lam * (inside + beyond))
    x = performance_with(20, rate, 300, patience=Deterministic(patience), **ASKED)
    assert x.p_wait == pytest.approx(float(start * lam * (inside + beyond)), rel=1e-11)
    assert x.p_abandon == pytest.approx(float(start * lam * beyond), rel=1e-11)


def test_no_patience_at_all_is_erlang_b() -> None:
    x = performance_with(20, 240, 300, patience=Deterministic(0), **ASKED)
    assert x.p_abandon == pytest.approx(float(blocking(20, 20)), rel=1e-11)


def test_the_shape_of_patience_matters() -> None:
    """82 agents, 1,000 calls an hour of 288 s, mean patience 180 s: 83.4 %, or 86.3 or 56.6 %."""

    def level(shape) -> float:
        return float(performance_with(82, 1000, 288, patience=shape, **ASKED).service_level)

    assert level(Exponential(180)) == pytest.approx(0.834, abs=5e-4)
    assert level(Lognormal(180, 2)) == pytest.approx(0.863, abs=5e-4)
    assert level(Lognormal(180, 0.5)) == pytest.approx(0.566, abs=5e-4)


def test_some_who_never_give_up_must_be_served() -> None:
    half = Mixture((0.5, 0.5), (Exponential(100), Exponential(np.inf)))
    assert performance_with(11, 240, 300, patience=half, **ASKED).p_abandon > 0.4
    with pytest.raises(InvalidInput, match="never give up"):
        performance_with(10, 240, 300, patience=half, **ASKED)
    endless = performance_with(22, 240, 300, patience=Exponential(np.inf), **ASKED)
    assert endless.service_level == pytest.approx(
        float(performance(22, 240, 300, **ASKED).service_level), rel=1e-10
    )


@pytest.mark.parametrize("load", [1e4, 1e5])
@pytest.mark.parametrize("staffed", [0.5, 0.99, 1.0, 1.01, 1.5])
def test_large_teams_neither_overflow_nor_lose_their_digits(load, staffed) -> None:
    n = int(load * staffed)
    x = performance_with(n, load * 12, 300, patience=Lognormal(180, 1.5), **ASKED)
    values = np.array([x.p_wait, x.p_abandon, x.service_level, x.mean_wait_s, x.asa_s])
    assert np.all(np.isfinite(values))
    assert x.p_abandon >= max(0, 1 - staffed) - 1e-9
    assert x.occupancy == pytest.approx(min(1, 1 / staffed), rel=0.01)


def test_required_is_the_smallest_and_agrees_with_erlang_a() -> None:
    rates = np.array([0.0, 30.0, 240.0, 2000.0])
    exact = required(rates, 300, share=0.8, patience_s=180, max_occupancy=0.9, **ASKED)
    found = required_with(rates, 300, share=0.8, patience=Exponential(180), max_occupancy=0.9, **ASKED)
    assert np.array_equal(found, exact)
    n = int(required_with(240, 300, share=0.8, patience=Lognormal(180, 0.5), **ASKED))
    at = [
        performance_with(m, 240, 300, patience=Lognormal(180, 0.5), **ASKED).service_level for m in (n - 1, n)
    ]
    assert at[0] < 0.8 <= at[1]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Exponential(0),
        lambda: Exponential(np.nan),
        lambda: Lognormal(60, -1),
        lambda: Gamma(np.inf, 1),
        lambda: Deterministic(-1),
        lambda: hyperexponential((0.5, 0.6), (1, 2)),
        lambda: hyperexponential((0.5,), (1, 2)),
        lambda: Stepwise((5, 3), (0.9, 0.5), 10),
        lambda: Stepwise((3, 5), (0.5, 0.9), 10),
        lambda: performance_with(0, 10, 300, patience=Exponential(60), **ASKED),
        lambda: performance_with(1.5, 10, 300, patience=Exponential(60), **ASKED),
        lambda: performance_with(2, 10, 0, patience=Exponential(60), **ASKED),
        lambda: required_with(10, 300, share=1.0, patience=Exponential(60), **ASKED),
    ],
)
def test_impossible_shapes_and_values_are_refused(make) -> None:
    with pytest.raises(InvalidInput):
        make()
