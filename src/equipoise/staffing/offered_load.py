"""Load that changes during the day: how many agents would be busy if there were always enough.

Work that began earlier is still in hand, so the load follows the rate late and smoothed. Staffing each
moment for it (the modified offered load) is better than for the rate of that moment (pointwise
stationary); lagging the rate by a mean handle time is a simple step in the same direction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from equipoise.errors import InvalidInput

from .patience import Times

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Sinusoid:
    """A rate ``mean + amplitude sin(frequency t)``, contacts per unit of time, ``frequency`` > 0 in radians.

    References
    ----------
    Eick, Massey and Whitt (1993), Management Science 39(2).
    """

    mean: float
    amplitude: float
    frequency: float

    def __post_init__(self) -> None:
        if not 0 <= abs(self.amplitude) <= self.mean < np.inf:
            raise InvalidInput("the rate must never be negative", field="amplitude")
        if not 0 < self.frequency < np.inf:
            raise InvalidInput("the frequency must be > 0", field="frequency")

    def rate(self, t: ArrayLike) -> FloatArray:
        """Contacts per unit of time at ``t``."""
        return self.mean + self.amplitude * np.sin(self.frequency * np.asarray(t, dtype=float))

    def mean_rate(self, start: ArrayLike, length: ArrayLike) -> FloatArray:
        """Mean rate over ``[start, start + length)``: what SIPP staffs an interval for."""
        half = 0.5 * self.frequency * np.asarray(length, dtype=float)
        middle = np.asarray(start, dtype=float) + 0.5 * np.asarray(length, dtype=float)
        return self.mean + self.amplitude * np.sin(self.frequency * middle) * np.sinc(half / np.pi)

    def load(self, t: ArrayLike, service_rate: float) -> FloatArray:
        """Agents busy at ``t`` with exponential handle times, long after the start."""
        _positive(service_rate, "service_rate")
        angle = self.frequency * np.asarray(t, dtype=float)
        late = service_rate * np.sin(angle) - self.frequency * np.cos(angle)
        return self.mean / service_rate + self.amplitude * late / (service_rate**2 + self.frequency**2)

    def stationary_load(self, t: ArrayLike, service_rate: float) -> FloatArray:
        """Rate of the moment / service rate (pointwise stationary approximation)."""
        _positive(service_rate, "service_rate")
        return self.rate(t) / service_rate


def offered_load(rate_per_h: ArrayLike, interval_s: float, handle: Times, at_s: ArrayLike) -> FloatArray:
    """Agents busy at ``at_s`` if there were always enough, from an empty start.

    ``rate_per_h`` is constant in each interval, shape ``(n,)``, >= 0, the first starting at 0 seconds;
    ``handle`` is the distribution of handle times, ``at_s`` moments >= 0 (any shape).
    """
    rate, at = np.asarray(rate_per_h, dtype=float), np.asarray(at_s, dtype=float)
    _positive(interval_s, "interval_s")
    if not (np.all(np.isfinite(rate)) and np.all(rate >= 0)):
        raise InvalidInput("rates must be numbers >= 0", field="rate_per_h")
    edges = interval_s * np.arange(rate.size + 1)
    gone = np.maximum(at[..., None] - edges, 0.0)
    still = handle.restricted_mean(gone.ravel()).reshape(gone.shape)
    return np.asarray((still[..., :-1] - still[..., 1:]) @ rate / 3600.0)


def lagged_rates(rate_per_h: ArrayLike, interval_s: float, lag_s: float) -> FloatArray:
    """Mean rate of each interval when everything comes ``lag_s`` later (lagged SIPP), shape ``(n,)``.

    Nothing arrives before the first interval. ``lag_s`` is usually the mean handle time.
    """
    rate = np.asarray(rate_per_h, dtype=float)
    _positive(interval_s, "interval_s")
    if not 0 <= lag_s < np.inf:
        raise InvalidInput("the lag must be >= 0", field="lag_s")
    edges = np.arange(rate.size + 1, dtype=float)
    arrived = np.interp(edges - lag_s / interval_s, edges, np.concatenate([[0.0], np.cumsum(rate)]))
    return np.diff(arrived)


def agents_for_delay(load_erl: ArrayLike, *, max_delay: ArrayLike) -> IntArray:
    """Fewest agents with ``P(Poisson(load) >= agents)`` at most ``max_delay``; broadcast.

    The share of contacts that wait where mean patience equals mean handle time (exactly, also while
    the load changes), and an approximation otherwise.
    """
    from scipy.special import gammainc

    load, most = np.broadcast_arrays(np.asarray(load_erl, dtype=float), np.asarray(max_delay, dtype=float))
    if not (np.all(np.isfinite(load)) and np.all(load >= 0)):
        raise InvalidInput("load_erl must be a finite number >= 0", field="load_erl")
    if not (np.all(most > 0) and np.all(most < 1)):
        raise InvalidInput("max_delay must lie between 0 and 1", field="max_delay")
    low, high = np.zeros(load.shape), np.ceil(load) + 1.0
    while np.any(few := gammainc(high, load) > most):
        low, high = np.where(few, high, low), np.where(few, 2.0 * high, high)
    while np.any(high - low > 1.0):
        middle = np.floor(0.5 * (low + high))
        few = (middle > 0) & (gammainc(np.maximum(middle, 1.0), load) > most) | (middle == 0)
        low, high = np.where(few, middle, low), np.where(few, high, middle)
    return np.asarray(np.where(load > 0, high, 0.0), dtype=np.int64)


def _positive(value: float, name: str) -> None:
    if not 0 < value < np.inf:
        raise InvalidInput(f"{value:g} is not a finite number > 0", field=name)
