"""Integrals of several smooth functions at once, in panels that are halved where they need it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
NODES, WEIGHTS = np.polynomial.legendre.leggauss(16)
MOST_HALVINGS = 40


def integrate(
    f: Callable[[FloatArray], FloatArray], edges: FloatArray, tolerance: float = 1e-13
) -> FloatArray:
    """Integrals of ``f`` from the first edge to the last, shape ``(k,)``.

    ``f`` takes points ``(m,)`` and gives values ``(k, m)``. It is smooth between neighbouring ``edges``
    (increasing, shape ``(n,)``); panels are halved until each function's panel agrees with its halves
    to ``tolerance`` of the largest sum of absolute panels so far.
    """
    low, high = edges[:-1], edges[1:]
    whole = _panels(f, low, high)
    total = np.zeros(whole.shape[0])
    scale = np.abs(whole).sum(axis=1)
    for _ in range(MOST_HALVINGS):
        middle = 0.5 * (low + high)
        left, right = _panels(f, low, middle), _panels(f, middle, high)
        halves = left + right
        scale = np.maximum(scale, np.abs(total) + np.abs(halves).sum(axis=1))
        rough = (np.abs(halves - whole) > tolerance * scale[:, None]).any(axis=0)
        total += halves[:, ~rough].sum(axis=1)
        if not rough.any():
            return total
        low, high = (
            np.concatenate([low[rough], middle[rough]]),
            np.concatenate([middle[rough], high[rough]]),
        )
        whole = np.concatenate([left[:, rough], right[:, rough]], axis=1)
    return total + whole.sum(axis=1)  # panels as thin as floats allow: a step inside them adds nothing


def _panels(f: Callable[[FloatArray], FloatArray], low: FloatArray, high: FloatArray) -> FloatArray:
    half = 0.5 * (high - low)
    points = (low + half)[:, None] + half[:, None] * NODES
    values = f(points.ravel())
    return (values.reshape(values.shape[0], *points.shape) @ WEIGHTS) * half
