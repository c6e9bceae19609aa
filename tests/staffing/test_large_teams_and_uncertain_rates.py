"""Square-root staffing, and service when the rate itself is not known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom, norm, poisson

from equipoise.errors import InvalidInput
from equipoise.staffing.many_servers import (
    agents_for_p_wait,
    beta_for_p_wait,
    hazard,
    p_wait_halfin_whitt,
    p_wait_with_abandonment,
    scaled_p_abandon,
    square_root_agents,
)
from equipoise.staffing.performance import performance
from equipoise.staffing.uncertain_rate import count_probability, expectation, with_uncertain_rate

OFFERED = "answered_over_offered"


@pytest.mark.parametrize(("beta", "ratio"), [(-1, 0.5), (0, 1), (0.7, 2), (1.5, 5)])
def test_the_limits_are_those_of_erlang_a(beta, ratio) -> None:
    n = 400_000
    load = n - beta * np.sqrt(n)
    x = performance(n, load, 3600, answered_within_s=0, definition=OFFERED, patience_s=3600 * ratio)
    assert p_wait_with_abandonment(beta, ratio) == pytest.approx(float(x.p_wait), rel=0.01)
    assert scaled_p_abandon(beta, ratio) == pytest.approx(float(x.p_abandon) * np.sqrt(n), rel=0.01)


def test_the_limit_without_abandonment_is_that_of_erlang_c() -> None:
    n, beta = 400_000, 0.8
    x = performance(n, n - beta * np.sqrt(n), 3600, answered_within_s=0, definition=OFFERED)
    assert p_wait_halfin_whitt(beta) == pytest.approx(float(x.p_wait), rel=0.01)
    assert p_wait_with_abandonment(beta, 1e9) == pytest.approx(float(p_wait_halfin_whitt(beta)), rel=1e-3)


def test_the_normal_hazard_on_both_far_sides() -> None:
    x = np.array([-8.0, -1, 0, 1, 8])
    assert hazard(x) == pytest.approx(norm.pdf(x) / norm.sf(x), rel=1e-12)
    assert hazard(np.array([-1e3, 1e6])) == pytest.approx([0, 1e6])
    near, far = (scaled_p_abandon(beta, 1.0) / p_wait_with_abandonment(beta, 1.0) for beta in (19.9, 20.1))
    assert near > far
    assert np.array([p_wait_with_abandonment(60, 1), p_wait_halfin_whitt(60)]) == pytest.approx(0)


def test_both_sides_of_the_switch_to_the_series_agree() -> None:
    from equipoise.staffing.many_servers import FAR, _hazard_excess

    below, above = _hazard_excess(np.array([FAR, np.nextafter(FAR, 1e9)]))
    assert below == pytest.approx(above, rel=1e-10)


@pytest.mark.parametrize("ratio", [0.1, 1.0, 10.0])
def test_beta_answers_its_own_question(ratio) -> None:
    target = np.array([0.001, 0.2, 0.5, 0.999])
    assert p_wait_with_abandonment(beta_for_p_wait(target, ratio), ratio) == pytest.approx(target, rel=1e-10)


def test_the_rule_is_within_one_agent_of_the_exact_number() -> None:
    load = np.array([20.0, 100.0, 500.0, 2000.0])
    rule = square_root_agents(load, beta_for_p_wait(0.2, 1.0))
    exact = agents_for_p_wait(load, 1.0, max_p_wait=0.2)
    assert np.abs(rule - exact).max() <= 1
    at = performance(exact, load, 3600, answered_within_s=0, definition=OFFERED, patience_s=3600)
    assert np.all(at.p_wait <= 0.2)


def level(cv, **more):
    asked = {"patience_s": 180, "answered_within_s": 20, "definition": OFFERED} | more
    return with_uncertain_rate(24, 240, 300, rate_cv=cv, **asked)


def test_a_sure_rate_is_erlang_a() -> None:
    sure = performance(24, 240, 300, answered_within_s=20, definition=OFFERED, patience_s=180)
    for cv in (0.0, 1e-4):
        assert level(cv).over_rates == pytest.approx(float(sure.service_level), rel=1e-6)
        assert level(cv).over_contacts == pytest.approx(float(sure.service_level), rel=1e-6)


def test_uncertainty_costs_contacts_more_than_intervals() -> None:
    """88.3 % with a sure rate; with cv 0.25 81.8 % of intervals' level and 76.9 % of contacts."""
    assert level(0).over_rates == pytest.approx(0.883, abs=5e-4)
    assert level(0.25).over_rates == pytest.approx(0.818, abs=5e-4)
    assert level(0.25).over_contacts == pytest.approx(0.769, abs=5e-4)
    assert level(0.25).p_abandon > level(0).p_abandon


@pytest.mark.parametrize(
    "definition", ["answered_over_answered", "answered_plus_short_abandons_over_offered"]
)
def test_contacts_are_judged_by_their_expected_counts(definition) -> None:
    draws = np.random.default_rng(5).gamma(1 / 0.3**2, 240 * 0.3**2, 200_000)
    x = performance(24, draws, 300, answered_within_s=20, definition=definition, patience_s=180)
    short = x.abandoned_within if "short" in definition else 0.0
    counted = 1.0 if "offered" in definition else 1.0 - x.p_abandon
    expected = (draws * (x.answered_within + short)).sum() / (draws * counted).sum()
    found = level(0.3, definition=definition)
    assert found.over_contacts == pytest.approx(float(expected), abs=2e-3)
    assert found.over_rates == pytest.approx(float(x.service_level.mean()), abs=2e-3)


@pytest.mark.parametrize("cv", [0.003, 0.2, 1.0, 3.0])
def test_the_gamma_factor_has_mean_one_and_its_spread(cv) -> None:
    total, mean, square = expectation(lambda x: np.array([np.ones_like(x), x, x * x]), cv)
    assert (total, mean) == pytest.approx((1, 1), rel=1e-8)
    assert square - 1 == pytest.approx(cv**2, rel=1e-3)


@pytest.mark.parametrize("cv", [0.0, 0.01, 0.3, 2.0])
def test_counts_are_negative_binomial(cv) -> None:
    n = np.array([0, 1, 100, 240, 900])
    shape = np.inf if cv == 0 else cv**-2
    expected = poisson.pmf(n, 240) if cv == 0 else nbinom.pmf(n, shape, shape / (shape + 240))
    assert count_probability(n, 240, cv) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: level(-0.1),
        lambda: level(0.1, patience_s=None),
        lambda: count_probability(-1, 5, 0.1),
        lambda: p_wait_halfin_whitt(0),
        lambda: p_wait_with_abandonment(1, 0),
        lambda: beta_for_p_wait(1.0, 1),
        lambda: square_root_agents(-1, 1),
    ],
)
def test_values_out_of_range_are_refused(ask) -> None:
    with pytest.raises(InvalidInput):
        ask()
