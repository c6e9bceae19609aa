"""How a day's contacts spread over its slots, by weekday."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .regression import penalised_fit
from .table import DayTable

FloatArray = NDArray[np.float64]
WAVES = 40  # cosines: finer shapes than 1/40 of the open day are taken for noise
HALF_LIFE_WEEKS = 8.0
COMMON_SD, WEEKDAY_SD, INTERVAL_CV2 = 1.0, 0.3, 0.02**2


def weekday_profiles(past: DayTable) -> FloatArray:
    """Share of a full day in each slot, shape ``(7, n_slots)``, rows sum to 1.

    A log-curve of cosines common to all weekdays plus a deviation a weekday, both shrunk, the
    finer waves the more: thin queues and rare weekdays borrow the common shape. Recent weeks
    weigh more (half-life of 8 weeks).
    """
    counts, expected = _by_weekday(past)
    seen = np.flatnonzero(expected.any(axis=0))
    curves = _curves(counts[:, seen], expected[:, seen])
    inside = np.arange(past.n_slots)
    shares = np.exp([np.interp(inside, seen, curve) for curve in curves])
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _by_weekday(past: DayTable) -> tuple[FloatArray, FloatArray]:
    """Recency-weighted counts, and day volume exposed, per weekday and slot: ``(7, n_slots)``."""
    weight = 0.5 ** ((past.n_days - 1 - np.arange(past.n_days)) / 7 / HALF_LIFE_WEEKS)
    volume = past.counts.sum(axis=1) + 0.5
    member = (past.weekday == np.arange(7)[:, None]) * weight
    return member @ past.counts, member @ (past.exposure * volume[:, None])


def _curves(counts: FloatArray, expected: FloatArray) -> FloatArray:
    """Log-shares per weekday on the slots seen, shape ``(7, n_seen)``."""
    design = _cosines(counts.shape[1])
    fade = 1.0 / np.maximum(np.arange(design.shape[1]), 1)
    flat = np.log((counts.sum() + 0.5) / expected.sum())
    total = _log(expected.sum(axis=0)) + flat
    free = COMMON_SD * fade
    common = flat + design @ penalised_fit(counts.sum(axis=0), total, design, free, INTERVAL_CV2)
    held = WEEKDAY_SD * fade
    return np.array([common + _deviation(counts[w], expected[w], common, design, held) for w in range(7)])


def _deviation(
    counts: FloatArray, expected: FloatArray, common: FloatArray, design: FloatArray, held: FloatArray
) -> FloatArray:
    if not expected.any():
        return np.zeros_like(common)
    return design @ penalised_fit(counts, _log(expected) + common, design, held, INTERVAL_CV2)


def _cosines(n: int) -> FloatArray:
    """Constant and cosine waves on ``n`` slots, shape ``(n, min(WAVES, n - 1) + 1)``."""
    wave = np.arange(min(WAVES, n - 1) + 1)
    return np.cos(np.pi * wave * (np.arange(n)[:, None] + 0.5) / n)


def _log(values: FloatArray) -> FloatArray:
    return np.log(np.maximum(values, 1e-12))
