"""Compiled loops over the cover: its price and the price of one agent more."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def _price(agents: float, required: float, under: float, over: float) -> float:
    """Convex in agents: the first one missing is cheaper than the next, as customers feel it."""
    scale = max(required, 1.0)
    short = required - agents
    if short > 0:
        return under * short * (1.0 + short / scale)
    return over * -short * (1.0 - short / scale)


@njit(cache=True)
def cover_cost(scheduled, required, under, over):
    total = 0.0
    for q in range(required.shape[0]):
        for t in range(required.shape[1]):
            total += _price(scheduled[q, t], required[q, t], under, over)
    return total


@njit(cache=True)
def marginal_cost(scheduled, required, under, over):
    out = np.empty(required.shape)
    for q in range(required.shape[0]):
        for t in range(required.shape[1]):
            now = _price(scheduled[q, t], required[q, t], under, over)
            out[q, t] = _price(scheduled[q, t] + 1, required[q, t], under, over) - now
    return out
