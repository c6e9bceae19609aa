"""A week as seven panels, one under the other, with one scale: readable on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from equipoise.timegrid import Grid

from .local import Local
from .palette import paint

FloatArray = NDArray[np.float64]
PANEL_PX = 62
FRAME_PX = 46


def first_week(grid: Grid) -> tuple[date, ...]:
    """The first seven local days of a grid, or all when there are fewer."""
    return grid.days[:7]


def on_day(grid: Grid, day: date) -> slice:
    """The intervals of one local day."""
    start, end = grid.clock.instant_s(day, 0), grid.clock.instant_s(day, 1440)
    return grid.span(start, end)


def open_days(grid: Grid, is_open: NDArray[np.bool_]) -> tuple[date, ...]:
    """Days of the first week with an open interval."""
    return tuple(day for day in first_week(grid) if is_open[on_day(grid, day)].any())


def week_height(days: tuple[date, ...]) -> float:
    """Pixels that :func:`week_panels` needs."""
    return FRAME_PX + PANEL_PX * max(1, len(days))


def hours_of(grid: Grid, day: date) -> FloatArray:
    """Elapsed hours since local midnight of each interval's start on a day."""
    hours: FloatArray = (grid.starts_s[on_day(grid, day)] - grid.clock.instant_s(day, 0)) / 3600
    return hours


def changed_days(grid: Grid, days: tuple[date, ...]) -> tuple[date, ...]:
    """Days that the clock makes longer or shorter than 24 hours."""
    clock = grid.clock
    return tuple(day for day in days if clock.instant_s(day, 1440) - clock.instant_s(day, 0) != 86_400)


def week_panels(
    figure: Figure,
    grid: Grid,
    days: tuple[date, ...],
    is_open: NDArray[np.bool_],
    top: float,
    local: Local,
    fill: Callable[[Axes, slice, FloatArray], None],
    unit: str,
) -> None:
    """Draw every day with ``fill(axes, intervals, hours)``; a shared scale runs from 0 to ``top``."""
    panels = figure.subplots(len(days), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for axes, day in zip(panels, days, strict=True):
        axes.set_ylim(0, top * 1.12)
        fill(axes, on_day(grid, day), hours_of(grid, day))
        axes.set_ylabel(local.weekday(day) + "\n" + local.day_month(day), rotation=0, ha="left", va="center")
        axes.yaxis.set_label_coords(-0.265, 0.45)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
        axes.tick_params(length=2.5)
    _hour_axis(panels[-1], grid, days, is_open)
    panels[0].set_title(unit, loc="left", fontsize=11, color=paint("eq-ink2"), pad=4)


def _hour_axis(axes: Axes, grid: Grid, days: tuple[date, ...], is_open: NDArray[np.bool_]) -> None:
    hours = np.concatenate([hours_of(grid, day)[is_open[on_day(grid, day)]] for day in days])
    first, last = float(np.floor(hours.min())), float(np.ceil(hours.max() + grid.interval_s / 3600))
    step = next(step for step in (1, 2, 3, 4, 6) if (last - first) / step <= 8)
    ticks = np.arange(np.ceil(first / step) * step, last + 0.1, step)
    axes.set_xlim(first, last)
    axes.set_xticks(ticks, [f"{int(tick):02d}:00" if tick < 25 else "" for tick in ticks])
    axes.tick_params(axis="x", labelsize=10.5)
