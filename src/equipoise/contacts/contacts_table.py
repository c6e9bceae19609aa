"""The contacts table: ``queue, arrival, answered, ended, abandoned``, times or blank."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import polars as pl

from .assemble import assemble
from .records import ContactRecords, FloatArray, IntArray

TIMES = ("arrival", "answered", "ended", "abandoned")
COLUMNS = ("queue", *TIMES)
EPOCH = datetime(1970, 1, 1)


def table_records(frame: pl.DataFrame, rows: IntArray) -> ContactRecords:
    """Records of a frame with :data:`COLUMNS`.

    Times are text (ISO 8601), datetimes, or numbers (Unix seconds). With an offset they are compared as
    instants; without one all times of a row are taken to be of one clock.
    """
    names = frame["queue"].cast(pl.String).to_list()
    wall, instant, unreadable = zip(*(_times(frame[name]) for name in TIMES), strict=True)
    arrival, answered, ended, abandoned = instant
    was_answered, gave_up = ~np.isnan(answered), ~np.isnan(abandoned)
    faults = [
        ("no queue", np.array([not name for name in names], dtype=np.bool_)),
        ("a time cannot be read", np.any(unreadable, axis=0)),
        ("no time of arrival", np.isnan(arrival)),
        ("both answered and abandoned", was_answered & gave_up),
        ("neither answered nor abandoned", ~was_answered & ~gave_up),
        ("answered before arrival", answered < arrival),
        ("abandoned before arrival", abandoned < arrival),
        ("ended before answered", ended < answered),
        ("ended but never answered", ~np.isnan(ended) & ~was_answered & ~gave_up),
    ]
    wait = np.where(was_answered, answered, abandoned) - arrival
    return assemble(names, rows, faults, wall[0], wait, was_answered, ended - answered)


def _times(column: pl.Series) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Wall-clock seconds, seconds that can be compared (NaN: blank), and where text is no time."""
    if column.dtype.is_numeric():
        seconds = column.cast(pl.Float64).fill_null(np.nan).to_numpy()
        return seconds, seconds, np.zeros(seconds.size, dtype=np.bool_)
    pairs = [_time(value) for value in column.to_list()]
    wall, instant = np.array(pairs, dtype=float).reshape(-1, 2).T
    return wall, instant, np.isinf(wall)


def _time(value: object) -> tuple[float, float]:
    """Wall clock and instant; NaN for a blank, infinity for what is no time."""
    if value is None:
        return np.nan, np.nan
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return np.inf, np.inf
    wall = (moment.replace(tzinfo=None) - EPOCH).total_seconds()
    return wall, wall - (moment.utcoffset() or timedelta()).total_seconds()
