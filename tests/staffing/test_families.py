"""Reference values in other shapes than those at hand: what a family's inputs may say."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.errors import InvalidInput
from equipoise.staffing.families import FAMILIES
from equipoise.staffing.families_shapes import patience_of
from equipoise.staffing.general_patience import performance_with
from equipoise.staffing.patience import Lognormal

CELL = {"agents": 20, "aht_s": 300, "calls_per_hour": 240, "t_s": 20}


def test_exponential_patience_by_either_family() -> None:
    general = {**CELL, "patience": {"kind": "exponential", "mean_s": 180}}
    plain = {**CELL, "mean_patience_s": 180}
    names = ("p_wait", "p_abandon", "mean_wait_all_s", "asa_s", "occupancy", "sl_excl_short_abandons")
    for output in names:
        expected = FAMILIES["erlang_a"](plain, output)
        assert FAMILIES["mmn_g"](general, output) == pytest.approx(expected, rel=1e-10)


def test_a_lognormal_by_its_own_or_its_logarithms_moments() -> None:
    sigma = np.sqrt(np.log1p(0.64))
    x = np.array([10.0, 200.0])
    by_logarithm = patience_of({"kind": "lognormal", "mu": np.log(180) - sigma**2 / 2, "sigma": sigma})
    assert by_logarithm.survival(x) == pytest.approx(Lognormal(180, 0.8).survival(x), rel=1e-12)


@pytest.mark.parametrize(
    "described",
    [
        {"kind": "lognormal", "mean_s": 180, "cv": 0.8},
        {"kind": "gamma", "mean_s": 180, "cv": 0.8},
        {"kind": "erlang", "mean_s": 180, "stages": 3},
        {"kind": "weibull", "scale_s": 180, "shape": 1.4},
    ],
)
def test_balking_is_hanging_up_at_once(described) -> None:
    at = {**CELL, "patience": described}
    balking = {**CELL, "patience": {**described, "balk": 0.3}}
    assert FAMILIES["mmn_g"](balking, "p_abandon") > FAMILIES["mmn_g"](at, "p_abandon")
    shape = patience_of(balking["patience"])
    found = performance_with(
        20, 240, 300, answered_within_s=20, definition="answered_over_offered", patience=shape
    )
    assert found.abandoned_within >= 0.3 * found.p_wait


def test_a_shape_that_is_not_known_is_refused() -> None:
    with pytest.raises(InvalidInput, match="triangular"):
        patience_of({"kind": "triangular"})
