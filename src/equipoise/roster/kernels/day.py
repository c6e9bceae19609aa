"""Compiled loops of the day layer: the best breaks of a shift, the price of every shift."""

from __future__ import annotations

import numpy as np
from numba import njit

MOST_POSITIONS = 512


@njit(cache=True)
def _best_pauses(prefix, first, window, n_breaks, apart, at):
    """Most cost saved by the breaks of one shift; fills ``at`` with their first slots.

    ``prefix`` is the running sum of marginal prices of one queue. Breaks keep their order.
    """
    slots = prefix.shape[0] - 1
    value = np.full((n_breaks, MOST_POSITIONS), -1e300)
    came = np.full((n_breaks, MOST_POSITIONS), -1, np.int64)
    for b in range(n_breaks):
        earliest, latest, length = window[b, 0], window[b, 1], window[b, 2]
        best, best_from, seen = -1e300, -1, 0
        for k in range(latest - earliest + 1):
            lo = min(first + earliest + k, slots)
            hi = min(lo + length, slots)
            saved = prefix[hi] - prefix[lo]
            if b == 0:
                value[b, k] = saved
                continue
            limit = earliest + k - window[b - 1, 2] - apart - window[b - 1, 0]
            while seen <= limit and seen <= window[b - 1, 1] - window[b - 1, 0]:
                if value[b - 1, seen] > best:
                    best, best_from = value[b - 1, seen], seen
                seen += 1
            if best_from >= 0:
                value[b, k] = best + saved
                came[b, k] = best_from
    if n_breaks == 0:
        return 0.0
    k = int(np.argmax(value[n_breaks - 1]))
    total = value[n_breaks - 1, k]
    for b in range(n_breaks - 1, -1, -1):
        at[b] = first + window[b, 0] + k
        k = came[b, k]
    return total


@njit(cache=True)
def price_days(prefix, skills, first, last, window, n_breaks, apart, allowed, own_cost, price, queue):
    """Fill ``price`` and ``queue`` (``(n_days, n_templates)``); not allowed is infinite."""
    slots = prefix.shape[1] - 1
    at = np.empty(window.shape[1], np.int64)
    for d in range(first.shape[0]):
        for s in range(first.shape[1]):
            price[d, s] = np.inf
            if not allowed[d, s]:
                continue
            lo, hi = min(max(first[d, s], 0), slots), min(max(last[d, s], 0), slots)
            for q in skills:
                cost = prefix[q, hi] - prefix[q, lo]
                cost -= _best_pauses(prefix[q], first[d, s], window[s], n_breaks[s], apart[s], at)
                if cost + own_cost[d, s] < price[d, s]:
                    price[d, s] = cost + own_cost[d, s]
                    queue[d, s] = q


@njit(cache=True)
def place_pauses(prefix, first, window, n_breaks, apart, at):
    """First slots of the breaks of one shift on one queue; ``at`` beyond ``n_breaks`` is -1."""
    at[:] = -1
    _best_pauses(prefix, first, window, n_breaks, apart, at)


@njit(cache=True)
def add_shift(scheduled, sign, q, first, last, window, n_breaks, at):
    """Add (or take away) one shift to the cover: present from first to last, not in its breaks."""
    slots = scheduled.shape[1]
    for t in range(max(first, 0), min(last, slots)):
        scheduled[q, t] += sign
    for b in range(n_breaks):
        for t in range(max(at[b], 0), min(at[b] + window[b, 2], slots)):
            scheduled[q, t] -= sign
