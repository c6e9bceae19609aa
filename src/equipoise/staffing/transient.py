"""A day as it unfolds: waiting and abandonment interval by interval, from a given start (M_t/M/s_t+M).

Steady-state formulas forget what an interval inherits. Here the probability of every number of contacts
present is carried through the day by uniformisation, which is exact but for counts of negligible probability.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .performance import HOUR_S, check_numbers, whole_agents

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Transient:
    """Per interval, shape ``(n,)``.

    ``p_wait``: share of arrivals that find everybody busy. ``abandoned``: contacts that give up in the
    interval, ``p_abandon`` these / contacts that arrive in it (NaN where none). ``occupancy``: busy /
    present agents (NaN without agents). ``in_system_end``: mean contacts present at its end.
    """

    p_wait: FloatArray
    p_abandon: FloatArray
    abandoned: FloatArray
    occupancy: FloatArray
    in_system_end: FloatArray


def transient(
    agents: ArrayLike,
    rate_per_h: ArrayLike,
    aht_s: float,
    *,
    interval_s: float,
    patience_s: float | None = None,
    in_system: int = 0,
) -> Transient:
    """Intervals one after the other, each with its own agents and rate.

    When agents leave, they leave at once and their contacts go back to the head of the queue.

    Parameters
    ----------
    agents, rate_per_h
        Whole agents and contacts an hour in each interval, >= 0, shape ``(n,)`` after broadcasting.
    aht_s, patience_s
        Mean (exponential) handle time and patience, seconds; ``None``: nobody gives up.
    in_system
        Contacts present at the start.

    Raises
    ------
    InvalidInput
        A value is out of range.

    References
    ----------
    Jensen (1953), Skandinavisk Aktuarietidskrift 36 (uniformisation).
    """
    n, rate = np.broadcast_arrays(
        np.atleast_1d(np.asarray(agents, dtype=float)), np.asarray(rate_per_h, dtype=float)
    )
    staff = whole_agents(n)
    lam, mu = rate / HOUR_S, 1.0 / aht_s if aht_s else np.inf
    theta = 0.0 if patience_s is None else 1.0 / patience_s if patience_s else np.inf
    check_numbers(rate, "rate_per_h")
    check_numbers(np.array([aht_s, interval_s]), "aht_s, interval_s", positive=True)
    check_numbers(
        np.array([np.inf if patience_s is None else patience_s]), "patience_s", positive=True, finite=False
    )
    if in_system < 0:
        raise InvalidInput("contacts present at the start must be >= 0", field="in_system")
    state = np.zeros(_most_present(staff, lam, mu, theta, interval_s, in_system) + 1)
    state[in_system] = 1.0
    rows = []
    for s, arriving in zip(staff, lam, strict=True):
        spent, state = _advance(state, int(s), float(arriving), mu, theta, interval_s)
        rows.append(_measures(spent / interval_s, state, int(s), float(arriving), theta, interval_s))
    return Transient(*np.array(rows).reshape(-1, 5).T)


def _most_present(
    staff: NDArray[np.int64], lam: FloatArray, mu: float, theta: float, interval_s: float, start: int
) -> int:
    """More are present with negligible probability: all who came, or as many as leave slowest."""
    everybody = float(lam.sum()) * interval_s
    slowest = min(mu, theta)
    mean = min(everybody, float(lam.max()) / slowest) if slowest > 0 else everybody
    return int(mean + 10.0 * np.sqrt(mean) + 40.0) + start  # a Poisson count beyond: under 1e-20


def _advance(
    state: FloatArray, staff: int, lam: float, mu: float, theta: float, length: float
) -> tuple[FloatArray, FloatArray]:
    """Time spent in each state over an interval, and the state at its end."""
    from scipy.special import gammainc, gammaln

    present = np.arange(state.size, dtype=float)
    ends = np.minimum(present, staff) * mu + np.maximum(present - staff, 0.0) * theta
    arrivals = np.full(state.size, lam)
    arrivals[-1] = 0.0
    fastest = float((arrivals + ends).max())
    if fastest == 0.0:
        return state * length, state
    jumps = fastest * length
    steps = np.arange(int(jumps + 12.0 * np.sqrt(jumps) + 60.0))
    exactly = np.exp(steps * np.log(jumps) - jumps - gammaln(steps + 1.0))
    more = np.asarray(gammainc(steps + 1.0, jumps), dtype=np.float64)
    spent, after = _uniformised(state, arrivals / fastest, ends / fastest, exactly, more)
    return spent / fastest, after


@njit(cache=True)
def _uniformised(
    state: FloatArray, up: FloatArray, down: FloatArray, exactly: FloatArray, more: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Sums over steps of the state after that many jumps, weighted by ``more`` and by ``exactly``."""
    n = state.size
    now, following = state.copy(), np.empty(n)
    spent, after = np.zeros(n), np.zeros(n)
    for k in range(exactly.size):
        for i in range(n):
            spent[i] += more[k] * now[i]
            after[i] += exactly[k] * now[i]
        for i in range(n):
            stay = now[i] * (1.0 - up[i] - down[i])
            if i > 0:
                stay += now[i - 1] * up[i - 1]
            if i < n - 1:
                stay += now[i + 1] * down[i + 1]
            following[i] = stay
        now, following = following, now
    return spent, after


def _measures(
    share: FloatArray, end: FloatArray, staff: int, lam: float, theta: float, length: float
) -> tuple[float, ...]:
    """Wait, abandon share and count, occupancy and contacts at the end; ``share`` is of time per state."""
    present = np.arange(share.size)
    abandoned = theta * length * float(share @ np.maximum(present - staff, 0))
    busy = float(share @ np.minimum(present, staff))
    return (
        float(share[staff:].sum()),
        abandoned / (lam * length) if lam else np.nan,
        abandoned,
        busy / staff if staff else np.nan,
        float(end @ present),
    )
