"""A day's contacts of an instance, each skill from its own streams.

Streams are keyed by seed, skill, purpose and day, and what happens is bound to the contact, so two teams
meet the same contacts with the same patience and the same handle times.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from .draws import Purpose, stream
from .instance import FloatArray, Instance, IntArray


class Day(NamedTuple):
    """Contacts by skill, those of skill ``s`` at ``first[s]`` to ``first[s + 1]`` in order of arrival."""

    first: IntArray
    at: FloatArray
    handle_s: FloatArray
    patience_s: FloatArray


def draw_day(instance: Instance, seed: int, day: int) -> Day:
    """All contacts of one day; seconds from its start."""
    parts = [_skill(instance, skill, seed, day) for skill in range(len(instance.aht_s))]
    first = np.cumsum([0, *(part[0].size for part in parts)])
    at, handle, patience = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Day(first, at, handle, patience)


def _skill(instance: Instance, skill: int, seed: int, day: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    name = f"skill {skill}"
    at = _arrivals(
        instance.arrivals[skill], instance.interval_s, stream(seed, 0, name, Purpose.ARRIVALS, day)
    )
    handle = stream(seed, 0, name, Purpose.HANDLE, day).standard_exponential(at.size)
    if np.isinf(instance.patience_s[skill]):
        return at, instance.aht_s[skill] * handle, np.full(at.size, np.inf)
    patience = stream(seed, 0, name, Purpose.PATIENCE, day).standard_exponential(at.size)
    return at, instance.aht_s[skill] * handle, instance.patience_s[skill] * patience


def _arrivals(expected: FloatArray, interval_s: float, random: np.random.Generator) -> FloatArray:
    """Poisson arrivals in order: unit-rate gaps, stretched by the rate."""
    total = float(expected.sum())
    if total == 0.0:
        return np.zeros(0)
    gaps = random.standard_exponential(int(total + 6.0 * np.sqrt(total) + 20.0))
    while gaps.sum() <= total:
        gaps = np.concatenate([gaps, random.standard_exponential(gaps.size)])
    return _stretch(gaps, expected, interval_s)


@njit(cache=True)
def _stretch(gaps: FloatArray, expected: FloatArray, interval_s: float) -> FloatArray:
    out = np.empty(gaps.size)
    volume, before, interval, n = 0.0, 0.0, 0, 0
    for gap in gaps:
        volume += gap
        while interval < expected.size and volume >= before + expected[interval]:
            before += expected[interval]
            interval += 1
        if interval == expected.size:
            break
        out[n] = interval_s * (interval + (volume - before) / expected[interval])
        n += 1
    return out[:n]
