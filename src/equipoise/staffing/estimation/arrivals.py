"""How much more arrivals vary than chance alone (Poisson) would have them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .interval import DAY_S, Estimate, FloatArray, IntArray, jackknife

INTERVAL_S = 1800
MONDAY = 3  # 1970-01-01 was a Thursday
FEWEST_DAYS = 2


@dataclass(frozen=True)
class Dispersion:
    """``days`` with contacts, ``per_day`` on average.

    ``index`` is variance / mean of the counts of one weekday and time of day (1: Poisson, no more).
    ``interval_cv`` and ``day_cv`` are the coefficients of variation of the rate itself, of an interval
    and of a whole day, with the Poisson part taken off.
    """

    days: int
    per_day: float
    index: Estimate
    interval_cv: Estimate
    day_cv: Estimate


def dispersion(arrival_s: FloatArray) -> Dispersion | None:
    """From arrivals in seconds of the local wall clock, ``(n,)``.

    Counts of half-hours are compared between days of the same weekday; a trend or a holiday within
    the records counts as variation. ``None`` where no weekday occurs twice.
    """
    counts, weekday = daily_counts(arrival_s)
    if max(np.bincount(weekday)) < FEWEST_DAYS:
        return None

    def statistic(weight: FloatArray) -> FloatArray:
        index, interval = _excess(counts, weekday, weight)
        return np.array([index, interval, _excess(counts.sum(axis=1, keepdims=True), weekday, weight)[1]])

    measures = jackknife(statistic, weekday.size)
    return Dispersion(weekday.size, float(counts.sum(axis=1).mean()), *measures)


def daily_counts(arrival_s: FloatArray) -> tuple[FloatArray, IntArray]:
    """Contacts by day with any and half-hour, ``(n_days, 48)``, and each day's weekday (Monday 0)."""
    days = np.floor(arrival_s / DAY_S).astype(np.int64)
    known, row = np.unique(days, return_inverse=True)
    slot = ((arrival_s - DAY_S * days) // INTERVAL_S).astype(np.int64)
    slots = DAY_S // INTERVAL_S
    counts = np.bincount(row * slots + slot, minlength=known.size * slots).reshape(known.size, slots)
    return counts.astype(float), (known + MONDAY) % 7


def _excess(counts: FloatArray, weekday: IntArray, weight: FloatArray) -> tuple[float, float]:
    """Variance / mean, and the rate's coefficient of variation, pooled over cells of a weekday."""
    variance = mean = excess = square = 0.0
    for day in np.unique(weekday):
        own = weight * (weekday == day)
        n = own.sum()
        if n < FEWEST_DAYS:
            continue
        average = own @ counts / n
        spread = own @ (counts - average) ** 2 / (n - 1.0)
        variance, mean = variance + spread.sum(), mean + average.sum()
        excess += (spread - average).sum()
        square += (average**2 - spread / n).sum()
    cv = np.sqrt(max(excess, 0.0) / square) if square > 0 else np.nan
    return variance / mean if mean else np.nan, float(cv)
