"""Dates as text; on its own, for those who need nothing of the interval grid."""

from __future__ import annotations

from datetime import date

from equipoise.errors import InvalidInput


def parse_date(text: str) -> date:
    """A date written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(f"{text!r} is not a date (YYYY-MM-DD)") from None
