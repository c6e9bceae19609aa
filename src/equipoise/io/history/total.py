"""From the file's own intervals to longer ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from equipoise.timegrid import Grid

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def coarser(grid: Grid, parts: int) -> Grid:
    """The same days in intervals of ``parts`` native ones."""
    return Grid(grid.timezone, grid.start_s, grid.interval_s * parts, grid.n // parts)


def total_counts(counts: FloatArray, needed: BoolArray, parts: int) -> FloatArray:
    """Sums over ``parts`` consecutive intervals.

    Unknown where nothing is known, or where a ``needed`` part is unknown; other unknown parts
    (closed) count as none. Both arrays have shape ``(n_queues, n)``.
    """
    known = ~np.isnan(counts)
    blocked = _any(needed & ~known, parts) | ~_any(known, parts)
    return np.where(blocked, np.nan, _sum(np.nan_to_num(counts), parts))


def mean_handle_time(aht_s: FloatArray, contacts: FloatArray, parts: int) -> FloatArray:
    """Handle times weighted by contacts, NaN where no contact has one."""
    weight = np.where(np.isnan(aht_s), 0.0, np.nan_to_num(contacts))
    weights = _sum(weight, parts)
    work = _sum(np.nan_to_num(aht_s) * weight, parts)
    return np.divide(work, weights, out=np.full_like(work, np.nan), where=weights > 0)


def _split(values: NDArray[np.generic], parts: int) -> NDArray[np.generic]:
    n = values.shape[1] // parts
    return values[:, : n * parts].reshape(values.shape[0], n, parts)


def _sum(values: FloatArray, parts: int) -> FloatArray:
    return np.asarray(_split(values, parts).sum(axis=-1), dtype=np.float64)


def _any(values: BoolArray, parts: int) -> BoolArray:
    return np.asarray(_split(values, parts).any(axis=-1), dtype=np.bool_)
