"""Payroll hours as CSV and as a JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from equipoise_web.core.models import Centre
from equipoise_web.people.files.writing import csv_text
from equipoise_web.scheduling.payroll.profile import CSV_COLUMNS, NAMES, PROFILE
from equipoise_web.scheduling.payroll.rows import Row


def as_csv(centre: Centre, rows: Sequence[Row]) -> str:
    """The profile as CSV; a worker's number never becomes a formula."""
    fixed = (PROFILE, centre.timezone)
    return csv_text(CSV_COLUMNS, ((*fixed, *(row[name] for name in NAMES)) for row in rows))


def as_document(
    centre: Centre, first: date, last: date, rows: Sequence[Row], made_at: datetime
) -> dict[str, Any]:
    """The profile as a JSON value."""
    return {
        "profile": PROFILE,
        "centre": {"id": str(centre.uuid), "name": centre.name},
        "timezone": centre.timezone,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "made_at": made_at.isoformat(),
        "rows": list(rows),
    }
