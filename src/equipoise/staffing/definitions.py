"""Service level: one name, several ratios. The definition is always named."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

from equipoise.centre import DEFINITIONS
from equipoise.errors import InvalidInput

ABANDON = len(DEFINITIONS)  # code of the share that does not abandon, for targets on abandonment


def definition_code(definition: str) -> int:
    """Position in :data:`equipoise.centre.DEFINITIONS`; raises :class:`InvalidInput`."""
    if definition not in DEFINITIONS:
        raise InvalidInput(f"service level {definition!r} is not one of {', '.join(DEFINITIONS)}")
    return DEFINITIONS.index(definition)


@njit(cache=True, error_model="numpy")
def ratio(code: int, offered: float, answered: float, within: float, short: float) -> float:
    """One definition from counts or shares; NaN where nothing counts."""
    if code == 0:
        return within / offered if offered > 0.0 else np.nan
    if code == 1:
        return within / (offered - short) if offered > short else np.nan
    if code == 2:
        return (within + short) / offered if offered > 0.0 else np.nan
    if code == 3:
        return within / answered if answered > 0.0 else np.nan
    return answered / offered if offered > 0.0 else np.nan


@njit(cache=True, error_model="numpy")
def _ratios(code: int, counts: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty(counts.shape[1])
    for i in range(counts.shape[1]):
        out[i] = ratio(code, counts[0, i], counts[1, i], counts[2, i], counts[3, i])
    return out


def service_level(
    offered: ArrayLike,
    answered: ArrayLike,
    answered_within: ArrayLike,
    abandoned_within: ArrayLike,
    *,
    definition: str,
    blocked: ArrayLike = 0.0,
) -> NDArray[np.float64]:
    """Service level from counts, broadcast; NaN where the denominator is 0.

    ``answered_within`` and ``abandoned_within`` count contacts that were answered, or gave up, within
    the threshold. Blocked contacts never reached the queue: they count as missed in
    ``answered_over_offered`` and are left out of the other definitions.
    """
    code = definition_code(definition)
    reached = np.asarray(offered, dtype=float) - (np.asarray(blocked, dtype=float) if code else 0.0)
    parts = np.broadcast_arrays(reached, answered, answered_within, abandoned_within)
    counts = np.array([np.asarray(part, dtype=np.float64).ravel() for part in parts])
    return _ratios(code, counts).reshape(parts[0].shape)
