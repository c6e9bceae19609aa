from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.forecast.levels import Pairs
from equipoise.forecast.model import LEVELS
from equipoise.forecast.spread import CENTRAL, NOMINAL, Spread, count_quantiles, excess_variance, spread_of


def drawn(mean: float, cv: float, days: int, per_day: int = 1, seed: int = 3) -> Pairs:
    rng = np.random.default_rng(seed)
    effect = np.repeat(rng.gamma(1 / cv**2, cv**2, days) if cv else np.ones(days), per_day)
    expected = np.full(days * per_day, mean)
    day = np.repeat(np.arange(days), per_day)
    return Pairs(rng.poisson(expected * effect).astype(float), expected, day // 7, day)


@given(
    means=st.lists(st.floats(0, 5000), min_size=1, max_size=8),
    cv2=st.floats(0, 2),
    widths=st.lists(st.floats(0, 4), min_size=6, max_size=6),
)
def test_quantiles_rise_with_the_level_and_are_whole_contacts(means, cv2, widths):
    spread = Spread(cv2, np.sort(np.array([0.0, *widths[1:]])))
    quantiles = count_quantiles(np.array(means), spread, LEVELS)
    assert (np.diff(quantiles, axis=0) >= 0).all()
    assert (quantiles >= 0).all()
    assert np.array_equal(quantiles, np.round(quantiles))


def test_a_closed_interval_has_only_zero_quantiles():
    assert not count_quantiles(np.zeros(3), Spread(0.1, NOMINAL), LEVELS).any()


def test_without_dispersion_quantiles_are_those_of_poisson():
    from scipy.stats import poisson

    quantiles = count_quantiles(np.array([12.0]), Spread(0.0, NOMINAL), LEVELS)[:, 0]
    assert quantiles.tolist() == [poisson.ppf(level, 12.0) for level in LEVELS]


def test_dispersion_of_a_gamma_day_effect_comes_back():
    assert excess_variance(drawn(400, 0.2, 600)) == pytest.approx(0.04, rel=0.15)
    assert excess_variance(drawn(400, 0.0, 600)) < 5e-4


@pytest.mark.parametrize(("mean", "slack"), [(4.0, 0.05), (30.0, 0.025), (3000.0, 0.025)])
@pytest.mark.parametrize(("low", "high"), [(0.10, 0.90), (0.025, 0.975)])
def test_bands_calibrated_on_sixty_days_cover_what_they_promise(mean, slack, low, high):
    covered = []
    for seed in range(40):
        spread = spread_of(drawn(mean, 0.15, 60, seed=seed))
        fresh = drawn(mean, 0.15, 400, seed=100 + seed)
        below, above = count_quantiles(fresh.expected, spread, (low, high))
        covered.append(((fresh.actual >= below) & (fresh.actual <= above)).mean())
    assert np.mean(covered) == pytest.approx(high - low, abs=slack)  # whole contacts are lumpy


def test_errors_with_heavy_tails_widen_the_outer_band_only():
    rng = np.random.default_rng(5)
    expected = np.full(600, 1000.0)
    actual = np.maximum(np.round(1000 * (1 + 0.03 * rng.standard_t(2.5, 600))), 0)
    day = np.arange(600)
    width = spread_of(Pairs(actual, expected, day // 7, day)).half_width
    ratio = width[1:] / NOMINAL[1:]
    assert ratio[np.searchsorted(CENTRAL[1:], 0.8)] < ratio[-1]


def test_without_past_errors_the_spread_is_wide_rather_than_none():
    nothing = Pairs(*(np.zeros(0),) * 2, *(np.zeros(0, dtype=np.int64),) * 2)
    spread = spread_of(nothing)
    low, high = count_quantiles(np.array([1000.0]), spread, (0.1, 0.9))[:, 0]
    assert high - low > 300
