"""Forecast and centre -> requirement."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from equipoise.centre import Centre, Queue
from equipoise.errors import InvalidInput
from equipoise.forecast import Forecast
from equipoise.staffing.performance import performance
from equipoise.staffing.requirement import require
from equipoise.timegrid import Grid, OpeningHours

OPENING = OpeningHours(tuple(((540, 1020),) for _ in range(7)))
QUEUES = (
    Queue("phone", aht_s=300, patience_s=240, max_occupancy=0.85),
    Queue("help", aht_s=420),
    Queue("chat", "chat", aht_s=600, patience_s=300, concurrency=3, answered_within_s=60),
    Queue("mail", "email", aht_s=360, deadline_h=4, max_occupancy=0.9),
    Queue("sales", "outbound", aht_s=240, reserve=2),
)


def centre(*queues: Queue, unplanned: float = 0.1) -> Centre:
    return Centre("test", "Europe/Amsterdam", 15, (), OPENING, queues, (), unplanned_shrinkage=unplanned)


def expect(queues: tuple[Queue, ...], mean: float, days: int = 1) -> Forecast:
    grid = Grid.over_days(date(2026, 3, 2), days, 15, "Europe/Amsterdam")
    means = np.where(OPENING.mask(grid), mean, 0.0) * np.ones((len(queues), 1))
    none = np.full(means.shape, np.nan)
    zeros = np.zeros(len(queues))
    names = tuple(queue.name for queue in queues)
    return Forecast(grid, names, means, np.zeros((len(queues), 7, grid.n)), none, zeros, zeros)


def test_every_open_interval_meets_target_and_ceiling_with_whole_agents() -> None:
    needed = require(expect(QUEUES, 30), centre(*QUEUES))
    is_open = OPENING.mask(needed.grid)
    for q, queue in enumerate(QUEUES[:3]):
        assert np.all(needed.agents_net[q] == np.round(needed.agents_net[q]))
        assert np.all(needed.service_level[q, is_open] >= queue.share)
        assert np.all(needed.occupancy[q, is_open] <= queue.max_occupancy + 1e-12)
    assert np.all(needed.agents_net[:, ~is_open] == 0)
    assert np.all(np.isnan(needed.service_level[:, ~is_open]))


def test_a_tiny_load_still_needs_somebody() -> None:
    needed = require(expect(QUEUES[:3], 0.001), centre(*QUEUES))
    assert np.all(needed.agents_net[:, OPENING.mask(needed.grid)] == 1)


def test_the_forecasts_handle_time_counts_where_known() -> None:
    made = expect(QUEUES[:1], 30)
    aht = made.aht_s.copy()
    aht[0, 50:] = 600.0
    needed = require(replace(made, aht_s=aht), centre(*QUEUES))
    assert needed.load_erl[0, 49] == pytest.approx(30 * 300 / 900)
    assert needed.load_erl[0, 50] == pytest.approx(30 * 600 / 900)
    assert needed.agents_net[0, 50] > needed.agents_net[0, 49]


def test_planned_is_net_grossed_up_without_rounding_each_interval() -> None:
    needed = require(expect(QUEUES, 30), centre(*QUEUES, unplanned=0.3))
    assert needed.agents_planned == pytest.approx(needed.agents_net / 0.7, abs=1e-6)
    assert np.all(needed.agents_planned[needed.agents_net == 21] == 30.0)


def test_three_chats_at_once_need_fewer_people_than_one() -> None:
    single = replace(QUEUES[2], concurrency=1)
    three = require(expect((QUEUES[2],), 30), centre(QUEUES[2])).agents_net.sum()
    one = require(expect((single,), 30), centre(single)).agents_net.sum()
    assert one / 3 <= three < one / 2


def test_mail_is_levelled_and_all_done_with_a_known_backlog() -> None:
    made = expect(QUEUES[3:4], 5)
    burst = np.zeros_like(made.mean)
    burst[0, 36] = 160.0
    needed = require(replace(made, mean=burst), centre(QUEUES[3]))
    four_hours = needed.agents_net[0, 36:52]
    assert four_hours == pytest.approx(160 * 360 / 900 / 16 / 0.9, abs=1e-6)
    assert needed.agents_net[0].sum() == pytest.approx(four_hours.sum())
    assert needed.backlog[0, 36] == pytest.approx(150)
    assert needed.backlog[0, 51:] == pytest.approx(0, abs=1e-9)


def test_outbound_keeps_its_reserve_idle() -> None:
    needed = require(expect(QUEUES[4:], 8), centre(QUEUES[4]))
    busy = np.ceil(8 * 240 / 900)
    assert np.all(needed.agents_net[0, OPENING.mask(needed.grid)] == busy + 2)


def test_models_are_named_with_their_approximations() -> None:
    names = require(expect(QUEUES, 30), centre(*QUEUES)).models
    assert names[0].startswith("Erlang A (patience 240 s)")
    assert names[1].startswith("Erlang C (patience unknown: nobody abandons)")
    assert "birth-death chain with 3 at once" in names[2]
    assert "within 4 h" in names[3]
    assert "2 agents kept idle" in names[4]


def test_reported_service_level_is_that_of_the_formula() -> None:
    needed = require(expect(QUEUES[:1], 30), centre(*QUEUES))
    n = needed.agents_net[0, 50]
    x = performance(n, 120, 300, answered_within_s=20, definition="answered_over_offered", patience_s=240)
    assert needed.service_level[0, 50] == pytest.approx(float(x.service_level))


@pytest.mark.parametrize(
    ("queue", "field"),
    [
        (Queue("phone", share=1.0), "share"),
        (Queue("phone", "email"), "deadline_h"),
        (Queue("phone", aht_s=0.0), "aht_s"),
        (Queue("phone", "outbound", max_occupancy=0.0), "max_occupancy"),
        (Queue("other"), "queue"),
    ],
)
def test_a_queue_that_cannot_be_staffed_is_named(queue: Queue, field: str) -> None:
    with pytest.raises(InvalidInput, match="phone") as caught:
        require(expect((Queue("phone"),), 30), centre(queue))
    assert caught.value.field == field


def test_four_weeks_of_four_queues_take_well_under_two_seconds() -> None:
    made = expect(QUEUES[:4], 30, days=28)
    made = replace(made, mean=made.mean * np.linspace(0.5, 1.5, made.grid.n))
    require(made, centre(*QUEUES))
    began = time.process_time()
    require(made, centre(*QUEUES))
    assert time.process_time() - began < 2.0
