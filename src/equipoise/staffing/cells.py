"""Kernels over many cells at once: performance, and the fewest agents that reach a target."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from .chain import idle_weight, in_hand
from .definitions import ratio
from .fewest import SLACK, fewest_impatient, fewest_patient
from .waiting import waiting

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Settings = tuple[float, int, float]  # target share, definition code, occupancy ceiling


@njit(cache=True, error_model="numpy")
def performance_cells(
    agents: IntArray, lam: FloatArray, levels: FloatArray, theta: FloatArray, within: FloatArray
) -> FloatArray:
    """Rows: wait, abandon, answered and abandoned within, mean wait of all and of answered, in hand, busy.

    ``levels`` has shape ``(k, n_cells)``; the result ``(8, n_cells)``.
    """
    out = np.zeros((8, agents.size))
    for i in range(agents.size):
        n, at = agents[i], np.ascontiguousarray(levels[:, i])
        if lam[i] == 0.0:
            out[2, i] = 1.0
        elif n == 0:
            gone = -np.expm1(-theta[i] * within[i])
            lost = 1.0 if theta[i] > 0.0 else 0.0
            wait = 1.0 / theta[i] if theta[i] > 0.0 else np.inf
            out[:6, i] = np.array([1.0, lost, 0.0, gone, wait, np.nan])
        else:
            rate = n * len(at) / at[-1]
            result = waiting(idle_weight(n, lam[i], at), lam[i], rate, theta[i], within[i])
            for row in range(6):
                out[row, i] = result[row]
            out[6, i], out[7, i] = in_hand(n, lam[i], at, result[0])
    return out


@njit(cache=True, error_model="numpy")
def meets(
    agents: int, lam: float, levels: FloatArray, theta: float, within: float, settings: Settings
) -> bool:
    """Whether the target share and the occupancy ceiling both hold."""
    target, code, max_occupancy = settings
    if agents <= 0:
        return False
    slots = agents * len(levels)
    rate = slots / levels[-1]
    if theta == 0.0 and lam >= rate:
        return False
    result = waiting(idle_weight(agents, lam, levels), lam, rate, theta, within)
    share = ratio(code, 1.0, 1.0 - result[1], result[2], result[3])
    if not share >= target - SLACK:
        return False
    if max_occupancy >= 1.0:
        return True
    return in_hand(agents, lam, levels, result[0])[0] <= max_occupancy * slots * (1.0 + SLACK)


@njit(cache=True, error_model="numpy")
def fewest(lam: float, levels: FloatArray, theta: float, within: float, settings: Settings) -> int:
    """Smallest number of agents that :func:`meets` (which holds from some number on)."""
    high = max(1, int(lam * levels[-1] / len(levels)))
    step = 1
    if meets(high, lam, levels, theta, within, settings):
        low = high - 1
        while low > 0 and meets(low, lam, levels, theta, within, settings):
            high, step = low, 2 * step
            low = max(high - step, 0)
    else:
        low, high = high, high + 1
        while not meets(high, lam, levels, theta, within, settings):
            low, step = high, 2 * step
            high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        if meets(middle, lam, levels, theta, within, settings):
            high = middle
        else:
            low = middle
    return high


@njit(cache=True, error_model="numpy")
def required_cells(
    lam: FloatArray,
    levels: FloatArray,
    theta: FloatArray,
    within: FloatArray,
    target: FloatArray,
    code: int,
    max_occupancy: FloatArray,
) -> IntArray:
    """Fewest agents per cell, 0 where nothing arrives; ``levels`` has shape ``(k, n_cells)``."""
    out = np.zeros(lam.size, dtype=np.int64)
    alone = levels.shape[0] == 1
    for i in range(lam.size):
        if lam[i] == 0.0:
            continue
        aht = levels[0, i]
        if alone and theta[i] == 0.0:
            out[i] = fewest_patient(lam[i], aht, within[i], target[i], code, max_occupancy[i])
        elif alone:
            out[i] = fewest_impatient(lam[i], aht, theta[i], within[i], target[i], code, max_occupancy[i])
        else:
            settings = (target[i], code, max_occupancy[i])
            out[i] = fewest(lam[i], np.ascontiguousarray(levels[:, i]), theta[i], within[i], settings)
    return out
