"""Handle times: mean, spread and a lognormal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .interval import Estimate, FloatArray, IntArray, Resampling

SHORT_S = 10.0


@dataclass(frozen=True)
class HandleTime:
    """``n`` contacts; seconds. ``mu`` and ``sigma`` are mean and deviation of the logarithm of seconds.

    ``short_share`` lasted under ten seconds: hardly handled, often an artefact of recording.
    """

    n: int
    mean_s: Estimate
    median_s: Estimate
    cv: Estimate
    mu: Estimate
    sigma: Estimate
    short_share: float


def handle_time(handle_s: FloatArray, groups: IntArray, resampling: Resampling) -> HandleTime | None:
    """From handle times > 0, ``(n,)``, and the day (or other group) of each; ``None`` below two.

    References
    ----------
    Brown et al. (2005), JASA 100:36-50: handle times of that bank are lognormal.
    """
    if handle_s.size < 2:
        return None
    order = np.argsort(handle_s, kind="stable")
    times, logs = handle_s[order], np.log(handle_s[order])

    def statistic(weight: FloatArray) -> FloatArray:
        n = weight.sum()
        mean = weight @ times / n
        deviation = np.sqrt(max(weight @ (times - mean) ** 2 / n, 0.0))
        mu = weight @ logs / n
        sigma = np.sqrt(max(weight @ (logs - mu) ** 2 / n, 0.0))
        return np.array([mean, _median(times, weight), deviation / mean, mu, sigma])

    mean, median, cv, mu, sigma = resampling.estimates(statistic, groups[order])
    return HandleTime(handle_s.size, mean, median, cv, mu, sigma, float(np.mean(handle_s < SHORT_S)))


def _median(times: FloatArray, weight: FloatArray) -> float:
    """Of sorted times that count ``weight`` each."""
    below = np.cumsum(weight)
    half = below[-1] / 2.0
    at = int(np.searchsorted(below, half))
    if below[at] > half:
        return float(times[at])
    following = int(np.searchsorted(below, half, side="right"))
    return float((times[at] + times[following]) / 2.0)
