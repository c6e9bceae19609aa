"""Who is a night worker, week by week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .local import local_day
from .outcome import HOUR_S
from .parameters import NightWorker
from .runs import worked_by_week
from .work import Work

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
DAY_MINUTES = 1440


@dataclass(frozen=True)
class NightWorkerWeeks:
    """By calendar week: ``sure`` a night worker, or ``open`` since history is missing.

    ``first_day`` is the first local day that the tests of a week look at, shape ``(n_weeks,)``.
    """

    sure: BoolArray
    open: BoolArray
    first_day: IntArray


def night_worker_weeks(work: Work, who: NightWorker) -> NightWorkerWeeks:
    """Judge every week of the calendar by the tests that are set."""
    nights = work.nights(who.night)
    is_his = nights.is_night & (nights.seconds >= who.night_hours * HOUR_S)
    weeks = len(work.midnight_s) // 7
    worked = _fit(worked_by_week(work), weeks)
    # sums by week: nights of his, work at night, work at night in nights of his less its share of work
    tests: list[tuple[IntArray, float, float, int]] = []
    if who.nights is not None:
        tests.append((_by_week(work, is_his, weeks), who.nights, 1, who.nights_weeks))
    if who.hours is not None:
        most_s = _window_s(who)
        tests.append((_by_week(work, nights.seconds, weeks), who.hours * HOUR_S, most_s, who.hours_weeks))
    sure, unsure = np.zeros(weeks, dtype=np.bool_), np.zeros(weeks, dtype=np.bool_)
    for by_week, due, most_a_day, length in tests:
        total, missing = _windows(work, by_week, length)
        sure |= total >= due
        unsure |= (missing > 0) & (total + missing * most_a_day >= due)
    if who.share is not None:
        counted = nights.seconds if who.nights is not None else nights.seconds * is_his
        at_night, missing = _windows(work, _by_week(work, counted, weeks), who.share_weeks)
        total, _ = _windows(work, worked, who.share_weeks)
        sure |= (missing == 0) & (at_night > 0) & (at_night >= who.share * total)
        unsure |= (missing > 0) & (at_night > 0)
    return NightWorkerWeeks(sure, unsure & ~sure, _first_days(work, who, weeks))


def _window_s(who: NightWorker) -> int:
    return (who.night.night_to - who.night.night_from) % DAY_MINUTES * 60


def _by_week(work: Work, values: IntArray | BoolArray, weeks: int) -> IntArray:
    """Sums of a value of each shift by the calendar week in which the shift starts."""
    starts = np.array(work.start_s, dtype=np.int64)
    week = (np.searchsorted(work.midnight_s, starts, side="right") - 1) // 7
    return np.bincount(week, weights=values, minlength=weeks).astype(np.int64)


def _fit(values: IntArray, length: int) -> IntArray:
    return np.pad(values, (0, max(0, length - len(values))))[:length]


def _windows(work: Work, by_week: IntArray, length: int) -> tuple[IntArray, IntArray]:
    """Sums over the ``length`` weeks that end with each week, and days of them that are unknown."""
    total = np.concatenate([[0], np.cumsum(by_week)])
    ends = np.arange(1, len(by_week) + 1)
    known = local_day(work.timeline.clock, work.timeline.known_from_s)
    missing = np.maximum(0, known - (work.first_day + 7 * (ends - length)))
    return total[ends] - total[np.maximum(0, ends - length)], missing


def _first_days(work: Work, who: NightWorker, weeks: int) -> IntArray:
    lengths = [
        length
        for test, length in (
            (who.nights, who.nights_weeks),
            (who.hours, who.hours_weeks),
            (who.share, who.share_weeks),
        )
        if test is not None
    ]
    return work.first_day + 7 * (np.arange(1, weeks + 1, dtype=np.int64) - max(lengths))
