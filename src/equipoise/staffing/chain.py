"""States in which somebody is free: agents who each take up to k contacts, and a blend."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Levels = NDArray[np.float64]


@njit(cache=True, error_model="numpy")
def idle_weight(agents: int, lam: float, levels: Levels) -> float:
    """Probability of all states below full, relative to the last of them.

    ``levels[i]`` is the handle time (s) of a contact while its agent has ``i + 1`` in hand; the next
    contact goes to the least loaded agent, so two neighbouring levels are in use at any moment. With
    one level this is ``1 / B(a, n - 1)`` by the stable recurrence of Erlang B.
    """
    weight = 1.0
    k = len(levels)
    for level in range(k):
        below = level / levels[level - 1] if level else 0.0
        above = (level + 1) / levels[level]
        last = agents if level < k - 1 else agents - 1
        for more in range(1, last + 1):
            weight = 1.0 + weight * ((agents - more) * below + more * above) / lam
    return weight


@njit(cache=True, error_model="numpy")
def in_hand(agents: int, lam: float, levels: Levels, p_wait: float) -> tuple[float, float]:
    """Mean contacts in hand and mean agents with at least one, given ``P(wait)``."""
    k = len(levels)
    weight, contacts, busy = 1.0, 0.0, 0.0
    for level in range(k):
        below = level / levels[level - 1] if level else 0.0
        above = (level + 1) / levels[level]
        last = agents if level < k - 1 else agents - 1
        for more in range(1, last + 1):
            state = level * agents + more
            weight = 1.0 + weight * ((agents - more) * below + more * above) / lam
            contacts += (state - contacts) / weight
            busy += (min(state, agents) - busy) / weight
    started = 1.0 - p_wait
    return started * contacts + p_wait * agents * k, started * busy + p_wait * agents


@njit(cache=True, error_model="numpy")
def reserve_weight(agents: int, lam: float, aht_s: float, reserve: int) -> float:
    """As :func:`idle_weight` when outbound contacts keep all but ``reserve`` agents busy."""
    if reserve == 0:
        return 0.0
    weight = 1.0
    for state in range(agents - reserve + 1, agents):
        weight = 1.0 + weight * state / aht_s / lam
    return weight
