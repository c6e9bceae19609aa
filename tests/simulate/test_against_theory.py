"""The simulator agrees with exact formulas within 99.9 % limits over independent days."""

from __future__ import annotations

import numpy as np
import pytest

from equipoise.centre import Queue
from equipoise.staffing.performance import performance
from equipoise.staffing.strain import strain

RUNS = 30
Z = 3.66  # two-sided 99.9 % of Student's t with 29 degrees of freedom


@pytest.mark.parametrize(
    ("agents", "rate", "aht", "patience", "at_once"),
    [
        (5, 100, 180, 60, 1),
        (20, 240, 300, 180, 1),
        (26, 240, 300, None, 1),
        (50, 1000, 240, 180, 1),
        (10, 300, 300, 240, 3),
    ],
)
def test_service_level_abandonment_and_wait(scene, agents, rate, aht, patience, at_once) -> None:
    channel = "chat" if at_once > 1 else "voice"
    queue = Queue("q", channel, aht_s=aht, patience_s=patience, concurrency=at_once)
    played = scene({queue: rate}, [{"q": 1}] * agents, days=4)
    exact = performance(
        agents,
        rate,
        aht,
        answered_within_s=20,
        definition="answered_over_offered",
        patience_s=patience,
        concurrency=at_once,
    )
    outcomes = [played.simulate(played.all_day("q"), seed=seed).queues[0] for seed in range(RUNS)]
    measures = {  # seen, exact, allowance for the first minutes, which start empty
        "service level": ([o.service_level[0] for o in outcomes], exact.service_level, 0.002),
        "abandoned": ([o.abandoned / o.offered for o in outcomes], exact.p_abandon, 0.002),
        "wait": ([o.mean_wait_s for o in outcomes], exact.mean_wait_s, 0.05),
    }
    for name, (seen, expected, fill) in measures.items():
        half = Z * np.std(seen, ddof=1) / np.sqrt(RUNS)
        assert abs(np.mean(seen) - float(expected)) <= half + fill, name


def test_occupancy_and_pauses_of_workers(scene) -> None:
    played = scene({Queue("q", aht_s=300, patience_s=180): 240}, [{"q": 1}] * 20, days=20)
    workers = played.simulate(played.all_day("q"), runs=5).workers
    exact = strain(20, 240, 300, patience_s=180)
    contacts = [worker.contacts for worker in workers]
    assert np.mean([worker.occupancy for worker in workers]) == pytest.approx(
        float(exact.occupancy), abs=0.01
    )
    no_pause = np.average([worker.no_pause_share for worker in workers], weights=contacts)
    assert no_pause == pytest.approx(float(exact.no_pause_share), abs=0.015)


def test_an_uncertain_rate_spreads_the_days(scene) -> None:
    queue = Queue("q", aht_s=300, patience_s=180)
    sure, unsure = (scene({queue: 240}, [{"q": 1}] * 22, day_cv=cv) for cv in (0.0, 0.25))
    narrow = sure.simulate(sure.all_day("q"), runs=30).queues[0]
    wide = unsure.simulate(unsure.all_day("q"), runs=30).queues[0]
    assert np.std(wide.service_level) > 3 * np.std(narrow.service_level)
    assert wide.offered == pytest.approx(narrow.offered, rel=0.15)
