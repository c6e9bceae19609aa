"""Redials: people who gave up call again, and so add to the load that made them give up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .performance import HOUR_S, Performance, check_numbers, performance

FloatArray = NDArray[np.float64]
HALVINGS = 64


@dataclass(frozen=True)
class Redials:
    """``attempts_per_h`` in all, and what one attempt meets."""

    attempts_per_h: FloatArray
    attempt: Performance


def with_redials(
    agents: ArrayLike,
    fresh_per_h: ArrayLike,
    aht_s: ArrayLike,
    *,
    redial_share: ArrayLike,
    patience_s: ArrayLike,
    answered_within_s: ArrayLike,
    definition: str,
) -> Redials:
    """Attempts ``x = fresh + redial_share * x * P(abandon at x)`` and Erlang A at that rate; broadcast.

    An approximation: attempts are taken as independent and random, which holds when people wait a while
    before they redial (at 10 minutes the true rate is about 1 % higher, at 1 minute 2 %).

    Parameters
    ----------
    redial_share
        Share of those who gave up that call again, 0 to 1 (1: until they are answered).
    agents, aht_s, patience_s, answered_within_s, definition
        As in :func:`equipoise.staffing.performance.performance`.

    Raises
    ------
    InvalidInput
        A value is out of range, or everybody redials and more people call than can ever be served.
    """
    parts = (agents, fresh_per_h, aht_s, redial_share, patience_s)
    n, fresh, aht, again, patience = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in parts))
    check_numbers(fresh, "fresh_per_h")
    check_numbers(aht, "aht_s", positive=True)
    if not (np.all(again >= 0) and np.all(again <= 1)):
        raise InvalidInput("the share that calls again must lie between 0 and 1", field="redial_share")
    if np.any((again == 1) & (fresh * aht >= n * HOUR_S) & (fresh > 0)):
        raise InvalidInput("everybody calls again and the agents cannot serve them all", field="redial_share")

    def at(rate: FloatArray) -> Performance:
        return performance(
            n, rate, aht, answered_within_s=answered_within_s, definition=definition, patience_s=patience
        )

    def too_few(rate: FloatArray) -> NDArray[np.bool_]:
        return np.asarray(rate * (1.0 - again * at(rate).p_abandon) < fresh)

    low = fresh.copy()
    high = fresh.copy()
    while np.any(short := too_few(high)):
        low, high = np.where(short, high, low), np.where(short, 2.0 * high, high)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        short = too_few(middle)
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return Redials(high, at(high))
