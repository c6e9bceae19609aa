"""Forecasts and requirements as files, in the form that the commands give them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from equipoise_web.service.models import (
    Forecast,
    ForecastInterval,
    Requirement,
    RequirementInterval,
)

FORECAST = ("mean", "q05", "q10", "q25", "q50", "q75", "q90", "q95", "aht_s")
REQUIREMENT = ("load_erl", "agents_net", "agents_planned", "service_level", "occupancy")
SAMPLE = (
    ("queue", "start", "offered", "answered", "abandoned", "aht_s"),
    ("{queue}", "2026-01-05T09:00+01:00", "12", "11", "1", "245.5"),
    ("{queue}", "2026-01-05T09:15+01:00", "9", "9", "0", "251"),
    ("{queue}", "2026-01-05T09:30+01:00", "15", "13", "2", "238"),
)


class _Line:
    """Gives a written line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def forecast_lines(forecast: Forecast) -> Iterator[str]:
    """``queue,start,mean,…,aht_s`` of all queues."""
    rows = ForecastInterval.objects.filter(forecast=forecast)
    return _lines(rows, FORECAST, forecast.centre.timezone)


def requirement_lines(requirement: Requirement) -> Iterator[str]:
    """``queue,start,load_erl,agents_net,agents_planned,service_level,occupancy`` of all queues."""
    rows = RequirementInterval.objects.filter(requirement=requirement)
    return _lines(rows, REQUIREMENT, requirement.forecast.centre.timezone)


def sample_lines(queue: str) -> Iterator[str]:
    """A history of three intervals, to see what a file looks like."""
    return _written([cell.replace("{queue}", queue) for cell in row] for row in SAMPLE)


def _lines(rows: Any, columns: tuple[str, ...], zone: str) -> Iterator[str]:
    ordered = rows.order_by("queue__position", "queue", "starts_at")
    values = ordered.values_list("queue__name", "starts_at", *columns).iterator()
    yield from _written([("queue", "start", *columns)])
    yield from _written(_row(row, ZoneInfo(zone)) for row in values)


def _row(row: tuple[Any, ...], zone: ZoneInfo) -> list[Any]:
    queue, start, *values = row
    return [
        inert(queue),
        _local(start, zone),
        *("" if value is None else f"{value:.6g}" for value in values),
    ]


def inert(name: str) -> str:
    """A name that a spreadsheet does not take for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t" else name


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat()


def _written(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    for row in rows:
        yield writer.writerow(row)
