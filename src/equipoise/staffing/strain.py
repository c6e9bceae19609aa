"""What a number of agents means for the agents themselves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .performance import performance

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Strain:
    """Occupancy, share of contacts begun without a pause, mean pause (s), share of time all are busy."""

    occupancy: FloatArray
    no_pause_share: FloatArray
    mean_gap_s: FloatArray
    all_busy_share: FloatArray


def strain(
    agents: ArrayLike, rate_per_h: ArrayLike, aht_s: ArrayLike, *, patience_s: ArrayLike | None = None
) -> Strain:
    """Exact in Erlang A (or C): an answered contact that waited began as another ended."""
    at = performance(
        agents,
        rate_per_h,
        aht_s,
        answered_within_s=0.0,
        definition="answered_over_offered",
        patience_s=patience_s,
    )
    no_pause = (at.p_wait - at.p_abandon) / (1.0 - at.p_abandon)
    gap = np.asarray(aht_s, dtype=float) * (1.0 - at.occupancy) / at.occupancy
    return Strain(at.occupancy, no_pause, gap, at.p_wait)
