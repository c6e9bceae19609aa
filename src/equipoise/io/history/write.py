""":class:`equipoise.contacts.History` -> csv, csv.gz or parquet."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import numpy as np
import polars as pl

from equipoise.contacts import History
from equipoise.timegrid import format_instant


def write_history(path: Path, history: History) -> None:
    """One row for every queue and interval whose contacts are known; the name decides the format.

    The same history gives the same bytes.
    """
    frame = _frame(history)
    if path.suffix == ".parquet":
        frame.write_parquet(path)
        return
    text = io.BytesIO()
    frame.write_csv(text)
    content = text.getvalue()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def _frame(history: History) -> pl.DataFrame:
    queue, at = np.nonzero(~np.isnan(history.offered))
    starts = np.array([format_instant(int(s), history.grid.clock) for s in history.grid.starts_s])
    measures = {
        "offered": history.offered,
        "answered": history.answered,
        "abandoned": history.abandoned,
        "aht_s": history.aht_s.round(3),
    }
    columns = {"queue": np.array(history.queues)[queue], "start": starts[at]}
    columns |= {name: values[queue, at] for name, values in measures.items()}
    frame = pl.DataFrame(columns).with_columns(pl.col(*measures).fill_nan(None))
    frame = frame.with_columns(pl.col("offered", "answered", "abandoned").round(0).cast(pl.Int64))
    empty = [name for name in ("answered", "abandoned", "aht_s") if frame[name].null_count() == frame.height]
    return frame.drop(empty)
