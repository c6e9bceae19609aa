"""Waiting plus handling within a deadline, where nobody gives up (Erlang C)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .performance import performance


def done_within(
    agents: ArrayLike, rate_per_h: ArrayLike, aht_s: ArrayLike, *, deadline_s: ArrayLike
) -> NDArray[np.float64]:
    """Share of contacts finished within ``deadline_s`` of arriving; broadcast, times in seconds.

    The wait of those who wait and the handle time are both exponential; their sum is taken in a form
    that stays exact when the two rates are equal. Raises as :func:`performance`.
    """
    at = performance(agents, rate_per_h, aht_s, answered_within_s=0.0, definition="answered_over_offered")
    finish = 1.0 / np.asarray(aht_s, dtype=float)
    clear = np.asarray(agents, dtype=float) * finish - np.asarray(rate_per_h, dtype=float) / 3600.0
    deadline = np.asarray(deadline_s, dtype=float)
    late_alone = np.exp(-finish * deadline)
    gap = clear - finish
    apart = np.where(gap == 0.0, 1.0, gap)
    between = np.where(gap == 0.0, deadline, -np.expm1(-apart * deadline) / apart)
    return 1.0 - late_alone - at.p_wait * late_alone * finish * between
