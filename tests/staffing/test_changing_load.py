"""Loads that change during the day, from an empty start to the next interval."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp
from scipy.stats import poisson

from equipoise.errors import InvalidInput
from equipoise.staffing.daily import daily_agents
from equipoise.staffing.offered_load import Sinusoid, agents_for_delay, lagged_rates, offered_load
from equipoise.staffing.patience import Deterministic, Exponential, Lognormal
from equipoise.staffing.performance import performance, required
from equipoise.staffing.transient import transient

OFFERED = "answered_over_offered"
DAY = np.array([60.0, 120.0, 180.0, 30.0])


def test_a_long_interval_reaches_the_steady_state() -> None:
    x = transient([10, 10], [120, 120], 300, interval_s=36000, patience_s=120)
    steady = performance(10, 120, 300, answered_within_s=0, definition=OFFERED, patience_s=120)
    assert x.p_wait[1] == pytest.approx(float(steady.p_wait), rel=1e-6)
    assert x.p_abandon[1] == pytest.approx(float(steady.p_abandon), rel=1e-6)
    assert x.occupancy[1] == pytest.approx(float(steady.occupancy), rel=1e-6)
    assert x.p_wait[0] < x.p_wait[1]


def test_a_day_agrees_with_the_differential_equations() -> None:
    mu, theta, length, agents = 1 / 250, 1 / 90, 900.0, [3, 8, 6, 5]
    x = transient(agents, DAY, 250, interval_s=length, patience_s=90, in_system=2)
    present, state = np.arange(61.0), np.eye(61)[2]
    for s, rate, abandoned, end in zip(agents, DAY / 3600, x.abandoned, x.in_system_end, strict=True):
        down = np.minimum(present, s) * mu + np.maximum(present - s, 0) * theta
        up = np.where(present < 60, rate, 0.0)

        def flow(t, y, up=up, down=down, s=s):
            p = y[:-1]
            change = -(up + down) * p
            change[1:] += (up * p)[:-1]
            change[:-1] += (down * p)[1:]
            return np.append(change, theta * (p @ np.maximum(present - s, 0)))

        y = solve_ivp(flow, (0, length), np.append(state, 0.0), method="LSODA", rtol=1e-10, atol=1e-13).y[
            :, -1
        ]
        state = y[:-1]
        assert abandoned == pytest.approx(y[-1], rel=1e-6)
        assert end == pytest.approx(state @ present, rel=1e-6)


def test_contacts_are_conserved_when_nobody_gives_up() -> None:
    x = transient([2, 0, 9], [60, 40, 0], 120, interval_s=600)
    assert x.in_system_end[1] == pytest.approx(x.in_system_end[0] + 40 / 6, rel=1e-9)
    assert np.isnan(x.occupancy[1])
    assert np.all(x.abandoned == 0)
    assert np.isnan(x.p_abandon[2])
    served = 9 * x.occupancy[2] * 600 / 120
    assert x.in_system_end[2] == pytest.approx(x.in_system_end[1] - served, rel=1e-9)


@pytest.mark.parametrize("handle", [Exponential(300), Deterministic(200), Lognormal(300, 1.2)])
def test_load_in_hand_is_what_arrived_and_is_not_yet_done(handle) -> None:
    at = np.array([0.0, 450.0, 1800.0, 3600.0])
    expected = []
    for t in at:

        def still(u: float, t: float = t) -> float:
            return DAY[min(int(u // 900), 3)] / 3600 * float(handle.survival(np.array([t - u]))[0])

        pieces = np.unique(np.clip([0, 900, 1800, 2700, 3600, *(t - np.array(handle.breaks))], 0, t))
        expected.append(sum(quad(still, a, b, epsabs=1e-11)[0] for a, b in itertools.pairwise(pieces)))
    assert offered_load(DAY, 900, handle, at) == pytest.approx(np.array(expected), rel=1e-7, abs=1e-9)


def test_a_sinusoid_agrees_with_its_rate_in_fine_steps() -> None:
    rate = Sinusoid(100, 60, 0.5)
    steps = rate.rate(np.arange(0, 40, 0.001) + 0.0005)
    load = offered_load(steps, 3.6, Exponential(1800), np.array([40 * 3600.0]))[0]
    assert load == pytest.approx(float(rate.load(40.0, 2.0)), rel=1e-6)
    assert rate.mean_rate(3, 0.5) == pytest.approx(quad(rate.rate, 3, 3.5)[0] / 0.5, rel=1e-12)
    assert rate.stationary_load(3, 2.0) == rate.rate(3) / 2


def test_lagging_moves_volume_later_and_loses_none_inside_the_day() -> None:
    assert lagged_rates(DAY, 900, 0) == pytest.approx(DAY)
    assert lagged_rates(DAY, 900, 900) == pytest.approx([0, *DAY[:-1]])
    assert lagged_rates(DAY, 900, 450) == pytest.approx([30, 90, 150, 105])


@pytest.mark.parametrize("most", [0.5, 0.2, 1e-3, 1e-12])
def test_agents_for_delay_are_the_fewest(most) -> None:
    load = np.array([0.01, 1.0, 19.5, 400.0, 1e5])
    n = agents_for_delay(load, max_delay=most)
    assert np.all(poisson.sf(n - 1, load) <= most)
    assert np.all(poisson.sf(n - 2, load) > most)
    assert agents_for_delay(0.0, max_delay=most) == 0


def plan(contacts, share=0.8, **more):
    return daily_agents(
        contacts, 300, interval_s=1800, answered_within_s=20, share=share, definition=OFFERED, **more
    )


@pytest.mark.parametrize("floor", [0.0, 0.4, 0.7])
@pytest.mark.parametrize("patience", [None, 60.0])
def test_no_cheaper_way_to_meet_the_day(floor, patience) -> None:
    contacts = np.array([3.0, 0.0, 9.0, 14.0])
    found = plan(contacts, floor_share=floor, patience_s=patience)
    assert found.share >= 0.8 - 1e-11
    level = np.zeros((4, 9))
    for i, n in itertools.product(range(4), range(1, 9)):
        if contacts[i] and (patience or n > contacts[i] / 6):
            asked = {"answered_within_s": 20, "definition": OFFERED, "patience_s": patience}
            level[i, n] = performance(n, contacts[i] * 2, 300, **asked).service_level
    cheapest = min(
        sum(n)
        for n in itertools.product(range(9), repeat=4)
        if all(level[i, n[i]] >= floor for i in (0, 2, 3))
        and sum(level[i, n[i]] * contacts[i] for i in range(4)) >= 0.8 * contacts.sum()
    )
    assert found.agents.sum() == cheapest


def test_a_daily_target_gives_up_a_half_hour_unless_there_is_a_floor() -> None:
    volumes = [400, 600, 500, 300]
    asked = {"answered_within_s": 20, "share": 0.8, "definition": OFFERED}
    each = required([2 * v for v in volumes], 200, **asked)
    free = daily_agents(volumes, 200, interval_s=1800, **asked)
    floored = daily_agents(volumes, 200, interval_s=1800, floor_share=0.5, **asked)
    assert (each.sum(), free.agents.sum(), floored.agents.sum()) == (224, 199, 222)
    assert free.agents.min() == 0
    assert floored.service_level.min() >= 0.5


@pytest.mark.parametrize(
    "ask",
    [
        lambda: transient([2], [-1], 300, interval_s=900),
        lambda: transient([2], [10], 0, interval_s=900),
        lambda: transient([2], [10], 300, interval_s=900, patience_s=0),
        lambda: transient([2], [10], 300, interval_s=900, in_system=-1),
        lambda: Sinusoid(10, 11, 1),
        lambda: Sinusoid(10, 1, 0),
        lambda: lagged_rates([1], 900, -1),
        lambda: offered_load([np.nan], 900, Exponential(60), 5),
        lambda: agents_for_delay(5, max_delay=0),
        lambda: plan([10, 10], floor_share=0.9),
        lambda: plan([10, np.nan]),
    ],
)
def test_values_out_of_range_are_refused(ask) -> None:
    with pytest.raises(InvalidInput):
        ask()
