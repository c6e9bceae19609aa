"""Starts of intervals as Unix seconds, many at once, with clock changes taken seriously."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from equipoise.timegrid import Zone

from ..rows import FIRST_S, LAST_S
from .table import Table

DAY_S = 86_400
ISO = (
    r"^(?<day>\d{4}-\d\d-\d\d)[T ](?<clock>\d\d:\d\d)(?::(?<second>\d\d)(?:\.0+)?)?"
    r"(?:\s?(?<offset>Z|(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)?))?$"
)


def read_starts(table: Table, zone: Zone) -> NDArray[np.int64]:
    """Unix seconds of every row's ``start``; a time without offset is local to ``zone``.

    Raises
    ------
    InvalidInput
        A start is missing, not ISO 8601, skipped by the clock or, without offset, occurs twice.
    """
    column = table.frame["start"]
    texts = pl.DataFrame({"start": column.unique()})
    wall, offset = _parse(texts["start"])
    instants, reasons = _instants(wall, offset, zone)
    known = texts.with_columns(instant=pl.Series(instants), reason=pl.Series(reasons, dtype=pl.Int8))
    rows = pl.DataFrame({"start": column}).join(
        known, on="start", how="left", nulls_equal=True, maintain_order="left"
    )
    bad = rows["reason"].to_numpy() > 0
    if bad.any():
        at = int(np.argmax(bad))
        raise table.wrong(at, "start", _explain(int(rows["reason"][at]), column[at], zone))
    return rows["instant"].to_numpy()


def _parse(starts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Wall-clock seconds since 1970 (null: unreadable) and offset in seconds (null: none written)."""
    if starts.dtype == pl.Date:
        starts = starts.cast(pl.Datetime("us"))
    if isinstance(starts.dtype, pl.Datetime):
        whole = starts.dt.epoch("us") % 1_000_000 == 0
        wall = pl.select(pl.when(whole).then(starts.dt.epoch("s"))).to_series()
        aware = starts.dtype.time_zone is not None
        return wall, pl.Series([0 if aware else None], dtype=pl.Int64).new_from_index(0, len(starts))
    parts = starts.cast(pl.String).str.extract_groups(ISO).struct.unnest()
    text = parts["day"] + " " + parts["clock"] + ":" + parts["second"].fill_null("00")
    wall = text.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False).dt.epoch("s")
    return wall, _offsets(parts)


def _offsets(parts: pl.DataFrame) -> pl.Series:
    hours, minutes = (pl.col(name).cast(pl.Int64, strict=False).fill_null(0) for name in ("hours", "minutes"))
    sign = pl.when(pl.col("sign") == "-").then(-1).otherwise(1)
    seconds = sign * (hours * 3600 + minutes * 60)
    return parts.select(pl.when(pl.col("offset").is_not_null()).then(seconds)).to_series()


UNREADABLE, OUT_OF_RANGE, SKIPPED, TWICE = 1, 2, 3, 4


def _instants(wall: pl.Series, offset: pl.Series, zone: Zone) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Unix seconds and the reason (0: none) why a start cannot be used."""
    reason = np.where(wall.is_null(), UNREADABLE, 0).astype(np.int8)
    seconds = wall.fill_null(0).to_numpy()
    reason[(reason == 0) & ((seconds < FIRST_S) | (seconds >= LAST_S))] = OUT_OF_RANGE
    instants = seconds - offset.fill_null(0).to_numpy()
    local = offset.is_null().to_numpy() & (reason == 0)
    instants[local], reason[local] = localise(seconds[local], zone)
    return instants, reason


def localise(wall_s: NDArray[np.int64], zone: Zone) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Unix seconds of local wall-clock seconds, and 0, ``SKIPPED`` or ``TWICE`` for each.

    Around a clock change only the offsets of the day before and the day after can hold.
    """
    before = wall_s - zone.offset_s(wall_s - DAY_S)
    after = wall_s - zone.offset_s(wall_s + DAY_S)
    right_before = before + zone.offset_s(before) == wall_s
    right_after = after + zone.offset_s(after) == wall_s
    reason = np.where(right_before | right_after, 0, SKIPPED)
    reason[right_before & right_after & (before != after)] = TWICE
    return np.where(right_before, before, after), reason.astype(np.int8)


def _explain(reason: int, value: object, zone: Zone) -> str:
    if value is None:
        return "a value is required"
    return {
        UNREADABLE: f"'{value}' is not a time such as 2026-01-31 09:15 or 2026-01-31T09:15+01:00",
        OUT_OF_RANGE: f"'{value}' is not between 1970 and 2199",
        SKIPPED: f"'{value}' does not exist in {zone.name}: the clock skipped it",
        TWICE: f"'{value}' occurs twice in {zone.name}: write it with its offset",
    }[reason]
