"""Whether a row names somebody."""

from __future__ import annotations

from collections.abc import Collection

from ..rows import Row


def known_worker(row: Row, workers: Collection[str]) -> str:
    """The row's worker, who must stand in ``workers.csv``."""
    name = row.text("worker")
    if name not in workers:
        raise row.wrong("worker", f"unknown worker {name!r}: not in workers.csv")
    return name
