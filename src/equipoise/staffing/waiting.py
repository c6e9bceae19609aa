"""What happens to contacts that find everybody busy: one law for Erlang C, Erlang A, chat, blend.

While somebody waits, the system finishes contacts at a fixed ``rate`` and those waiting leave at
``theta`` each. All that the rest of the system contributes is ``idle``: the probability that a
contact starts at once, relative to that of the last state before waiting.
"""

from __future__ import annotations

import math

from numba import njit

from .palm import digamma, is_complete, log_complete_density, series

Outcome = tuple[float, float, float, float, float, float]


@njit(cache=True, error_model="numpy")
def waiting(idle: float, lam: float, rate: float, theta: float, t: float) -> Outcome:
    """``P(wait)``, ``P(abandon)``, answered within ``t``, abandoned within ``t``, two mean waits.

    ``lam`` arrivals, ``rate`` finishes while all are busy, ``theta`` abandons of one who waits, all
    a second; the shares are of all offered. Mean waits (s) are of all offered and of the answered.
    Without abandonment (``theta`` 0) and with ``lam >= rate`` waits grow without end: infinity.

    References
    ----------
    Palm (1957); Garnett, Mandelbaum and Reiman (2002), M&SOM 4(3);
    Zeltyn and Mandelbaum (2005), Queueing Systems 51.
    """
    if theta == 0.0:
        return _patient(idle, lam, rate, t)
    x, y = rate / theta, lam / theta
    z = y * math.exp(-theta * t)
    if is_complete(x, y):
        return _swamped(x, y, z, theta)
    rest, moment, slope = series(x, y)
    rho = lam / rate
    last = 1.0 / (idle + rho * (1.0 + rest))
    later = last * math.exp(-y * math.expm1(-theta * t) - rate * t)
    rest_t, moment_t, _ = series(x, z)
    abandoned = last * moment
    answered_within = 1.0 - abandoned - later * rest_t
    answered_wait = last * slope / theta / (1.0 - abandoned)
    p_wait = last * rho * (1.0 + rest)
    return (
        p_wait,
        abandoned,
        answered_within,
        abandoned - later * moment_t,
        abandoned / theta,
        answered_wait,
    )


@njit(cache=True, error_model="numpy")
def _patient(idle: float, lam: float, rate: float, t: float) -> Outcome:
    """Nobody abandons: the wait of those who wait is exponential."""
    if lam >= rate:
        return 1.0, 0.0, 0.0, 0.0, math.inf, math.inf
    rest = lam / (rate - lam)
    last = 1.0 / (idle + rest)
    p_wait = last * rest
    mean = p_wait / (rate - lam)
    return p_wait, 0.0, 1.0 - p_wait * math.exp(-(rate - lam) * t), 0.0, mean, mean


@njit(cache=True, error_model="numpy")
def _swamped(x: float, y: float, z: float, theta: float) -> Outcome:
    """So overloaded that everybody waits (to the last bit): only the abandons balance the flow."""
    answered = x / y
    staying = z / y
    mean_answered = (math.log(y) - digamma(x + 1.0)) / theta
    abandoned = 1.0 - answered
    if is_complete(x, z):
        return 1.0, abandoned, 0.0, 1.0 - staying, abandoned / theta, mean_answered
    later = answered * math.exp(log_complete_density(x, z))
    rest, moment, _ = series(x, z)
    within, gone = answered - later * rest, abandoned - later * moment
    return 1.0, abandoned, within, gone, abandoned / theta, mean_answered
