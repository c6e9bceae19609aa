"""Erlang B: contacts that find all lines busy are lost."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@njit(cache=True, error_model="numpy")
def _blocking(lines: IntArray, load: FloatArray) -> FloatArray:
    out = np.empty(load.size)
    for i in range(load.size):
        inverse = 1.0
        for k in range(1, lines[i] + 1):
            inverse = 1.0 + inverse * k / load[i]
        out[i] = 1.0 / inverse
    return out


@njit(cache=True, error_model="numpy")
def _lines(load: FloatArray, most: FloatArray) -> IntArray:
    out = np.zeros(load.size, dtype=np.int64)
    for i in range(load.size):
        inverse = 1.0
        while load[i] > 0.0 and 1.0 / inverse > most[i] * (1.0 + 1e-12):
            out[i] += 1
            inverse = 1.0 + inverse * out[i] / load[i]
    return out


def blocking(lines: ArrayLike, load_erl: ArrayLike) -> FloatArray:
    """Share of contacts that find all lines busy, broadcast.

    ``lines`` whole numbers >= 0, ``load_erl`` rate x handle time, >= 0. Raises
    :class:`InvalidInput` otherwise.

    References
    ----------
    Erlang (1917); stable recurrence ``1/B(n) = 1 + n / (a B(n-1))``.
    """
    n, load = np.broadcast_arrays(np.asarray(lines, dtype=float), np.asarray(load_erl, dtype=float))
    if not (np.all(n >= 0) and np.all(n == np.round(n)) and np.all(n < 1e9)):
        raise InvalidInput("lines must be whole numbers >= 0")
    _check_load(load)
    return _blocking(n.astype(np.int64).ravel(), load.ravel()).reshape(n.shape)


def lines_required(load_erl: ArrayLike, *, max_blocking: ArrayLike) -> IntArray:
    """Fewest lines with at most ``max_blocking`` (0 < share < 1) of contacts lost, broadcast."""
    load, most = np.broadcast_arrays(np.asarray(load_erl, dtype=float), np.asarray(max_blocking, dtype=float))
    _check_load(load)
    if not (np.all(most > 0) and np.all(most < 1)):
        raise InvalidInput("max_blocking must lie between 0 and 1")
    return _lines(load.ravel(), most.ravel()).reshape(load.shape)


def _check_load(load: FloatArray) -> None:
    if not (np.all(np.isfinite(load)) and np.all(load >= 0)):
        raise InvalidInput("load_erl must be a finite number >= 0")
