"""Work with a deadline: never late, never before it arrives, lowest possible peak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from equipoise.errors import InvalidInput
from equipoise.staffing.deferred import constant_agents, last_moment, plan_deferred, taut_string

HOUR = 3600
counts = arrays(np.float64, st.integers(2, 60), elements=st.integers(0, 40).map(float))


@st.composite
def days(draw):
    contacts = draw(counts)
    is_open = draw(arrays(np.bool_, contacts.size))
    is_open[draw(st.integers(0, contacts.size - 1))] = True
    return contacts, is_open, draw(st.integers(1, 30)) * HOUR


@settings(deadline=None)
@given(days())
def test_all_work_is_done_once_it_has_arrived_and_before_it_is_due(day) -> None:
    contacts, is_open, deadline = day
    plan = plan_deferred(contacts, np.full(contacts.size, 600.0), is_open, HOUR, deadline)
    work = contacts * 600 / HOUR
    done, arrived = np.cumsum(plan.agents), np.cumsum(work)
    last = last_moment(is_open, HOUR, deadline)
    due = np.cumsum(np.bincount(last, weights=work, minlength=work.size))
    assert np.all(plan.agents >= -1e-9)
    assert np.all(plan.agents[~is_open] == 0)
    assert np.all(done >= due - 1e-9)
    assert np.all(done <= np.maximum(arrived, due) + 1e-9)
    assert done[-1] == pytest.approx(arrived[-1])


@settings(deadline=None)
@given(days())
def test_backlog_is_what_arrived_and_is_not_done(day) -> None:
    contacts, is_open, deadline = day
    is_open[:] = True
    plan = plan_deferred(contacts, np.full(contacts.size, 450.0), is_open, HOUR, deadline)
    finished = np.cumsum(plan.agents) * HOUR / 450
    assert np.allclose(plan.backlog + finished, np.cumsum(contacts))
    assert plan.backlog[-1] == pytest.approx(0, abs=1e-9)


@settings(deadline=None)
@given(counts, st.integers(0, 8))
def test_no_plan_has_a_lower_peak(work, extra) -> None:
    """The peak equals the largest demand of any window, the bound that no plan can beat."""
    padded = np.concatenate([work, np.zeros(extra)])
    plan = plan_deferred(
        padded * 6, np.full(padded.size, 600.0), np.ones(padded.size, dtype=bool), HOUR, (extra + 1) * HOUR
    )
    assert plan.agents.max() == pytest.approx(constant_agents(work, extra))


def test_night_mail_waits_for_the_morning_but_evening_mail_cannot() -> None:
    is_open = np.array([False] * 8 + [True] * 10 + [False] * 6)
    last = last_moment(is_open, HOUR, 8 * HOUR)
    assert last[8] == 15
    assert last[14] == 17
    assert last[2] == 9
    assert last[0] == 8


def test_even_arrivals_with_a_long_deadline_need_even_staff() -> None:
    contacts = np.array([60.0, 0, 0, 0, 0, 0])
    plan = plan_deferred(contacts, np.full(6, 600.0), np.ones(6, dtype=bool), HOUR, 6 * HOUR)
    assert plan.agents == pytest.approx(np.full(6, 10 / 6))


def test_a_string_between_walls_is_straight_where_it_can_be() -> None:
    path = taut_string(np.array([0.0, 0, 4, 4, 4]), np.array([5.0, 5, 5, 5, 6]))
    assert path == pytest.approx([4 / 3, 8 / 3, 4, 5, 6])


def test_work_in_a_centre_that_never_opens_is_refused() -> None:
    with pytest.raises(InvalidInput, match="never opens"):
        plan_deferred(np.ones(3), np.full(3, 60.0), np.zeros(3, dtype=bool), HOUR, HOUR)
