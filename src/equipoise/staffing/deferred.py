"""Work with a deadline: how few people still finish everything in time, evenly spread.

Work flows like a fluid, first in first out. Time is counted in intervals when the centre is open; in
each, work may be done that has arrived up to its end, and must be done that is due by then. Between
these two curves the taut string has the lowest peak, and the smallest variation, of all plans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class DeferredPlan:
    """Per interval: people busy, and contacts open at its end; shape ``(n,)``."""

    agents: FloatArray
    backlog: FloatArray


def constant_agents(work: ArrayLike, extra: int) -> float:
    """Smallest constant number of agents, of all windows: work that arrives and falls due / length.

    ``work`` is agent-intervals arriving an interval; that of interval i may be done in i to
    ``i + extra``, beyond the last interval if need be.
    """
    arriving = np.asarray(work, dtype=float)
    total = np.concatenate([[0.0], np.cumsum(arriving)])
    i, j = np.triu_indices(arriving.size)
    return float(np.max((total[j + 1] - total[i]) / (j - i + 1 + extra)))


def last_moment(is_open: NDArray[np.bool_], interval_s: int, deadline_s: float) -> IntArray:
    """Last interval in which work that arrives in each interval can be done in time.

    The deadline runs on the clock, also while the centre is closed: work due in closed time must be
    done in the last open interval that ends before. Where there is none, or the deadline is shorter
    than an interval, it is the first open interval from the arrival. Intervals after the horizon count
    as its last: everything that arrives is done within it.
    """
    n = is_open.size
    index = np.arange(n)
    due = np.minimum(index + max(int(deadline_s // interval_s) - 1, 0), n - 1)
    previous = np.maximum.accumulate(np.where(is_open, index, -1))
    following = np.minimum.accumulate(np.where(is_open, index, n)[::-1])[::-1]
    fallback = np.where(following < n, following, previous)
    return np.where(previous[due] >= index, previous[due], fallback)


def plan_deferred(
    contacts: FloatArray, aht_s: FloatArray, is_open: NDArray[np.bool_], interval_s: int, deadline_s: float
) -> DeferredPlan:
    """The levelled plan in which all work meets its deadline, all arrays ``(n,)``.

    ``contacts`` arriving an interval (>= 0), each taking ``aht_s``; people work only where
    ``is_open``. Raises :class:`InvalidInput` when there is work and the centre never opens.
    """
    if not np.any(contacts > 0):
        return DeferredPlan(np.zeros(contacts.size), np.zeros(contacts.size))
    if not np.any(is_open):
        raise InvalidInput("there is work but the centre never opens")
    work = contacts * aht_s / interval_s
    last = last_moment(is_open, interval_s, deadline_s)
    arrived: FloatArray = np.cumsum(work)
    due: FloatArray = np.cumsum(np.bincount(last, weights=work, minlength=work.size))
    open_at = np.flatnonzero(is_open)
    done = np.zeros(work.size)
    done[open_at] = taut_string(due[open_at], _upper(arrived, due, open_at))
    done = np.maximum.accumulate(done)
    agents = np.diff(done, prepend=0.0)
    return DeferredPlan(agents, _open_contacts(contacts, arrived, done))


def _upper(arrived: FloatArray, due: FloatArray, open_at: IntArray) -> FloatArray:
    """Work that may be done by the end of each open interval; all of it by the last."""
    upper = np.maximum(arrived[open_at], due[open_at])
    upper[-1] = arrived[-1]
    return upper


def _open_contacts(contacts: FloatArray, arrived: FloatArray, done: FloatArray) -> FloatArray:
    """Contacts not yet done: finished work read back as contacts, first in first out."""
    total = np.cumsum(contacts)
    finished = np.interp(done, np.concatenate([[0.0], arrived]), np.concatenate([[0.0], total]))
    return np.maximum(total - finished, 0.0)


@njit(cache=True, error_model="numpy")
def taut_string(lower: FloatArray, upper: FloatArray) -> FloatArray:
    """Shortest path from 0 through ``lower[i] <= path[i] <= upper[i]``, ending at ``upper[-1]``.

    References
    ----------
    Davies and Kovac (2001), Annals of Statistics 29(1).
    """
    n = lower.size
    path = np.empty(n)
    at, height = -1, 0.0
    while at < n - 1:
        steep, steep_at, flat, flat_at = -np.inf, at, np.inf, at
        next_at, next_height = n - 1, upper[n - 1]
        bent = False
        for j in range(at + 1, n):
            low = upper[j] if j == n - 1 else lower[j]
            to_low, to_high = (low - height) / (j - at), (upper[j] - height) / (j - at)
            if to_low > flat:
                next_at, next_height, bent = flat_at, height + flat * (flat_at - at), True
                break
            if to_high < steep:
                next_at, next_height, bent = steep_at, height + steep * (steep_at - at), True
                break
            if to_low >= steep:
                steep, steep_at = to_low, j
            if to_high <= flat:
                flat, flat_at = to_high, j
        slope = (next_height - height) / (next_at - at)
        for j in range(at + 1, next_at + 1):
            path[j] = height + slope * (j - at)
        at, height = next_at, next_height
        if not bent:
            break
    return path
