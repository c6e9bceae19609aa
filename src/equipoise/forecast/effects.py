"""The calendar as regressors: weekday, level, month, year, holidays and closures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .table import BoolArray, DayTable, FloatArray, IntArray, KnownDays, weekdays

WEEKDAY_SD, HOLIDAY_SD, EVE_SD, AFTER_SD, SECOND_SD = 1.0, 0.7, 0.3, 0.2, 0.1
MONTH_SD, MONTH_WAVES, EDGE_SD, EDGE_DAYS = 0.1, 4, 0.025, 2
YEAR_SD, YEAR_WAVES, YEAR_FROM_DAYS = 0.1, 3, 546
INTERCEPT_SD = 1e3
FINE_WEEKS, COARSE_WEEKS = 26, 4
NORMAL_SHARE = 0.3  # a weekday is normally open when so many of its days were observed


@dataclass(frozen=True)
class Design:
    """Regressors ``(n_days, k)`` of past and future days, with prior standard deviations ``(k,)``.

    An effect is a change of the logarithm of the day's volume.
    """

    columns: FloatArray
    prior_sd: FloatArray


def calendar_design(past: DayTable, known: KnownDays, level_sd: float) -> Design:
    """Regressors of every day in ``known``; nothing is used of days after ``past``."""
    n = len(known.weekly)
    day = past.first_day + np.arange(n)
    normal = normal_days(past, known)
    blocks = [
        (np.ones((n, 1)), np.array([INTERCEPT_SD])),
        ((weekdays(past.first_day, n)[:, None] == np.arange(7)).astype(np.float64), np.full(7, WEEKDAY_SD)),
        _disruptions(past, known, normal),
        _month(day, normal),
        _level(past.n_days, n, level_sd),
    ]
    if past.n_days >= YEAR_FROM_DAYS:
        blocks.append(_waves(day / 365.25, YEAR_WAVES, YEAR_SD))
    return Design(np.hstack([b[0] for b in blocks]), np.concatenate([b[1] for b in blocks]))


def normal_days(past: DayTable, known: KnownDays) -> BoolArray:
    """Days whose weekday is normally open, shape ``(n_days,)``."""
    weekday = weekdays(past.first_day, len(known.weekly))
    share = [past.observed[past.weekday == w].mean() if (past.weekday == w).any() else 0.0 for w in range(7)]
    return known.weekly & (np.array(share)[weekday] >= NORMAL_SHARE)


def closures(past: DayTable, known: KnownDays, normal: BoolArray) -> FloatArray:
    """Chance that a normally open day is closed, shape ``(n_days,)``.

    In the past it is known. Ahead it is 1 where opening hours say closed, and on a public holiday
    the share of past holidays that turned out closed.
    """
    closed = (normal & ~known.planned).astype(np.float64)
    then = slice(0, past.n_days)
    closed[then] = normal[then] & ~past.observed
    holidays = closed[then][(known.holiday & normal)[then]]
    chance = (holidays.sum() + 0.5) / (len(holidays) + 1.0)
    ahead = known.holiday & normal & known.planned
    ahead[then] = False
    closed[ahead] = chance
    return closed


def _disruptions(past: DayTable, known: KnownDays, normal: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Days after and before a closure, open holidays, and the days around those."""
    closed = closures(past, known, normal)
    holiday = known.holiday * (1.0 - closed) * normal
    columns = [
        _shifted(closed, normal, 1),
        _shifted(closed, normal, 2),
        _shifted(closed, normal, -1),
        holiday,
        _shifted(holiday, normal, 1),
        _shifted(holiday, normal, -1),
    ]
    return np.column_stack(columns), np.array([AFTER_SD, SECOND_SD, SECOND_SD, HOLIDAY_SD, AFTER_SD, EVE_SD])


def _shifted(values: FloatArray, normal: BoolArray, by: int) -> FloatArray:
    """Values moved ``by`` normally open days later (earlier when negative)."""
    at = np.flatnonzero(normal)
    moved = np.zeros_like(values)
    target, source = (at[by:], at[:-by]) if by > 0 else (at[:by], at[-by:])
    moved[target] = values[source]
    return moved


def _month(day: IntArray, normal: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Smooth waves over the month, and its first and last open days."""
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    first = month.astype("datetime64[D]").astype(np.int64)
    following = (month + 1).astype("datetime64[D]").astype(np.int64)
    waves, sd = _waves((day - first) / (following - first), MONTH_WAVES, MONTH_SD)
    edges = np.column_stack(
        [_rank(normal, first, day[0], k) for k in range(EDGE_DAYS)]
        + [_rank(normal[::-1], -following[::-1], -day[-1] - 1, k)[::-1] for k in range(EDGE_DAYS)]
    )
    return np.hstack([waves, edges]), np.concatenate([sd, np.full(2 * EDGE_DAYS, EDGE_SD)])


def _rank(normal: BoolArray, month: NDArray[np.int64], begins: int, k: int) -> FloatArray:
    """1 on the ``k``-th normally open day of each month that the days cover from its beginning."""
    open_so_far = np.cumsum(normal.astype(np.int64))
    _, starts, member = np.unique(month, return_index=True, return_inverse=True)
    before: IntArray = (open_so_far - normal)[starts][member]
    return ((open_so_far - before == k + 1) & normal & (month >= begins)).astype(np.float64)


def _waves(phase: FloatArray, waves: int, sd: float) -> tuple[FloatArray, FloatArray]:
    """Sines and cosines of ``phase`` (cycles), shrunk more the faster they are."""
    wave = np.arange(1, waves + 1)
    angle = 2 * np.pi * phase[:, None] * wave
    return np.hstack([np.cos(angle), np.sin(angle)]), np.tile(sd / wave, 2)


def _level(n_past: int, n: int, sd: float) -> tuple[FloatArray, FloatArray]:
    """A random walk of the level, flat from the last week of the past onwards.

    Weekly steps in the last half year, four-weekly ones before.
    """
    weeks_back = (n_past - 1 - np.arange(n)) // 7
    last = max(int(weeks_back.max()), 0) + 1
    steps = np.concatenate([np.arange(1, min(FINE_WEEKS, last)), np.arange(FINE_WEEKS, last, COARSE_WEEKS)])
    length = np.where(steps < FINE_WEEKS, 1, COARSE_WEEKS)
    return (weeks_back[:, None] >= steps).astype(np.float64), sd * np.sqrt(length)
