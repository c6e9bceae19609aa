"""Tables of a plan: ``forecast.csv``, ``requirement.csv``, ``coverage.csv``."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from equipoise.forecast import Forecast
from equipoise.roster import Problem, Result
from equipoise.staffing import Requirement
from equipoise.timegrid import Grid, format_instant

from .forecasts import QUANTILES, read_forecast

__all__ = ["read_forecast", "write_coverage", "write_forecast", "write_intervals", "write_requirement"]

FloatArray = NDArray[np.float64]
DECIMALS = 6


def write_forecast(path: Path, forecast: Forecast) -> None:
    """One row a queue and interval of the whole grid; closed intervals have mean 0."""
    ones = np.ones_like(forecast.mean)
    columns = {
        "mean": forecast.mean,
        **{name: forecast.quantiles[:, i] for i, name in enumerate(QUANTILES)},
        "aht_s": forecast.aht_s,
        "day_cv": ones * forecast.day_cv[:, None],
        "interval_cv": ones * forecast.interval_cv[:, None],
    }
    write_intervals(path, forecast.grid, forecast.queues, columns)


def write_requirement(path: Path, requirement: Requirement) -> None:
    """One row a queue and interval of the whole grid; what does not apply stays blank."""
    names = ("load_erl", "agents_net", "agents_planned", "service_level", "occupancy", "backlog")
    columns = {name: getattr(requirement, name) for name in names}
    write_intervals(path, requirement.grid, requirement.queues, columns)


def write_coverage(path: Path, problem: Problem, result: Result) -> None:
    """Agents required and scheduled in every interval, and the difference (negative: short)."""
    columns = {
        "required": problem.required,
        "scheduled": result.coverage,
        "difference": result.coverage - problem.required,
    }
    write_intervals(path, problem.grid, problem.queues, columns)


def write_intervals(path: Path, grid: Grid, queues: Sequence[str], columns: dict[str, FloatArray]) -> None:
    """``queue,start`` and columns of shape ``(n_queues, grid.n)``; NaN is blank, six decimals at most."""
    starts = [format_instant(int(start), grid.clock) for start in grid.starts_s]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["queue", "start", *columns])
        for index, queue in enumerate(queues):
            values = zip(*(column[index].tolist() for column in columns.values()), strict=True)
            for start, row in zip(starts, values, strict=True):
                writer.writerow([queue, start, *map(number_text, row)])


def number_text(value: float) -> str:
    """A number without needless zeros, blank for NaN."""
    if math.isnan(value):
        return ""
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
