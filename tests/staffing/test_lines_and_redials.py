"""Engaged tones and people who call again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.errors import InvalidInput
from equipoise.staffing.blocking import blocking
from equipoise.staffing.finite_lines import finite_lines
from equipoise.staffing.performance import performance
from equipoise.staffing.redial import with_redials

ASKED = {"answered_within_s": 20, "definition": "answered_over_offered"}
SHARED = ("p_wait", "p_abandon", "answered_within", "abandoned_within", "mean_wait_s", "asa_s", "occupancy")


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 100), st.floats(0.2, 1.3), st.floats(20, 900), st.floats(0, 100))
def test_lines_without_end_are_erlang_a(n, utilisation, patience, within) -> None:
    rate = n * utilisation * 12
    asked = {"answered_within_s": within, "definition": "answered_over_offered", "patience_s": patience}
    many, exact = finite_lines(n, 20 * n + 400, rate, 300, **asked), performance(n, rate, 300, **asked)
    assert many.p_blocked < 1e-9
    for name in SHARED:
        assert getattr(many, name) == pytest.approx(float(getattr(exact, name)), rel=1e-6, abs=1e-9)


def test_a_line_for_each_agent_is_erlang_b() -> None:
    x = finite_lines(20, 20, 240, 300, patience_s=180, **ASKED)
    assert x.p_blocked == pytest.approx(float(blocking(20, 20)), rel=1e-12)
    assert (x.p_wait, x.p_abandon, x.mean_wait_s) == (0, 0, 0)
    assert x.service_level == pytest.approx(1 - float(blocking(20, 20)))
    assert x.service_level_accepted == 1


def test_nobody_gives_up_and_the_lines_limit_the_queue() -> None:
    """More load than agents: agents are nearly always busy, the rest hears the engaged tone."""
    x = finite_lines(10, 30, 180, 300, **ASKED)
    nearly = finite_lines(10, 30, 180, 300, patience_s=1e10, **ASKED)
    assert x.p_blocked == pytest.approx(1 / 3, abs=1e-3)
    assert (x.p_abandon, x.abandoned_within) == (0, 0)
    for name in (*SHARED, "p_blocked"):
        assert getattr(x, name) == pytest.approx(float(getattr(nearly, name)), rel=1e-6, abs=1e-7)


def test_blocked_waiting_and_abandoned_add_up_by_flow() -> None:
    x = finite_lines([5, 20], [8, 24], [100, 240], [180, 300], patience_s=[60, 180], **ASKED)
    load = np.array([5.0, 20.0])
    assert x.occupancy * np.array([5, 20]) == pytest.approx(load * (1 - x.p_blocked - x.p_abandon), rel=1e-11)
    assert x.mean_wait_s * (1 - x.p_blocked) == pytest.approx(x.p_abandon * np.array([60, 180]), rel=1e-11)


def test_fewer_lines_than_agents_are_refused() -> None:
    with pytest.raises(InvalidInput, match="line for each agent"):
        finite_lines(5, 4, 100, 180, **ASKED)


def redials(share, agents=18, fresh=240.0):
    return with_redials(agents, fresh, 300, redial_share=share, patience_s=180, **ASKED)


def test_attempts_are_fresh_contacts_and_those_who_call_again() -> None:
    x = redials([0, 0.3, 0.9, 1.0], agents=22)
    again = np.array([0, 0.3, 0.9, 1.0]) * x.attempts_per_h * x.attempt.p_abandon
    assert x.attempts_per_h == pytest.approx(240 + again, rel=1e-12)
    assert np.all(np.diff(x.attempts_per_h) > 0)
    assert x.attempts_per_h[0] == 240


def test_everybody_calling_again_needs_enough_agents() -> None:
    assert redials(1.0, agents=21).attempts_per_h > 240
    with pytest.raises(InvalidInput, match="cannot serve"):
        redials(1.0, agents=20)
    with pytest.raises(InvalidInput, match="between 0 and 1"):
        redials(1.1)
