"""Large teams: safety staffing that grows with the square root of the load, and what it gives."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .performance import HOUR_S, required

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
FAR = 200.0  # from here the hazard's asymptotic series is exact to 12 digits
HALVINGS = 200


def p_wait_halfin_whitt(beta: ArrayLike) -> FloatArray:
    """Limit of ``P(wait)`` without abandonment with ``n = a + beta sqrt(a)`` agents, ``beta`` > 0.

    References
    ----------
    Halfin and Whitt (1981), Operations Research 29(3).
    """
    b = np.asarray(beta, dtype=float)
    if not np.all(b > 0):
        raise InvalidInput("without abandonment a large team is stable for beta > 0 only", field="beta")
    with np.errstate(divide="ignore"):  # so large a team that nobody waits: 1 / (1 + inf) is 0
        return np.asarray(1.0 / (1.0 + b / hazard(-b)))


def p_wait_with_abandonment(beta: ArrayLike, mu_over_theta: ArrayLike) -> FloatArray:
    """Limit of ``P(wait)`` with ``n = a + beta sqrt(a)`` agents; any ``beta``, broadcast.

    ``mu_over_theta`` > 0 is mean patience / mean handle time.

    References
    ----------
    Garnett, Mandelbaum and Reiman (2002), M&SOM 4(3).
    """
    b, r = _checked(beta, mu_over_theta)
    with np.errstate(divide="ignore"):
        return np.asarray(1.0 / (1.0 + hazard(b * r) / (r * hazard(-b))))


def scaled_p_abandon(beta: ArrayLike, mu_over_theta: ArrayLike) -> FloatArray:
    """Limit of ``sqrt(n) P(abandon)``; parameters and source as :func:`p_wait_with_abandonment`."""
    b, r = _checked(beta, mu_over_theta)
    return _hazard_excess(b * r) / r * p_wait_with_abandonment(beta, mu_over_theta)


def beta_for_p_wait(p_wait: ArrayLike, mu_over_theta: ArrayLike) -> FloatArray:
    """The ``beta`` at which :func:`p_wait_with_abandonment` is ``p_wait`` (0 < share < 1), broadcast."""
    target = np.asarray(p_wait, dtype=float)
    if not (np.all(target > 0) and np.all(target < 1)):
        raise InvalidInput("p_wait must lie between 0 and 1", field="p_wait")
    target, ratio = np.broadcast_arrays(target, np.asarray(mu_over_theta, dtype=float))
    low, high = np.full(target.shape, -1.0), np.full(target.shape, 1.0)
    while np.any(outside := p_wait_with_abandonment(low, ratio) < target):
        low = np.where(outside, 2.0 * low, low)
    while np.any(outside := p_wait_with_abandonment(high, ratio) > target):
        high = np.where(outside, 2.0 * high, high)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        above = p_wait_with_abandonment(middle, ratio) > target
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return 0.5 * (low + high)


def square_root_agents(load_erl: ArrayLike, beta: ArrayLike) -> IntArray:
    """``load + beta sqrt(load)`` rounded up, at least 0; broadcast."""
    load = np.asarray(load_erl, dtype=float)
    if not (np.all(np.isfinite(load)) and np.all(load >= 0)):
        raise InvalidInput("load_erl must be a finite number >= 0", field="load_erl")
    agents = np.ceil(np.round(load + np.asarray(beta, dtype=float) * np.sqrt(load), 9))
    return np.asarray(np.maximum(agents, 0), dtype=np.int64)


def agents_for_p_wait(load_erl: ArrayLike, mu_over_theta: ArrayLike, *, max_p_wait: ArrayLike) -> IntArray:
    """Fewest agents with ``P(wait)`` at most a share, exactly by Erlang A; broadcast."""
    return required(
        np.asarray(load_erl, dtype=float),
        HOUR_S,
        answered_within_s=0.0,
        share=1.0 - np.asarray(max_p_wait, dtype=float),
        definition="answered_over_offered",
        patience_s=HOUR_S * np.asarray(mu_over_theta, dtype=float),
    )


def hazard(x: FloatArray) -> FloatArray:
    """Hazard of the standard normal, ``phi(x) / (1 - Phi(x))``, without overflow on either side."""
    from scipy.special import erfcx

    return np.asarray(np.sqrt(2.0 / np.pi) / erfcx(x / np.sqrt(2.0)))


def _hazard_excess(x: FloatArray) -> FloatArray:
    """``hazard(x) - x`` where the two are nearly equal too."""
    far = np.maximum(x, FAR)
    series = (1.0 - (2.0 - (10.0 - 74.0 / far**2) / far**2) / far**2) / far
    return np.where(x > FAR, series, hazard(x) - x)


def _checked(beta: ArrayLike, mu_over_theta: ArrayLike) -> tuple[FloatArray, FloatArray]:
    b, ratio = np.asarray(beta, dtype=float), np.asarray(mu_over_theta, dtype=float)
    if not np.all(np.isfinite(b)):
        raise InvalidInput("beta must be a number", field="beta")
    if not (np.all(np.isfinite(ratio)) and np.all(ratio > 0)):
        raise InvalidInput("mu_over_theta must be a number > 0", field="mu_over_theta")
    return b, np.sqrt(ratio)
