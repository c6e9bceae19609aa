"""Expected handle time by hour of day and weekday."""

from __future__ import annotations

import numpy as np

from equipoise.contacts import History
from equipoise.timegrid import Grid

from .table import FloatArray, IntArray

HALF_LIFE_DAYS = 56.0
PRIOR_CONTACTS = 200.0  # an hour or weekday with so many contacts is believed half


def expected_handle_time(history: History, queue: int, grid: Grid) -> FloatArray:
    """Mean handle time (seconds) in each interval of ``grid``, from what came before it.

    Volume-weighted mean of recent weeks times an hour-of-day and a weekday factor, each shrunk
    towards 1 by the contacts behind it. NaN everywhere when nothing was recorded. Shape ``(grid.n,)``.
    """
    then = history.grid
    volume = _volume(history, queue) * (then.starts_s < grid.start_s)
    if not volume.any():
        return np.full(grid.n, np.nan)
    volume = volume * 0.5 ** ((grid.local_day[0] - then.local_day) / HALF_LIFE_DAYS)
    handled = np.where(volume > 0, history.aht_s[queue], 0.0) * volume
    mean = float(handled.sum() / volume.sum())
    hour = _factors(then.local_minute // 60, handled, volume, mean, 24)
    weekday = _factors(then.weekday, handled, volume, mean, 7)
    return np.asarray(mean * hour[grid.local_minute // 60] * weekday[grid.weekday])


def _volume(history: History, queue: int) -> FloatArray:
    """Contacts behind each recorded handle time: answered, or offered where that is unknown."""
    answered, offered = history.answered[queue], history.offered[queue]
    contacts = np.where(np.isfinite(answered), answered, offered)
    return np.where(np.isfinite(history.aht_s[queue]) & np.isfinite(contacts), contacts, 0.0)


def _factors(group: IntArray, handled: FloatArray, volume: FloatArray, mean: float, n: int) -> FloatArray:
    """Each group's mean handle time over the overall mean, shrunk, shape ``(n,)``."""
    time = np.bincount(group, weights=handled, minlength=n) + PRIOR_CONTACTS * mean
    contacts = np.bincount(group, weights=volume, minlength=n) + PRIOR_CONTACTS
    return np.asarray(time / contacts / mean)
