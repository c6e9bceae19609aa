"""Reading ``forecast.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import Centre
from equipoise.errors import InvalidInput
from equipoise.forecast import LEVELS, Forecast
from equipoise.timegrid import Grid, zone

from .rows import Row, read_rows

FloatArray = NDArray[np.float64]
QUANTILES = tuple(f"q{round(level * 100):02d}" for level in LEVELS)
REQUIRED = ("queue", "start", "mean", *QUANTILES)
OPTIONAL = ("aht_s", "day_cv", "interval_cv")
NORMAL_90 = 3.2897  # width of the central 90 % of a normal distribution in standard deviations


def read_forecast(path: Path, centre: Centre) -> Forecast:
    """A forecast in the centre's intervals, on whole local days from first to last row.

    Intervals without a row are closed. A blank ``aht_s`` is the queue's own. Without ``day_cv``
    and ``interval_cv`` the spread of the quantiles beyond Poisson counts as a day effect.

    Raises
    ------
    InvalidInput
        A column is missing, a queue is unknown or absent, quantiles fall, an interval occurs
        twice or is not one of the centre's.
    """
    rows = list(read_rows(path, REQUIRED, OPTIONAL))
    if not rows:
        raise InvalidInput("the file has a header but no rows", file=str(path))
    clock = zone(centre.timezone)
    starts = np.array([row.instant("start", clock)[0] for row in rows], dtype=np.int64)
    grid = _grid(starts, centre)
    cells = _cells(rows, starts, grid, [queue.name for queue in centre.queues])
    return _forecast(rows, cells, grid, centre)


def _grid(starts: NDArray[np.int64], centre: Centre) -> Grid:
    days = (starts + zone(centre.timezone).offset_s(starts)) // 86_400
    first = date(1970, 1, 1) + timedelta(days=int(days.min()))
    return Grid.over_days(first, int(days.max() - days.min()) + 1, centre.interval_minutes, centre.timezone)


def _cells(
    rows: Sequence[Row], starts: NDArray[np.int64], grid: Grid, queues: list[str]
) -> dict[tuple[int, int], Row]:
    """The row of each queue and interval."""
    cells: dict[tuple[int, int], Row] = {}
    for row, start in zip(rows, starts.tolist(), strict=True):
        name = row.text("queue")
        if name not in queues:
            raise row.wrong("queue", f"unknown queue {name!r}; known: {', '.join(queues)}")
        if (start - grid.start_s) % grid.interval_s:
            reason = f"not the start of one of the centre's {grid.interval_s // 60}-minute intervals"
            raise row.wrong("start", reason)
        other = cells.setdefault((queues.index(name), grid.index(start)), row)
        if other is not row:
            raise row.wrong("start", f"queue {name!r} has this interval in row {other.number} already")
    if absent := set(range(len(queues))) - {queue for queue, _ in cells}:
        raise InvalidInput(f"no row for queue {queues[min(absent)]!r}", rows[0].file, field="queue")
    return cells


def _forecast(rows: Sequence[Row], cells: dict[tuple[int, int], Row], grid: Grid, centre: Centre) -> Forecast:
    shape = (len(centre.queues), grid.n)
    mean, quantiles = np.zeros(shape), np.zeros((shape[0], len(QUANTILES), shape[1]))
    aht = np.repeat([[queue.aht_s] for queue in centre.queues], grid.n, axis=1)
    for (queue, at), row in cells.items():
        mean[queue, at] = _number(row, "mean")
        quantiles[queue, :, at] = _quantiles(row)
        aht[queue, at] = _handle_time(row, aht[queue, at])
    day_cv = _variation(cells, "day_cv", shape[0])
    interval_cv = _variation(cells, "interval_cv", shape[0])
    if day_cv is None or interval_cv is None:
        day_cv, interval_cv = (
            np.array([_spread(*each) for each in zip(mean, quantiles, strict=True)]),
            np.zeros(shape[0]),
        )
    names = tuple(queue.name for queue in centre.queues)
    return Forecast(grid, names, mean, quantiles, aht, day_cv, interval_cv, ("read from file",) * len(names))


def _number(row: Row, field: str) -> float:
    row.text(field)
    return row.number_or_none(field) or 0.0


def _quantiles(row: Row) -> list[float]:
    values = [_number(row, name) for name in QUANTILES]
    for i in range(1, len(values)):
        if values[i] < values[i - 1]:
            raise row.wrong(QUANTILES[i], f"{values[i]:g} is less than {QUANTILES[i - 1]}, {values[i - 1]:g}")
    return values


def _handle_time(row: Row, default: float) -> float:
    value = row.number_or_none("aht_s")
    if value == 0:
        raise row.wrong("aht_s", "0 is not above 0")
    return default if value is None else value


def _variation(cells: dict[tuple[int, int], Row], field: str, n_queues: int) -> FloatArray | None:
    """One value a queue, or ``None`` where the column is absent or has a blank."""
    values: dict[int, float] = {}
    for (queue, _), row in cells.items():
        value = row.number_or_none(field)
        if value is None:
            return None
        if values.setdefault(queue, value) != value:
            raise row.wrong(field, "a queue has one value in all its rows")
    return np.array([values[queue] for queue in range(n_queues)])


def _spread(mean: FloatArray, quantiles: FloatArray) -> float:
    """Coefficient of variation beyond Poisson, the median over intervals with contacts."""
    busy = mean > 0
    if not busy.any():
        return 0.0
    deviation = (quantiles[-1, busy] - quantiles[0, busy]) / NORMAL_90
    beyond = np.maximum(deviation**2 - mean[busy], 0.0)
    return float(np.median(np.sqrt(beyond) / mean[busy]))
