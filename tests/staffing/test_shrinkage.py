"""Shrinkage in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InvalidInput
from equipoise.staffing.shrinkage import gross, headcount, planned


def test_twenty_one_at_thirty_percent_is_thirty_not_thirty_one() -> None:
    assert ceil(21 / (1 - 0.3)) == 31
    assert headcount(21, [0.3], in_turn=True) == 30
    assert planned(21.0, 0.3) == 30.0


@settings(deadline=None)
@given(st.integers(1, 2000), st.integers(0, 60))
def test_rounding_up_never_adds_a_person(net: int, percent: int) -> None:
    exact = ceil(Fraction(net) / (1 - Fraction(percent, 100)))
    assert headcount(net, [percent / 100], in_turn=False) == exact
    assert np.ceil(planned(float(net), percent / 100)) == exact


def test_parts_in_turn_cost_less_than_parts_of_the_same_time() -> None:
    assert gross(65, [0.1, 0.08, 0.12], in_turn=True) < gross(65, [0.1, 0.08, 0.12], in_turn=False)


@pytest.mark.parametrize("parts", [[1.0], [0.6, 0.4], [-0.1]])
def test_nothing_left_is_refused(parts: list[float]) -> None:
    with pytest.raises(InvalidInput):
        headcount(10, parts, in_turn=False)
