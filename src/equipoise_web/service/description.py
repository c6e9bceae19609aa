"""A centre's description judged by the library's own reader, so that pages and files refuse alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from equipoise.errors import InvalidInput
from equipoise_web.service.models import CentreSettings, Queue

QUEUE_FIELDS = (
    "name",
    "channel",
    "aht_s",
    "answered_within_s",
    "share",
    "definition",
    "floor_share",
    "patience_s",
    "concurrency",
    "deadline_h",
    "reserve",
    "max_occupancy",
)
# Keys that are refused for other channels say nothing at these values.
SILENT = {"concurrency": 1, "reserve": 0}
# The smallest document that the reader takes; the part that is judged stands in for its own here.
_SMALLEST: dict[str, Any] = {
    "name": "centre",
    "timezone": "UTC",
    "packs": ["eu"],
    "opening": {"mon": ["00:00-24:00"]},
    "queue": [{"name": "queue"}],
    "shift": [{"starts": ["00:00"], "lengths_h": [8.0]}],
}


def queue_table(values: Mapping[str, Any]) -> dict[str, Any]:
    """A queue's values as the ``[[queue]]`` of ``centre.toml``."""
    said = {key: values[key] for key in QUEUE_FIELDS if values.get(key) is not None}
    return {key: value for key, value in said.items() if SILENT.get(key) != value}


def values_of(queue: Queue) -> dict[str, Any]:
    """What a queue says, by the names of its fields."""
    return {key: getattr(queue, key) for key in QUEUE_FIELDS}


def refuse_queue(values: Mapping[str, Any]) -> None:
    """InvalidInput where the library would not take such a queue; names the field."""
    judge({"queue": [queue_table(values)]})


def refuse_settings(settings: CentreSettings) -> None:
    """InvalidInput where the library would not take such opening hours or shrinkage; names the field."""
    judge(
        {
            "interval_minutes": settings.interval_minutes,
            "holidays": settings.holidays,
            "opening": settings.opening,
            "shrinkage": {"unplanned": settings.unplanned_shrinkage},
        }
    )


def judge(parts: dict[str, Any]) -> None:
    """InvalidInput where the library would not take these parts of ``centre.toml``; names the field."""
    from equipoise.io.centre import centre_from

    try:
        centre_from(_SMALLEST | parts, "centre")
    except InvalidInput as error:
        field = (error.field or "").rpartition(".")[2] or None
        raise InvalidInput(error.reason, field=field) from None
