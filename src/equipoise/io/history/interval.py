"""The interval that a history was recorded in, told from the rows themselves."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from equipoise.errors import InvalidInput
from equipoise.timegrid import Grid, Zone
from equipoise.timegrid.grid import INTERVAL_MINUTES

from .table import Table
from .values import Rows

DAY_S = 86_400
SUPPORTED_S = tuple(60 * minutes for minutes in INTERVAL_MINUTES)
MINUTES = ", ".join(map(str, INTERVAL_MINUTES))
MAX_CELLS = 20_000_000
REGULAR_SHARE, REGULAR_ROWS = 0.8, 4  # so many equal gaps make another interval, fewer are missing rows


def native_grid(table: Table, rows: Rows, zone: Zone, wanted_minutes: int | None) -> Grid:
    """Whole local days from the first to the last row, in the file's own interval.

    The interval is the commonest distance between consecutive rows of a queue within a day;
    among equally common ones the wanted interval, else the shortest.

    Raises
    ------
    InvalidInput
        The interval cannot be told, is not supported, is mixed, does not hold a row's start, or
        the history is too long.
    """
    local_s = rows.start_s + zone.offset_s(rows.start_s)
    _refuse_odd_starts(table, rows, local_s)
    days = local_s // DAY_S
    seconds = _native_seconds(table, rows, days, wanted_minutes)
    _refuse_mixed(table, rows, days, seconds)
    first, last = int(days.min()), int(days.max())
    if (last - first + 1) * (DAY_S // seconds) * len(rows.queues) > MAX_CELLS:
        reason = f"more than {MAX_CELLS:,} intervals from first to last row: the limit"
        raise table.wrong_throughout("start", reason)
    grid = Grid.over_days(_date(first), last - first + 1, seconds // 60, zone.name)
    _refuse_off_grid(table, rows, (rows.start_s - grid.start_s) % seconds != 0, f"{seconds // 60} minutes")
    return grid


def parts_per_interval(file: str, native: Grid, interval_minutes: int | None) -> int:
    """How many native intervals make one of ``interval_minutes``."""
    have = native.interval_s // 60
    want = have if interval_minutes is None else interval_minutes
    if want < have:
        reason = f"rows are {have} minutes apart, coarser than {want}: set interval_minutes to {have}"
        raise InvalidInput(reason, file, field="start")
    if want % have:
        fitting = ", ".join(str(m) for m in INTERVAL_MINUTES if m % have == 0)
        reason = (
            f"{have}-minute rows do not add up to {want} minutes: set interval_minutes to one of {fitting}"
        )
        raise InvalidInput(reason, file, field="start")
    return want // have


def _native_seconds(table: Table, rows: Rows, days: NDArray[np.int64], wanted_minutes: int | None) -> int:
    gaps, counts = np.unique(np.diff(rows.start_s)[_same_day(rows, days)], return_counts=True)
    if not len(gaps):
        reason = "the interval cannot be told: no queue has two rows on the same day"
        raise table.wrong_throughout("start", reason)
    wanted = gaps == 60 * (wanted_minutes or 0)
    seconds = int(gaps[np.lexsort((-gaps, wanted, counts))[-1]])
    if seconds not in SUPPORTED_S:
        reason = f"rows are {seconds / 60:g} minutes apart, which is not one of {MINUTES}"
        raise table.wrong_throughout("start", reason)
    return seconds


def _same_day(rows: Rows, days: NDArray[np.int64]) -> NDArray[np.bool_]:
    return (np.diff(rows.queue) == 0) & (np.diff(days) == 0)


def _refuse_mixed(table: Table, rows: Rows, days: NDArray[np.int64], seconds: int) -> None:
    same = _same_day(rows, days)
    gaps = pl.DataFrame(
        {"queue": rows.queue[1:][same], "day": days[1:][same], "gap": np.diff(rows.start_s)[same]}
    ).with_columns(at=pl.Series(rows.at[:-1][same]))
    per_day = gaps.group_by("queue", "day", "gap").agg(pl.len(), pl.min("at"))
    share = pl.col("len") / pl.col("len").sum().over("queue", "day")
    other = per_day.filter(
        (pl.col("gap") != seconds) & (share >= REGULAR_SHARE) & (pl.col("len") >= REGULAR_ROWS)
    ).sort("at")
    if other.height:
        day, gap, at = (int(other[name][0]) for name in ("day", "gap", "at"))
        reason = f"rows of {_date(day)} are {gap / 60:g} minutes apart, most others {seconds / 60:g}"
        raise table.wrong(at, "start", f"{reason}: a file has one interval, and a row for every interval")


def _refuse_odd_starts(table: Table, rows: Rows, local_s: NDArray[np.int64]) -> None:
    """Starts that no supported interval has, before the interval itself is told from the rows."""
    on_some_grid = np.zeros(len(local_s), dtype=np.bool_)
    for seconds in SUPPORTED_S:
        on_some_grid |= local_s % seconds == 0
    _refuse_off_grid(table, rows, ~on_some_grid, f"{MINUTES} minutes")


def _refuse_off_grid(table: Table, rows: Rows, off: NDArray[np.bool_], grid: str) -> None:
    if off.any():
        at = int(rows.at[off].min())
        raise table.wrong(at, "start", f"'{table.frame['start'][at]}' is not on a grid of {grid}")


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
