"""Forecasting the rest of a day from its first part."""

from __future__ import annotations

import numpy as np

from .rolling import Track
from .table import FloatArray

PRIOR_DAYS, PRIOR_SD = 10.0, 0.08  # weight of "the first part tells nothing" when the slope is learnt
LARGEST_UPDATE = 0.5


def remaining(track: Track, share: float) -> FloatArray:
    """1 on the cells after the first ``share`` of each day's observed slots, shape of the track."""
    seen = track.exposure > 0
    passed = np.cumsum(seen, axis=2)
    return np.asarray((passed > share * passed[..., -1:]).astype(np.float64))


def updated(track: Track, expected: FloatArray, rest: FloatArray, slope: float) -> FloatArray:
    """Expected contacts of the rest of each day, given its first part: ``expected * ratio**slope``."""
    change = np.clip(slope * _log_ratio(track, expected, 1 - rest), -LARGEST_UPDATE, LARGEST_UPDATE)
    return np.asarray(expected * np.exp(change)[..., None])


def update_slope(track: Track, expected: FloatArray, rest: FloatArray) -> float:
    """How much of the first part's log-ratio lasts, learnt by ridge regression on past days.

    Between 0 (ignore it) and 1 (the plain ratio, which overreacts to noise).
    """
    early = _log_ratio(track, expected, 1 - rest)
    late = _log_ratio(track, expected, rest)
    slope = (early * late).sum() / ((early**2).sum() + PRIOR_DAYS * PRIOR_SD**2)
    return float(np.clip(slope, 0.0, 1.0))


def update_gain(track: Track, expected: FloatArray, rest: FloatArray) -> float:
    """Fall of the absolute error of the rest-of-day total on days the slope was not learnt on.

    The slope of the odd weeks is tried on the even ones and the other way round. Contacts.
    """
    week = np.arange(len(track.targets)) % 2
    gain = 0.0
    for half in (0, 1):
        learnt, tried = np.flatnonzero(week != half), np.flatnonzero(week == half)
        slope = update_slope(track.weeks(learnt), expected[learnt], rest[learnt])
        on, before, part = track.weeks(tried), expected[tried], rest[tried]
        after = updated(on, before, part, slope)
        gain += _error(on, before, part) - _error(on, after, part)
    return gain


def _error(track: Track, expected: FloatArray, part: FloatArray) -> float:
    return float(np.abs(((track.counts - expected) * part).sum(axis=2)).sum())


def _log_ratio(track: Track, expected: FloatArray, part: FloatArray) -> FloatArray:
    """Log of actual over expected in a part of each day, 0 on days without one: ``(k, 7)``."""
    came = (track.counts * part).sum(axis=2)
    hoped = (expected * part).sum(axis=2)
    return np.log((came + 0.5) / (hoped + 0.5))
