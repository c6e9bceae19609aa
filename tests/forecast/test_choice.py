from __future__ import annotations

import numpy as np
import pytest

from equipoise.forecast.candidates import BASELINE, CANDIDATES
from equipoise.forecast.choice import bias_correction, choose, weekly_error
from equipoise.forecast.rolling import Track

CALENDAR = CANDIDATES[1]


def track(actual: np.ndarray, lead: int = 0, **expected: np.ndarray) -> Track:
    """Weeks of one open slot a day; ``actual`` and each forecast have shape ``(k, 7)``."""
    k = len(actual)
    made = {candidate.name: expected.get(candidate.name, expected["mean4"]) for candidate in CANDIDATES}
    return Track(
        lead,
        7 * np.arange(k),
        actual[:, :, None],
        np.ones((k, 7, 1)),
        {name: values[:, :, None] for name, values in made.items()},
        dict.fromkeys(made, 0.0),
    )


def noise(seed: int, k: int = 10, sd: float = 5.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, sd, (k, 7))


def test_a_clearly_better_model_is_chosen():
    actual = np.full((10, 7), 100.0)
    tried = track(actual, mean4=actual + noise(1), calendar=actual + noise(2) / 3)
    assert choose(tried, [tried], CANDIDATES, ["day"]).name == "calendar"


def test_a_gain_within_its_standard_error_is_not_trusted():
    actual = np.full((10, 7), 100.0)
    lucky = actual + noise(1)
    lucky[0] = actual[0]  # better in one week, worse in another
    lucky[1] = actual[1] + 1.5 * noise(1)[1]
    tried = track(actual, mean4=actual + noise(1), calendar=lucky)
    assert choose(tried, [tried], CANDIDATES, ["day"]) == BASELINE


def test_three_weeks_are_too_few_to_leave_the_mean():
    actual = np.full((3, 7), 100.0)
    tried = track(actual, mean4=actual + 20, calendar=actual)
    assert choose(tried, [tried], CANDIDATES, ["day"]) == BASELINE


def test_a_horizon_at_which_the_model_fails_keeps_the_mean():
    actual = np.full((10, 7), 100.0)
    near = track(actual, mean4=actual + 10, calendar=actual)
    far = track(actual, lead=3, mean4=actual + 5, calendar=actual + 30)
    assert choose(far, [near, far], CANDIDATES, ["day"]) == BASELINE


def test_weekly_error_is_relative_to_the_mean_weekly_volume():
    actual = np.full((2, 7), 100.0)
    tried = track(actual, mean4=actual + np.array([[10.0], [-20.0]]))
    assert weekly_error(tried, tried.expected["mean4"], "day") == pytest.approx([0.1, 0.2])


def test_persistent_bias_is_taken_out_but_for_its_noise():
    actual = np.full((12, 7), 100.0)
    low = track(actual, mean4=actual, calendar=0.93 * actual + noise(3, 12, 1.0))
    assert bias_correction(low, CALENDAR) == pytest.approx(1 / 0.93, abs=0.015)


def test_bias_that_changes_its_sign_is_left_alone():
    actual = np.full((12, 7), 100.0)
    swinging = actual * np.where(np.arange(12) % 2, 1.1, 0.93)[:, None]
    assert bias_correction(track(actual, mean4=actual, calendar=swinging), CALENDAR) == 1.0


def test_correction_is_capped_and_plain_means_are_never_corrected():
    actual = np.full((12, 7), 100.0)
    far = track(actual, mean4=actual / 2, calendar=actual / 2)
    assert bias_correction(far, CALENDAR) == pytest.approx(np.exp(0.1))
    assert bias_correction(far, BASELINE) == 1.0
