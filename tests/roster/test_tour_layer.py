"""The one-person programme against brute force, and its limits one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.roster.catalogue import build_catalogue
from equipoise.roster.compile.limits import Limits
from equipoise.roster.crew import build_crew, build_member
from equipoise.roster.start_state import start_label
from equipoise.roster.tour_layer import best_tour, build_tour_space

from .factory import crew, problem, worker

DAYS = 7


def _setting(**limits):
    asked = problem(crew(1), weeks=1, rules=())
    catalogue = build_catalogue(asked)
    member = build_member(asked, catalogue, asked.workers[0])
    free = Limits.free(catalogue)
    made = Limits(**{**{f: getattr(free, f) for f in free.__dataclass_fields__}, **limits})
    return catalogue, made, start_label(member.context, made)


def _brute(catalogue, limits, price, off):
    best = np.inf
    for tour in product(range(-1, price.shape[1]), repeat=DAYS):
        worked = [(d, s) for d, s in enumerate(tour) if s >= 0]
        hours = sum(int(catalogue.work_s[d, s]) for d, s in worked)
        if not limits.total_min_s <= hours <= limits.total_max_s:
            continue
        if any(
            catalogue.start_s[b] - catalogue.end_s[a] < limits.rest_s[a] for a, b in pairwise(worked)
        ) or _span_broken(catalogue, limits, worked):
            continue
        cost = sum(price[d, s] if s >= 0 else off[d] for d, s in enumerate(tour))
        best = min(best, cost)
    return best


def _span_broken(catalogue, limits, worked):
    run = None
    for i, place in enumerate(worked):
        if i == 0 or catalogue.start_s[place] - catalogue.end_s[worked[i - 1]] >= limits.reset_s:
            run = catalogue.start_s[place]
        if catalogue.end_s[place] - run > limits.span_s:
            return True
    return False


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0, 11, 13]), st.sampled_from([72, 100, 1000]))
def test_the_programme_finds_what_trying_every_tour_finds(seed, rest_h, span_h):
    random = np.random.default_rng(seed)
    catalogue, _, _ = _setting()
    shape = catalogue.start_s.shape
    catalogue, limits, initial = _setting(
        rest_s=np.full(shape, rest_h * 3600),
        total_min_s=2 * 27_000,
        total_max_s=5 * 27_000,
        reset_s=36 * 3600,
        span_s=span_h * 3600,
    )
    price, off = random.normal(-1, 2, shape), random.normal(0, 1, DAYS)
    found = best_tour(build_tour_space(catalogue, limits, initial), price, off, 0.0, 16)
    assert found is not None
    assert found[0] == pytest.approx(_brute(catalogue, limits, price, off))


def test_no_tour_is_said_when_hours_cannot_be_reached():
    catalogue, limits, initial = _setting(total_min_s=8 * 27_000)
    price = np.zeros(catalogue.start_s.shape)
    space = build_tour_space(catalogue, limits, initial)
    assert best_tour(space, price, np.zeros(DAYS), 0.0, 16) is None


def test_nights_and_sundays_stay_under_their_caps():
    catalogue, _, _ = _setting()
    every = np.ones(catalogue.start_s.shape, dtype=bool)
    catalogue, limits, initial = _setting(counted_night=every, night_cap=3)
    price = np.full(catalogue.start_s.shape, -1.0)
    space = build_tour_space(catalogue, limits, initial)
    found = best_tour(space, price, np.zeros(DAYS), 0.0, 4)
    assert found is not None
    assert (found[1] >= 0).sum() == 3


def test_a_series_of_nights_is_followed_by_its_long_rest():
    catalogue, _, _ = _setting()
    every = np.ones(catalogue.start_s.shape, dtype=bool)
    catalogue, limits, initial = _setting(series_night=every, series_nights=3, series_rest_s=46 * 3600)
    price = np.full(catalogue.start_s.shape, -1.0)
    price[3] = 5.0  # the fourth day is dear: stop there, and the fifth falls within the rest
    found = best_tour(build_tour_space(catalogue, limits, initial), price, np.zeros(DAYS), 0.0, 8)
    assert found is not None
    worked = found[1] >= 0
    assert worked[:3].all()
    assert not worked[3:5].any()


def test_history_shortens_the_first_days_choice():
    from equipoise.timegrid import Stretch

    asked = problem([worker("w00")], weeks=1)
    clock = asked.grid.clock
    sunday_night = Stretch("w00", asked.grid.start_s - 3 * 3600, asked.grid.start_s, "work", "calls")
    assert clock.instant_s(asked.grid.days[0], 0) == asked.grid.start_s
    later = problem([worker("w00")], weeks=1, previous=(sunday_night,))
    catalogue = build_catalogue(later)
    member = build_crew(later, catalogue)[0]
    initial = start_label(member.context, member.limits)
    price = np.where(member.limits.allowed, -1.0, np.inf)
    found = best_tour(build_tour_space(catalogue, member.limits, initial), price, np.zeros(DAYS), 0.0, 8)
    assert found is not None
    first = int(np.flatnonzero(found[1] >= 0)[0])
    assert catalogue.start_s[first, found[1][first]] - asked.grid.start_s >= 11 * 3600
