"""What must hold for any load, team and patience."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.centre import DEFINITIONS
from equipoise.errors import InvalidInput
from equipoise.staffing.blocking import blocking
from equipoise.staffing.performance import Performance, performance, required, required_for_abandonment
from equipoise.staffing.strain import strain

rates = st.floats(0.5, 5000)
times = st.floats(20, 1200)
patiences = st.floats(5, 5000)
thresholds = st.floats(0, 300)
teams = st.integers(1, 400)
levels = st.integers(1, 4)
definitions = st.sampled_from(DEFINITIONS)
ROUNDING = 1e-9


def at(
    agents: int, rate: float, aht: float, patience: float | None, within: float = 20, **more
) -> Performance:
    more.setdefault("definition", DEFINITIONS[0])
    return performance(agents, rate, aht, answered_within_s=within, patience_s=patience, **more)


@settings(deadline=None)
@given(teams, rates, times, patiences, thresholds, definitions, levels)
def test_one_more_agent_never_lowers_service_level(n, rate, aht, patience, within, definition, k) -> None:
    both = [
        float(at(m, rate, aht, patience, within, definition=definition, concurrency=k).service_level)
        for m in (n, n + 1)
    ]
    assert both[1] >= both[0] - ROUNDING


@settings(deadline=None)
@given(teams, rates, times, patiences, thresholds, levels)
def test_shares_are_shares_and_flow_balances(n, rate, aht, patience, within, k) -> None:
    x = at(n, rate, aht, patience, within, concurrency=k)
    for share in (x.p_wait, x.p_abandon, x.answered_within, x.abandoned_within, x.occupancy, x.service_level):
        assert -ROUNDING <= share <= 1 + ROUNDING
    assert x.answered_within <= 1 - x.p_abandon + ROUNDING
    assert x.abandoned_within <= x.p_abandon + ROUNDING
    assert x.in_hand == pytest.approx(rate / 3600 * aht * (1 - x.p_abandon), rel=1e-7, abs=1e-12)
    assert x.mean_wait_s == pytest.approx(x.p_abandon * patience, rel=1e-12)


@settings(deadline=None)
@given(st.floats(0.1, 200), st.integers(2, 40), times)
def test_endless_patience_is_erlang_c(load, spare, aht) -> None:
    n = int(1.05 * load) + spare
    rate = load * 3600 / aht
    patient, nearly = at(n, rate, aht, None), at(n, rate, aht, 1e9)
    assert nearly.service_level == pytest.approx(float(patient.service_level), abs=2e-5)
    assert nearly.p_wait == pytest.approx(float(patient.p_wait), abs=2e-5)


@settings(deadline=None)
@given(st.integers(1, 300), st.floats(0.1, 300))
def test_no_patience_at_all_is_erlang_b(n, load) -> None:
    x = at(n, load * 12, 300, 1e-7)
    assert x.p_abandon == pytest.approx(float(blocking(n, load)), rel=1e-5, abs=1e-12)


@settings(deadline=None)
@given(rates, times, st.none() | patiences, thresholds, st.floats(0.05, 0.99), st.floats(0.3, 1), levels)
def test_required_is_the_smallest_number_that_meets_target_and_ceiling(
    rate, aht, patience, within, share, ceiling, k
) -> None:
    n = int(
        required(
            rate,
            aht,
            answered_within_s=within,
            share=share,
            definition=DEFINITIONS[0],
            patience_s=patience,
            max_occupancy=ceiling,
            concurrency=k,
        )
    )

    def good(agents: int) -> bool:
        if agents == 0 or (patience is None and rate / 3600 * aht >= agents * k):
            return False
        x = at(agents, rate, aht, patience, within, concurrency=k)
        return bool(x.service_level >= share - 1e-12 and x.occupancy <= ceiling * (1 + 1e-12))

    assert good(n)
    assert not good(n - 1)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([1e3, 1e4, 1e5]), st.sampled_from([1e-3, 1.0, 180.0, 1e6]), st.floats(0.5, 1.5))
def test_large_teams_neither_overflow_nor_hang(load, patience, staffed) -> None:
    x = at(int(load * staffed), load * 20, 180, patience)
    values = [x.p_wait, x.p_abandon, x.service_level, x.mean_wait_s, x.asa_s, x.occupancy]
    assert np.all(np.isfinite(values))
    assert x.p_abandon >= max(0.0, 1 - int(load * staffed) / load) - ROUNDING


@pytest.mark.parametrize("within", [0.0, 120.0, 600.0, 679.0, 900.0])
def test_deep_overload_joins_the_series_smoothly(within: float) -> None:
    """At 155 erlangs the incomplete gamma function is taken as complete (x = 100, y = 310)."""
    below, above = (at(50, load * 12, 300, 600, within) for load in (155 - 1e-9, 155 + 1e-9))
    for name in ("p_wait", "p_abandon", "asa_s", "service_level", "abandoned_within", "occupancy"):
        assert getattr(above, name) == pytest.approx(float(getattr(below, name)), rel=1e-9, abs=1e-12)


def test_mean_wait_of_answered_is_the_integral_of_the_wait_distribution() -> None:
    within = np.arange(0.0, 3000.0, 0.5)
    x = performance(20, 240, 300, answered_within_s=within, definition=DEFINITIONS[3], patience_s=180)
    assert np.trapezoid(1 - x.service_level, within) == pytest.approx(float(x.asa_s[0]), rel=1e-5)


def test_definitions_read_one_cell_differently() -> None:
    """65, 73, 76 and 83 % of the same contacts."""
    reads = [float(at(5, 100, 180, 60, definition=name).service_level) for name in DEFINITIONS]
    assert np.round(reads, 2).tolist() == [0.65, 0.73, 0.76, 0.83]


def test_arrays_broadcast_and_empty_cells_need_nobody() -> None:
    found = required(
        np.array([[0.0], [60.0]]),
        [180.0, 300.0, 600.0],
        answered_within_s=20,
        share=0.8,
        definition=DEFINITIONS[0],
    )
    assert found.shape == (2, 3)
    assert found[0].tolist() == [0, 0, 0]
    assert np.all(np.diff(found[1]) > 0)


def test_abandonment_target_is_met_by_the_fewest() -> None:
    n = int(required_for_abandonment(240, 300, max_abandon=0.03, patience_s=180))
    assert at(n, 240, 300, 180).p_abandon <= 0.03 < at(n - 1, 240, 300, 180).p_abandon


def test_pauses_grow_with_the_team() -> None:
    x = strain([20, 24, 30], 240, 300, patience_s=180)
    assert np.all(np.diff(x.no_pause_share) < 0)
    assert np.all(np.diff(x.mean_gap_s) > 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rate_per_h": -1.0}, "rate_per_h"),
        ({"rate_per_h": np.nan}, "rate_per_h"),
        ({"aht_s": 0.0}, "aht_s"),
        ({"patience_s": 0.0}, "patience_s"),
        ({"agents": 2.5}, "agents"),
        ({"agents": 5, "rate_per_h": 60.0, "patience_s": None}, "agents"),
        ({"concurrency": 0}, "concurrency"),
    ],
)
def test_impossible_input_is_refused_by_field(change, field) -> None:
    given_ = {"agents": 5, "rate_per_h": 60.0, "aht_s": 300.0, "patience_s": 60.0, "concurrency": 1} | change
    with pytest.raises(InvalidInput) as caught:
        performance(
            given_.pop("agents"),
            given_.pop("rate_per_h"),
            given_.pop("aht_s"),
            answered_within_s=20,
            definition=DEFINITIONS[0],
            **given_,
        )
    assert caught.value.field == field


@pytest.mark.parametrize(("share", "ceiling"), [(1.0, 1.0), (0.0, 1.0), (0.8, 0.0), (0.8, 1.1)])
def test_targets_that_no_team_meets_are_refused(share, ceiling) -> None:
    with pytest.raises(InvalidInput):
        required(60, 300, answered_within_s=20, share=share, definition=DEFINITIONS[0], max_occupancy=ceiling)


def test_an_unknown_definition_is_refused() -> None:
    with pytest.raises(InvalidInput, match="good_calls"):
        at(5, 60, 300, 60, definition="good_calls")
