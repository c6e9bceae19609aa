"""The share still waiting after a time, when many waits were cut short by an answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.staffing.patience import Stepwise

from .interval import Estimate, FloatArray, Z


@dataclass(frozen=True)
class Survival:
    """A curve of steps: from ``at_s[i]`` on, ``share[i]`` with its 95 % bounds; 1 before the first.

    ``last_s`` is the longest time seen: beyond it nothing is known.
    """

    at_s: FloatArray
    share: FloatArray
    low: FloatArray
    high: FloatArray
    last_s: float

    def at(self, time_s: float) -> Estimate:
        """The share longer than a time; unknown (NaN) beyond the last time seen."""
        step = int(np.searchsorted(self.at_s, time_s, side="right")) - 1
        if time_s > self.last_s:
            return Estimate(np.nan, np.nan, np.nan)
        if step < 0:
            return Estimate(1.0, 1.0, 1.0)
        return Estimate(float(self.share[step]), float(self.low[step]), float(self.high[step]))

    def median(self) -> Estimate:
        """The time after which half are left; NaN where a curve does not come down so far."""
        return Estimate(*(self._reaches_half(curve) for curve in (self.share, self.low, self.high)))

    def as_patience(self) -> Stepwise:
        """The curve as a distribution, for :func:`equipoise.staffing.general_patience.performance_with`."""
        return Stepwise(tuple(self.at_s.tolist()), tuple(self.share.tolist()), self.last_s)

    def _reaches_half(self, curve: FloatArray) -> float:
        below = np.flatnonzero(curve <= 0.5)
        return float(self.at_s[below[0]]) if below.size else np.nan


def kaplan_meier(times_s: FloatArray, ended: NDArray[np.bool_]) -> Survival:
    """From times > 0 and whether each ended by itself (otherwise it was cut short), both ``(n,)``.

    Bounds are Greenwood's on the log-log scale. Raises ``ValueError`` where no time ended by itself.

    References
    ----------
    Kaplan and Meier (1958), JASA 53:457-481; Kalbfleisch and Prentice (1980) for the bounds.
    """
    if not ended.any():
        raise ValueError("no time ended by itself")
    at, events = np.unique(times_s[ended], return_counts=True)
    exposed = times_s.size - np.searchsorted(np.sort(times_s), at, side="left")
    share: FloatArray = np.cumprod(1.0 - events / exposed).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):  # the curve may reach 0: no bounds there
        spread = np.sqrt(np.cumsum(events / (exposed * (exposed - events))))
        factor = np.exp(Z * spread / np.log(share))
        low, high = share ** (1.0 / factor), share**factor
    return Survival(at, share, low, high, float(times_s.max()))
