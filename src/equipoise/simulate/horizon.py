"""The days a roster covers, and a forecast cut to some of its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from equipoise.errors import InvalidInput
from equipoise.forecast import Forecast
from equipoise.timegrid import Grid, Stretch, by_worker, zone
from equipoise.timegrid.clock import DAY_S
from equipoise.timegrid.stretch import WORK

from .presence import shifts


def rostered_days(stretches: Iterable[Stretch], timezone: str) -> tuple[date, int]:
    """First local day on which a shift with work begins, and the number of days to the last such day.

    Raises :class:`InvalidInput` for a roster without work.
    """
    begun = [
        shift[0].start_s
        for own in by_worker(stretches).values()
        for shift in shifts(own)
        if any(stretch.activity == WORK for stretch in shift)
    ]
    if not begun:
        raise InvalidInput("nobody works on the roster")
    starts = np.array(begun, dtype=np.int64)
    days = (starts + zone(timezone).offset_s(starts)) // DAY_S
    first = date(1970, 1, 1) + timedelta(days=int(days.min()))
    return first, int(days.max() - days.min()) + 1


def first_days(forecast: Forecast, days: int) -> Forecast:
    """The forecast of the first ``days`` local days, at most all; :class:`InvalidInput` below 1."""
    if days < 1:
        raise InvalidInput("at least one day is simulated", field="days")
    grid = forecast.grid
    kept = Grid.over_days(grid.days[0], min(days, len(grid.days)), grid.interval_s // 60, grid.timezone)
    return replace(
        forecast,
        grid=kept,
        mean=forecast.mean[:, : kept.n],
        quantiles=forecast.quantiles[:, :, : kept.n],
        aht_s=forecast.aht_s[:, : kept.n],
    )
