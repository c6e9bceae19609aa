"""Intervals without a row while the centre was open: found, filled where that is sound, reported."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.contacts import Gap
from equipoise.timegrid import Grid

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

WEEKS_EITHER_SIDE = 4
FILLED, NO_DONOR, MOST_OF_DAY, WHOLE_DAY = range(4)
TREATMENTS = (
    f"median of the same weekday and time within {WEEKS_EITHER_SIDE} weeks",
    f"left open: no row at the same weekday and time within {WEEKS_EITHER_SIDE} weeks",
    "left open: more than half of the day missing",
    "left open: whole day missing",
)


@dataclass(frozen=True)
class Filled:
    """``offered`` of one queue with its gaps filled where possible."""

    offered: FloatArray
    gaps: tuple[Gap, ...]


def usually_open(grid: Grid, offered: FloatArray) -> BoolArray:
    """Hours kept by one queue: slots of a weekday present on at least half of its days with rows."""
    present = ~np.isnan(offered)
    slot = _slot(grid)
    slots = 86_400 // grid.interval_s
    week_slot = grid.weekday * slots + slot
    day = grid.local_day - grid.local_day[0]
    busy = np.bincount(day, present) > 0
    weekday_of_day = (np.arange(len(busy)) + grid.weekday[0]) % 7
    days = np.bincount(weekday_of_day[busy], minlength=7)
    times = np.bincount(week_slot[present], minlength=7 * slots)
    usual = (times > 0) & (times >= 0.5 * np.repeat(days, slots))
    return usual[week_slot]


def fill_gaps(grid: Grid, queue: str, offered: FloatArray, is_open: BoolArray) -> Filled:
    """Fill what is missing between a queue's first and last row.

    A missing open interval takes the median of the same weekday and local time in the four weeks
    before and after. On a day of which more than half is missing nothing is filled: the centre
    was closed or the record failed, and a guess would look like knowledge.

    Parameters
    ----------
    offered, is_open
        Shape ``(grid.n,)``; ``offered`` is NaN where the file has no row.
    """
    known = np.flatnonzero(~np.isnan(offered))
    expected = is_open.copy()
    expected[: known[0]] = expected[known[-1] :] = False
    missing = expected & np.isnan(offered)
    if not missing.any():
        return Filled(offered, ())
    treatment = np.full(grid.n, FILLED)
    treatment[missing] = _left_open(grid, expected, missing)[missing]
    at = np.flatnonzero(missing & (treatment == FILLED))
    values = _medians(grid, offered, at)
    treatment[at[np.isnan(values)]] = NO_DONOR
    filled = offered.copy()
    filled[at] = values
    return Filled(filled, _report(grid, queue, expected, missing, treatment))


def _left_open(grid: Grid, expected: BoolArray, missing: BoolArray) -> NDArray[np.int64]:
    day = grid.local_day - grid.local_day[0]
    total, gone = np.bincount(day, expected), np.bincount(day, missing)
    per_day = np.where(gone > 0.5 * total, MOST_OF_DAY, FILLED)
    per_day[(gone == total) & (total > 0)] = WHOLE_DAY
    return per_day[day]


def _medians(grid: Grid, offered: FloatArray, at: NDArray[np.int64]) -> FloatArray:
    """Median of the donors of each interval in ``at``, NaN without any."""
    day, slot = grid.local_day - grid.local_day[0], _slot(grid)
    sheet = np.full((int(day[-1]) + 1, 86_400 // grid.interval_s), np.nan)
    sheet[day, slot] = offered
    weeks = [week for week in range(-WEEKS_EITHER_SIDE, WEEKS_EITHER_SIDE + 1) if week]
    donor_day = day[at][:, None] + 7 * np.array(weeks)
    inside = (donor_day >= 0) & (donor_day < len(sheet))
    donors = np.where(inside, sheet[np.where(inside, donor_day, 0), slot[at][:, None]], np.nan)
    medians = np.full(len(at), np.nan)
    some = ~np.isnan(donors).all(axis=1)
    medians[some] = np.nanmedian(donors[some], axis=1)
    return medians


def _report(
    grid: Grid, queue: str, expected: BoolArray, missing: BoolArray, treatment: NDArray[np.int64]
) -> tuple[Gap, ...]:
    """One gap a run: open intervals in a row, closed hours between them ignored, treated alike."""
    order = np.cumsum(expected)  # position among the open intervals
    at = np.flatnonzero(missing)
    breaks = (np.diff(order[at]) != 1) | (np.diff(treatment[at]) != 0)
    runs = np.split(at, np.flatnonzero(breaks) + 1)
    return tuple(
        Gap(
            queue,
            int(grid.starts_s[run[0]]),
            int(grid.starts_s[run[-1]]) + grid.interval_s,
            TREATMENTS[treatment[run[0]]],
        )
        for run in runs
    )


def _slot(grid: Grid) -> NDArray[np.int64]:
    return grid.local_minute * 60 // grid.interval_s
