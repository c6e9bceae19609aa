"""Counts and handle times of a history's rows, checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from equipoise.timegrid import Zone

from .starts import read_starts
from .table import Table

FloatArray = NDArray[np.float64]
MEASURES = ("offered", "answered", "abandoned", "aht_s")


@dataclass(frozen=True)
class Rows:
    """All rows, ordered by queue and start.

    ``at`` is each row's position in the table, ``queue`` indexes ``queues``; ``measures`` has
    shape ``(4, n_rows)`` in the order of ``MEASURES``, NaN where nothing is recorded.
    """

    queues: tuple[str, ...]
    at: NDArray[np.int64]
    queue: NDArray[np.int64]
    start_s: NDArray[np.int64]
    measures: FloatArray


MOST_CONTACTS = 10_000_000


def read_values(table: Table, zone: Zone, queues: Sequence[str] | None) -> Rows:
    """Every row's values.

    Raises
    ------
    InvalidInput
        An unknown queue, a queue without rows, a wrong start, count or handle time, or an
        interval that occurs twice.
    """
    names, queue = _queues(table, queues)
    start = read_starts(table, zone)
    offered = _counts(table, "offered", required=True)
    answered, abandoned = _counts(table, "answered"), _counts(table, "abandoned")
    _refuse_more_than_offered(table, offered, answered, abandoned)
    aht = _handle_times(table, np.where(np.isnan(answered), offered, answered))
    order = np.lexsort((start, queue))
    rows = Rows(
        names, order, queue[order], start[order], np.stack((offered, answered, abandoned, aht))[:, order]
    )
    _refuse_duplicates(table, rows)
    return rows


def _queues(table: Table, queues: Sequence[str] | None) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    column = table.frame["queue"].cast(pl.String)
    if column.null_count():
        raise table.wrong(int(column.is_null().arg_max() or 0), "queue", "a value is required")
    names = tuple(queues) if queues is not None else tuple(sorted(column.unique()))
    unknown = ~column.is_in(list(names))
    if unknown.any():
        at = int(unknown.arg_max() or 0)
        raise table.wrong(at, "queue", f"unknown queue {column[at]!r}; known: {', '.join(names)}")
    if absent := set(names) - set(column.unique()):
        raise table.wrong_throughout("queue", f"no row for queue {min(absent)!r}")
    index = pl.Series(range(len(names)), dtype=pl.Int64)
    return names, column.replace_strict(list(names), index, return_dtype=pl.Int64).to_numpy()


def _numbers(table: Table, column: str, *, required: bool) -> FloatArray:
    """A column as floats, NaN where blank."""
    if column not in table.frame.columns:
        return np.full(table.frame.height, np.nan)
    raw = table.frame[column]
    blank = raw.is_null()
    if required and blank.any():
        raise table.wrong(int(blank.arg_max() or 0), column, "a value is required")
    values = raw.cast(pl.Float64, strict=False)
    bad = (~blank & ~values.is_finite().fill_null(False)).to_numpy()
    _refuse(table, column, bad, lambda text: f"'{text}' is not a number{_comma_hint(text)}")
    return values.fill_null(np.nan).to_numpy().astype(np.float64)


def _counts(table: Table, column: str, *, required: bool = False) -> FloatArray:
    values = _numbers(table, column, required=required)
    _refuse(table, column, values < 0, lambda text: f"{text} is negative")
    _refuse(
        table,
        column,
        np.nan_to_num(values) > MOST_CONTACTS,
        lambda text: f"{text} is more than {MOST_CONTACTS:,} contacts in an interval",
    )
    _refuse(table, column, np.nan_to_num(values) % 1 != 0, lambda text: f"{text} is not a whole number")
    return values


def _handle_times(table: Table, handled: FloatArray) -> FloatArray:
    """Mean handle times; a 0 beside no handled contact is how exports write 'none'."""
    values = _numbers(table, "aht_s", required=False)
    values[(values == 0) & (handled == 0)] = np.nan
    _refuse(table, "aht_s", values <= 0, lambda text: f"{text} is not above 0")
    return values


def _refuse_more_than_offered(
    table: Table, offered: FloatArray, answered: FloatArray, abandoned: FloatArray
) -> None:
    parts = np.nan_to_num(answered) + np.nan_to_num(abandoned)
    if (bad := parts > offered).any():
        at = int(np.argmax(bad))
        column = "answered" if not np.isnan(answered[at]) else "abandoned"
        reason = f"answered and abandoned together ({parts[at]:g}) exceed offered ({offered[at]:g})"
        raise table.wrong(at, column, reason)


def _refuse_duplicates(table: Table, rows: Rows) -> None:
    same = np.flatnonzero((np.diff(rows.queue) == 0) & (np.diff(rows.start_s) == 0))
    if len(same):
        pair = same[np.argmin(rows.at[same + 1])]  # the order is stable: a pair's first row comes first
        name, row = rows.queues[rows.queue[pair]], table.frame["row"][int(rows.at[pair])]
        reason = f"queue {name!r} has this interval in row {row} already"
        raise table.wrong(int(rows.at[pair + 1]), "start", reason)


def _refuse(table: Table, column: str, bad: NDArray[np.bool_], reason: Callable[[str], str]) -> None:
    if bad.any():
        at = int(np.argmax(bad))
        raise table.wrong(at, column, reason(str(table.frame[column][at])))


def _comma_hint(text: str) -> str:
    return ": write a decimal point, not a comma" if re.fullmatch(r"-?\d+,\d+", text) else ""
