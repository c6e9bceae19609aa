"""Contacts a day: the last weeks of history, then the forecast with its ranges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from equipoise.contacts import History
from equipoise.forecast import LEVELS, Forecast
from equipoise.timegrid import Grid

from ..context import Context
from ..drawing import draw
from ..palette import paint
from ..view import Chart, Table
from .bands import BANDS, draw_bands, legend, range_cells, range_heads

FloatArray = NDArray[np.float64]
HISTORY_DAYS = 42
HEIGHT = 210
DAY_WIDTH = 0.84


@dataclass(frozen=True)
class DayTotals:
    """Totals a local day; ``quantiles`` has shape ``(len(LEVELS), n)``, NaN on closed days."""

    days: tuple[date, ...]
    mean: FloatArray
    quantiles: FloatArray


def day_totals(forecast: Forecast, queue: int) -> DayTotals:
    """Distribution of each day's total.

    Given the day effect D and interval effects I the count is Poisson, so its variance is
    the mean plus that of D * sum(m I): ``cv_i^2 (1 + cv_d^2) sum(m^2) + cv_d^2 (sum m)^2``. The
    quantiles are those of the negative binomial with this mean and variance.
    """
    day_cv2 = float(forecast.day_cv[queue]) ** 2
    interval_cv2 = np.broadcast_to(forecast.interval_cv[queue], forecast.grid.n) ** 2
    rate = forecast.mean[queue]
    mean = by_day(forecast.grid, rate)
    spread = by_day(forecast.grid, interval_cv2 * rate**2) * (1 + day_cv2) + day_cv2 * mean**2
    return DayTotals(forecast.grid.days, mean, _quantiles(mean, mean + spread))


def recorded_totals(history: History, queue: str) -> tuple[tuple[date, ...], FloatArray]:
    """Recorded totals of the last days; NaN where nothing was known all day."""
    if queue not in history.queues:
        return (), np.array([])
    offered = history.offered[history.queues.index(queue)]
    known = by_day(history.grid, np.isfinite(offered).astype(np.float64))
    totals = np.where(known > 0, by_day(history.grid, np.nan_to_num(offered)), np.nan)
    return history.grid.days[-HISTORY_DAYS:], totals[-HISTORY_DAYS:]


def by_day(grid: Grid, values: FloatArray) -> FloatArray:
    """Sums a local day, shape ``(len(grid.days),)``."""
    _, day = np.unique(grid.local_day, return_inverse=True)
    return np.bincount(day, weights=values, minlength=len(grid.days)).astype(np.float64)


def totals_chart(context: Context, queue: str, key: str) -> Chart:
    """The chart of one queue."""
    totals = day_totals(context.plan.forecast, context.plan.forecast.queues.index(queue))
    days, recorded = recorded_totals(context.plan.history, queue)
    title = context.words("demand.day_title", queue=queue)
    finding = _finding(context, totals)
    svg = draw(key, title, finding, HEIGHT, lambda figure: _build(figure, context, totals, days, recorded))
    table = _table(context, queue, totals, days, recorded)
    shown = legend(context.words, context.local, context.words("demand.recorded"))
    return Chart(key, title, finding, svg, table, shown)


def _quantiles(mean: FloatArray, variance: FloatArray) -> FloatArray:
    from scipy.stats import nbinom, poisson

    quantiles = np.full((len(LEVELS), mean.size), np.nan)
    levels = np.array(LEVELS)[:, None]
    wide = (mean > 0) & (variance > mean * (1 + 1e-9))
    quantiles[:, wide] = nbinom.ppf(
        levels, mean[wide] ** 2 / (variance[wide] - mean[wide]), mean[wide] / variance[wide]
    )
    plain = (mean > 0) & ~wide
    quantiles[:, plain] = poisson.ppf(levels, mean[plain])
    return quantiles


def _finding(context: Context, totals: DayTotals) -> str:
    if not totals.mean.any():
        return context.words("demand.nothing")
    top = int(totals.mean.argmax())
    low, high = totals.quantiles[LEVELS.index(0.1), top], totals.quantiles[LEVELS.index(0.9), top]
    local = context.local
    return context.words(
        "demand.day_finding",
        day=local.day(totals.days[top]),
        mean=local.number(totals.mean[top]),
        low=local.number(low),
        high=local.number(high),
    )


def _build(
    figure: Figure, context: Context, totals: DayTotals, days: tuple[date, ...], recorded: FloatArray
) -> None:
    axes = figure.subplots()
    start = totals.days[0]
    past = np.array([(day - start).days for day in days], dtype=np.float64)
    axes.plot(past, recorded, "o", color=paint("eq-ink2"), markersize=3, markeredgewidth=0)
    ahead = np.arange(len(totals.days), dtype=np.float64) - DAY_WIDTH / 2
    draw_bands(axes, ahead, DAY_WIDTH, totals.quantiles, apart=True)
    top = max(1.0, float(np.nanmax(np.concatenate([recorded, totals.quantiles[-1], [1.0]]))))
    axes.set_ylim(0, top * 1.18)
    axes.axvline(-0.6, color=paint("eq-ink"), linewidth=1)
    axes.text(-0.6, top * 1.17, " " + context.words("demand.now"), va="top", fontsize=11)
    axes.set_title(context.words("demand.contacts"), loc="left", fontsize=11, color=paint("eq-ink2"), pad=4)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    _week_ticks(axes, context, start, int(past.min()) if past.size else 0, len(totals.days))


def _week_ticks(axes: Axes, context: Context, start: date, first: int, last: int) -> None:
    mondays = [day for day in range(first, last) if (start + timedelta(days=day)).weekday() == 0]
    shown = mondays[:: max(1, -(-len(mondays) // 5))]
    axes.set_xticks(shown, [context.local.day_month(start + timedelta(days=day)) for day in shown])
    axes.set_xlim(first - 1, last)


def _table(
    context: Context, queue: str, totals: DayTotals, days: tuple[date, ...], recorded: FloatArray
) -> Table:
    words, local = context.words, context.local
    gaps = (local.number(float("nan")),)
    past = [
        (local.day(day), local.number(value), *gaps * (2 + len(BANDS)))
        for day, value in zip(days, recorded, strict=True)
        if np.isfinite(value)
    ]
    ahead = [
        (local.day(day), *gaps, local.number(mean), *range_cells(local, quantiles))
        for day, mean, quantiles in zip(totals.days, totals.mean, totals.quantiles.T, strict=True)
        if mean > 0
    ]
    head = (words("demand.day"), words("demand.recorded"), words("demand.mean"), *range_heads(words, local))
    return Table(words("demand.day_caption", queue=queue), head, (*past, *ahead))
