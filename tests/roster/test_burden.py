"""What a tour asks of the person, and that its prices point the right way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.centre import ShiftPattern, Weights
from equipoise.roster.burden import build_burden
from equipoise.roster.catalogue import build_catalogue

from .factory import crew, problem

NO_PRICE = Weights(0, 0, 0, 0, 0, 0, 0)


def _burden(weights, starts=(480, 600, 720)):
    asked = problem(crew(1), shifts=(ShiftPattern(starts, (8.0,)),), hours=((0, 2880),))
    catalogue = build_catalogue(asked)
    wish = np.zeros(catalogue.start_s.shape)
    return build_burden(catalogue, weights, wish, np.zeros(len(catalogue.days)), units_due=9)


def _tour(*days):
    tour = np.full(14, -1)
    for day, template in days:
        tour[day] = template
    return tour


def test_each_day_and_each_unused_shift_is_priced():
    burden = _burden(Weights(0, 0, 0, hours=1.0, day=0.5, start=0, weekend=0))
    assert burden.cost(_tour((0, 0), (1, 0))) == pytest.approx(2 * 0.5 + 7 * 7.5)


def test_a_start_away_from_the_weeks_usual_one_costs_by_the_hour():
    burden = _burden(Weights(0, 0, 0, 0, day=0, start=1.0, weekend=0))
    assert burden.cost(_tour((0, 0), (1, 0), (2, 2))) == pytest.approx(4.0)
    assert burden.cost(_tour((0, 0), (7, 2))) == 0.0  # another week may have another usual start


def test_a_week_without_work_has_no_usual_start():
    burden = _burden(NO_PRICE)
    usual = burden.usual_starts(_tour((7, 1)))
    assert np.isnan(usual[0])
    assert usual[1] == 10.0


def test_from_late_evening_to_midnight_is_one_hour_not_twenty_three():
    burden = _burden(Weights(0, 0, 0, 0, day=0, start=1.0, weekend=0), starts=(0, 1380))
    assert burden.cost(_tour((0, 0), (1, 1))) <= 1.0


def test_the_same_weekends_cost_less_when_shared():
    burden = _burden(Weights(0, 0, 0, 0, day=0, start=0, weekend=1.0))
    one_has_four = burden.cost(_tour((5, 0), (6, 0), (12, 0), (13, 0)))
    each_has_two = 2 * burden.cost(_tour((5, 0), (6, 0)))
    assert each_has_two < one_has_four


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-1, 2), min_size=14, max_size=14))
def test_prices_around_a_tours_own_starts_add_up_to_its_cost(choice):
    burden = _burden(Weights(0, 0, 0, 0, day=0.3, start=0.2, weekend=0))
    tour = np.array(choice)
    prices = burden.prices(burden.usual_starts(tour), 0)
    worked = np.flatnonzero(tour >= 0)
    assert prices[worked, tour[worked]].sum() == pytest.approx(burden.cost(tour))


def test_without_prices_nothing_costs():
    assert _burden(NO_PRICE).cost(_tour((0, 0), (5, 2), (6, 1))) == 0.0
