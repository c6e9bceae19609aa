from __future__ import annotations

import numpy as np
import pytest

from equipoise.forecast.regression import penalised_fit, regress


def sample(cv: float, seed: int = 2, n: int = 400, size: float = 500.0):
    rng = np.random.default_rng(seed)
    group = (np.arange(n) % 2).astype(float)
    design = np.column_stack([np.ones(n), group])
    mean = size * np.exp(0.4 * group)
    effect = rng.gamma(1 / cv**2, cv**2, n) if cv else np.ones(n)
    return rng.poisson(mean * effect).astype(float), design


def fit(counts, design, sd=(1e3, 1e3), **more):
    ones = np.ones(len(counts))
    return regress(counts, ones, design, np.array(sd), ones, **more)


def test_known_log_effects_come_back():
    counts, design = sample(0.1)
    found = fit(counts, design)
    assert found.effects == pytest.approx([np.log(500), 0.4], abs=0.03)


def test_dispersion_beyond_poisson_comes_back():
    counts, design = sample(0.1)
    assert fit(counts, design).cv2 == pytest.approx(0.01, rel=0.25)
    counts, design = sample(0.0)
    assert fit(counts, design).cv2 < 3e-4


def test_fitted_mean_is_not_biased_by_skewed_noise():
    gaps = []
    for seed in range(12):
        counts, design = sample(0.35, seed, size=40)
        mean = np.exp(design @ fit(counts, design).effects)
        gaps.append(mean.sum() / (40 * np.exp(0.4 * design[:, 1])).sum() - 1)
    assert abs(np.mean(gaps)) < 0.02


def test_exposure_is_an_offset():
    counts, design = sample(0.1)
    ones = np.ones(len(counts))
    once = regress(counts, ones, design, np.array([1e3, 1e3]), ones)
    halves = regress(counts, ones / 2, design, np.array([1e3, 1e3]), ones)
    assert halves.effects - once.effects == pytest.approx([np.log(2), 0], abs=1e-3)


def test_a_tight_prior_holds_an_effect_at_zero():
    counts, design = sample(0.1)
    assert abs(fit(counts, design, sd=(1e3, 1e-4)).effects[1]) < 1e-3


def test_one_wild_day_hardly_moves_the_level():
    counts, design = sample(0.05)
    wild = counts.copy()
    wild[10] = 20.0
    assert fit(wild, design).effects == pytest.approx(fit(counts, design).effects, abs=0.003)


def test_no_contacts_at_all_is_a_very_low_level():
    counts = np.zeros(30)
    found = fit(counts, np.ones((30, 1)), sd=(1e3,))
    assert np.exp(found.effects[0]) < 0.02
    assert np.isfinite(found.cv2)


def test_given_dispersion_reaches_the_score_equations():
    counts, design = sample(0.1)
    effects = penalised_fit(counts, np.zeros(len(counts)), design, np.array([1e3, 1e3]), 0.01)
    mean = np.exp(design @ effects)
    assert design.T @ ((counts - mean) / (1 + 0.01 * mean)) == pytest.approx([0, 0], abs=0.5)
