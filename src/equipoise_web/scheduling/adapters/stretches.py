"""Rows of rosters as the library's stretches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from equipoise.timegrid import Stretch
from equipoise_web.service.instants import instant, seconds

__all__ = ["as_stretches", "instant", "seconds"]

COLUMNS = ("worker__number", "starts_at", "ends_at", "activity", "queue__name")


def as_stretches(rows: Any, **fixed: Any) -> tuple[Stretch, ...]:
    """A queryset of rows with worker, times, activity and queue as stretches, in order."""
    return tuple(sorted(_stretches(rows.values_list(*COLUMNS), fixed)))


def _stretches(rows: Iterable[Any], fixed: dict[str, Any]) -> Iterable[Stretch]:
    for worker, starts_at, ends_at, activity, queue in rows:
        yield Stretch(worker, seconds(starts_at), seconds(ends_at), activity, queue or "", **fixed)
