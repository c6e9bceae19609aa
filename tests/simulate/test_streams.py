"""The same seed gives the same contacts to every roster."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from equipoise.centre import Queue
from equipoise.simulate.draws import HandleTimes, Purpose, stream

PHONE = Queue("phone", aht_s=240, patience_s=120)
HELP = Queue("help", aht_s=240, patience_s=120)


def test_same_seed_same_result_and_another_seed_another(scene) -> None:
    played = scene({PHONE: 60}, [{"phone": 3}] * 5, day_cv=0.1)
    first, again, other = (played.simulate(played.all_day(), runs=3, seed=seed) for seed in (7, 7, 8))
    assert np.array_equal(first.queues[0].service_level, again.queues[0].service_level)
    assert first.workers == again.workers
    assert not np.array_equal(first.queues[0].service_level, other.queues[0].service_level)
    assert len(set(first.queues[0].service_level)) == 3


def test_contacts_do_not_depend_on_the_roster(scene) -> None:
    played = scene({PHONE: 60}, [{"phone": 3}] * 5, day_cv=0.1)
    few, many = played.all_day()[:1], played.all_day()
    assert played.simulate(few, runs=3).queues[0].offered == played.simulate(many, runs=3).queues[0].offered


def test_a_queue_beside_another_keeps_its_contacts(scene) -> None:
    alone = scene({PHONE: 60}, [{"phone": 3}] * 5)
    beside = scene({HELP: 30, PHONE: 60}, [{"phone": 3}] * 5)
    one = alone.simulate(alone.all_day("phone"), runs=2).queues[0]
    same = beside.simulate(beside.all_day("phone"), runs=2).queues[1]
    assert np.array_equal(one.service_level, same.service_level)
    assert one.mean_wait_s == same.mean_wait_s


def test_a_longer_horizon_keeps_its_first_day(scene) -> None:
    short, long = (scene({PHONE: 60}, [{"phone": 3}] * 5, days=days) for days in (1, 3))
    one = short.simulate(short.all_day("phone")).queues[0].by_interval
    more = long.simulate(long.all_day("phone")).queues[0].by_interval
    assert np.array_equal(one, more[: one.size], equal_nan=True)


def test_one_more_agent_helps_on_the_same_contacts(scene) -> None:
    played = scene({PHONE: 60}, [{"phone": 3}] * 7)
    shares = [played.simulate(played.all_day("phone")[:n], runs=5).queues[0].service_level for n in (5, 6, 7)]
    assert np.all(shares[1] > shares[0])
    assert np.all(shares[2] > shares[1])


def test_handle_times_have_the_stated_mean_and_spread() -> None:
    times = HandleTimes(cv=1.2).draw(stream(1, 0, "q", Purpose.HANDLE, 0), 400_000)
    assert times.mean() == pytest.approx(1, abs=0.01)
    assert times.std() == pytest.approx(1.2, abs=0.03)


def test_arrivals_are_as_dispersed_as_the_forecast_says(scene) -> None:
    made = scene({PHONE: 200}, [{"phone": 3}], days=200)
    made = replace(made, forecast=replace(made.forecast, day_cv=np.array([0.2])))
    from equipoise.simulate.draws import draw_contacts

    grid = made.grid
    drawn = draw_contacts(
        made.forecast, [PHONE], np.full((1, grid.n), 240.0), np.full(grid.n, np.inf), 1, 0, HandleTimes()
    )
    counts = np.bincount(drawn["interval"], minlength=grid.n).reshape(-1, 48)
    days = counts.sum(axis=1)
    assert days.mean() == pytest.approx(4800, rel=0.05)
    assert days.std() / days.mean() == pytest.approx(0.2, abs=0.03)
    assert np.all(np.diff(drawn["at"]) >= 0)
