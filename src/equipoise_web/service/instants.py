"""Unix seconds and aware datetimes."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(moment: datetime) -> int:
    """Unix seconds of an aware datetime."""
    return int(moment.timestamp())


def instant(at_s: int) -> datetime:
    """An aware datetime in UTC."""
    return datetime.fromtimestamp(int(at_s), UTC)
