"""History files -> :class:`equipoise.contacts.History`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from equipoise.contacts import Gap, History
from equipoise.timegrid import Grid, OpeningHours, zone

from ..source import HISTORY, Limit
from .gaps import BoolArray, fill_gaps, usually_open
from .interval import native_grid, parts_per_interval
from .table import read_table
from .total import coarser, mean_handle_time, total_counts
from .values import MEASURES, Rows, read_values


def read_history(
    path: Path,
    *,
    timezone: str,
    interval_minutes: int | None,
    queues: Sequence[str] | None,
    opening: OpeningHours | None,
    columns: Mapping[str, str] | None = None,
    limit: Limit = HISTORY,
) -> History:
    """Read csv, csv.gz or parquet.

    Parameters
    ----------
    timezone
        IANA zone of the grid, and of starts written without an offset.
    interval_minutes
        Length of the intervals wanted; ``None`` keeps the file's own. Shorter rows are summed.
    queues
        The queues expected, in the order wanted; ``None`` takes those of the file. Where the file
        has no queue column, the one queue expected, or ``all``.
    opening
        Hours in which a row is expected; ``None`` takes the hours usually present by weekday.
    columns
        Our column names and the file's, ``{"start": "start_local", "offered": "calls"}``.

    Raises
    ------
    InvalidInput
        Names file, row and column; see ``docs/reference/formats.md`` for every reason.
    """
    only_queue = "all" if queues is None else queues[0] if len(queues) == 1 else None
    table = read_table(path, columns or {}, only_queue, limit)
    rows = read_values(table, zone(timezone), queues)
    native = native_grid(table, rows, zone(timezone), interval_minutes)
    parts = parts_per_interval(table.file, native, interval_minutes)
    sheets = _lay_out(rows, native)
    is_open = _open(native, sheets[0], opening)
    offered, gaps = _fill(native, rows.queues, sheets[0], is_open)
    return _history(native, parts, rows.queues, (offered, *sheets[1:]), is_open, gaps)


def _lay_out(rows: Rows, grid: Grid) -> NDArray[np.float64]:
    """All measures on the grid, shape ``(4, n_queues, n)``."""
    sheets = np.full((len(MEASURES), len(rows.queues), grid.n), np.nan)
    sheets[:, rows.queue, (rows.start_s - grid.start_s) // grid.interval_s] = rows.measures
    return sheets


def _open(grid: Grid, offered: NDArray[np.float64], opening: OpeningHours | None) -> BoolArray:
    if opening is not None:
        return np.broadcast_to(opening.mask(grid), offered.shape)
    return np.stack([usually_open(grid, row) for row in offered])


def _fill(
    grid: Grid, queues: tuple[str, ...], offered: NDArray[np.float64], is_open: BoolArray
) -> tuple[NDArray[np.float64], tuple[Gap, ...]]:
    filled = [fill_gaps(grid, *each) for each in zip(queues, offered, is_open, strict=True)]
    return np.stack([each.offered for each in filled]), tuple(gap for each in filled for gap in each.gaps)


def _history(
    native: Grid,
    parts: int,
    queues: tuple[str, ...],
    sheets: Sequence[NDArray[np.float64]],
    is_open: BoolArray,
    gaps: tuple[Gap, ...],
) -> History:
    offered, answered, abandoned, aht = sheets
    needed = is_open | ~np.isnan(offered)  # a count beside an unknown one would be too low
    handled = np.where(np.isnan(answered), offered, answered)
    return History(
        grid=coarser(native, parts),
        queues=queues,
        offered=total_counts(offered, is_open, parts),
        answered=total_counts(answered, needed, parts),
        abandoned=total_counts(abandoned, needed, parts),
        aht_s=mean_handle_time(aht, handled, parts),
        gaps=gaps,
    )
