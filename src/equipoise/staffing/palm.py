"""Palm's series, on which every waiting-time formula here rests.

``A(x, y) = sum_j t_j`` with ``t_0 = 1`` and ``t_j = t_(j-1) y / (x + j)`` equals
``x e^y y^-x gamma(x, y)``. All terms are positive, so nothing cancels and nothing overflows below
the point where the gamma function is complete to the last bit; beyond it ``A`` is never needed.
"""

from __future__ import annotations

import math

from numba import njit

EXACT = 1e-17  # relative size of the tail that may be dropped


@njit(cache=True, error_model="numpy")
def is_complete(x: float, y: float) -> bool:
    """Whether ``gamma(x, y)`` equals ``Gamma(x)`` in double precision."""
    return y > x + 60.0 + 15.0 * math.sqrt(x)


@njit(cache=True, error_model="numpy")
def series(x: float, y: float) -> tuple[float, float, float]:
    """``A - 1``, ``sum_j j t_j / x`` and ``sum_j t_j H_j`` with ``H_j = sum_(k<=j) 1 / (x + k)``.

    The second is ``1 - (1 - y/x) A`` and the third ``-dA/dx``, both without cancellation.
    """
    rest = moment = slope = harmonic = 0.0
    term = 1.0
    j = 0
    while True:
        j += 1
        term *= y / (x + j)
        harmonic += 1.0 / (x + j)
        rest += term
        moment += j * term
        slope += harmonic * term
        ratio = y / (x + j + 1)
        if ratio < 1.0 and j * term * ratio <= EXACT * moment * (1.0 - ratio):
            return rest, moment / x, slope


@njit(cache=True, error_model="numpy")
def log_complete_density(x: float, z: float) -> float:
    """``log(z^x e^-z / Gamma(x + 1))``, accurate for any size of ``x``."""
    if z <= 0.0:
        return -math.inf
    if x < 10.0:
        return x * math.log(z) - z - math.lgamma(x + 1.0)
    excess = (z - x) / x
    stirling = 1.0 / (12.0 * x) - 1.0 / (360.0 * x**3) + 1.0 / (1260.0 * x**5) - 1.0 / (1680.0 * x**7)
    return -x * (excess - math.log1p(excess)) - 0.5 * math.log(2.0 * math.pi * x) - stirling


@njit(cache=True, error_model="numpy")
def digamma(x: float) -> float:
    """Derivative of ``log Gamma`` for ``x > 0`` (recurrence, then the asymptotic series)."""
    below = 0.0
    while x < 10.0:
        below += 1.0 / x
        x += 1.0
    inverse = 1.0 / (x * x)
    tail = inverse * (1.0 / 12.0 - inverse * (1.0 / 120.0 - inverse * (1.0 / 252.0 - inverse / 240.0)))
    return math.log(x) - 0.5 / x - tail - below
