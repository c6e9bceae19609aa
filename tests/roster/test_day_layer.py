"""Cover prices and break placement against brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.centre import BreakRule
from equipoise.errors import InvalidInput
from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.cover import build_demand
from equipoise.roster.day_layer import build_day_space
from equipoise.roster.kernels.day import add_shift, place_pauses
from equipoise.roster.state import running_sum

from .factory import crew, problem

BREAKS = (
    BreakRule(after_h=4, minutes=15, paid=True, earliest_h=1, latest_h=3),
    BreakRule(after_h=5.5, minutes=30, paid=False, earliest_h=3, latest_h=5),
)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_breaks_go_where_the_others_can_best_spare_the_person(seed):
    asked = problem(crew(1), weeks=1, breaks=BREAKS, rules=())
    catalogue = build_catalogue(asked)
    space = build_day_space(catalogue, asked.grid.start_s)
    demand = build_demand(asked, catalogue)
    marginal = np.random.default_rng(seed).normal(-1, 1, demand.shape)
    prefix = running_sum(marginal)[0]
    at = np.full(space.window.shape[1], -1)
    place_pauses(prefix, space.first[0, 0], space.window[0], space.n_breaks[0], space.apart[0], at)

    def saved(places):
        return sum(prefix[a + w[2]] - prefix[a] for a, w in zip(places, space.window[0], strict=True))

    ranges = [space.first[0, 0] + np.arange(w[0], w[1] + 1) for w in space.window[0]]
    lawful = [
        places
        for places in product(*ranges)
        if places[1] >= places[0] + space.window[0, 0, 2] + space.apart[0]
    ]
    assert tuple(at) in [tuple(int(x) for x in places) for places in lawful]
    assert saved(at) == pytest.approx(max(saved(places) for places in lawful))


def test_marginal_price_is_the_difference_one_agent_makes():
    asked = problem(crew(1), weeks=1)
    demand = build_demand(asked, build_catalogue(asked))
    scheduled = np.random.default_rng(1).integers(0, 5, demand.shape)
    for slot in (30, 40, 100):
        more = scheduled.copy()
        more[0, slot] += 1
        difference = demand.cost(more) - demand.cost(scheduled)
        assert demand.marginal(scheduled)[0, slot] == pytest.approx(difference)


def test_cover_price_is_convex_in_agents():
    asked = problem(crew(1), weeks=1, agents=3.4)
    demand = build_demand(asked, build_catalogue(asked))
    steps = [demand.marginal(np.full(demand.shape, n)).sum() for n in range(8)]
    assert steps == sorted(steps)


def test_adding_and_taking_away_a_shift_leaves_the_cover_as_it_was():
    asked = problem(crew(1), weeks=1, breaks=BREAKS, rules=())
    catalogue = build_catalogue(asked)
    space, demand = build_day_space(catalogue, asked.grid.start_s), build_demand(asked, catalogue)
    scheduled = np.zeros(demand.shape, dtype=np.int64)
    at = space.first[2, 1] + space.window[1, :, 0]
    add_shift(scheduled, 1, 0, space.first[2, 1], space.last[2, 1], space.window[1], space.n_breaks[1], at)
    assert scheduled.sum() == 8 * 4 - 1 - 2  # quarters present: eight hours less both breaks
    add_shift(scheduled, -1, 0, space.first[2, 1], space.last[2, 1], space.window[1], space.n_breaks[1], at)
    assert not scheduled.any()


def test_breaks_without_room_are_refused_by_name():
    late = (BreakRule(after_h=4, minutes=600, paid=True, earliest_h=1, latest_h=3),)
    asked = problem(crew(1), weeks=1, breaks=late, rules=())
    with pytest.raises(InvalidInput, match=r"600 minutes.*08:00-16:00"):
        build_day_space(build_catalogue(asked), asked.grid.start_s)
