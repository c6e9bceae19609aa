"""The first week's forecast interval by interval, with the last recorded week beside it."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from equipoise.contacts import History
from equipoise.forecast import LEVELS, Forecast

from ..context import Context
from ..drawing import draw
from ..palette import paint
from ..view import Chart, Table
from ..week import changed_days, open_days, week_height, week_panels
from .bands import draw_bands, legend, range_cells, range_heads

FloatArray = NDArray[np.float64]
WEEK_MINUTES = 7 * 1440


def same_week_before(history: History, forecast: Forecast, queue: str) -> FloatArray:
    """What was recorded at the same weekday and time in the last seven days of history.

    Shape ``(forecast.grid.n,)``; NaN where nothing is known. Both sides must share an interval
    length, otherwise everything is NaN.
    """
    recorded = np.full(forecast.grid.n, np.nan)
    if queue not in history.queues or history.grid.interval_s != forecast.grid.interval_s:
        return recorded
    days = history.grid.days[-7:]
    last = slice(max(0, history.grid.index(history.grid.clock.instant_s(days[0], 0))), history.grid.n)
    places = history.grid.weekday[last] * 1440 + history.grid.local_minute[last]
    of_week = np.full(WEEK_MINUTES, np.nan)
    of_week[places] = history.offered[history.queues.index(queue)][last]
    return of_week[forecast.grid.weekday * 1440 + forecast.grid.local_minute]


def fan_chart(context: Context, queue: str, key: str) -> Chart | None:
    """The chart of one queue; ``None`` when nothing is expected in the first week."""
    forecast = context.plan.forecast
    index = forecast.queues.index(queue)
    is_open = forecast.mean[index] > 0
    days = open_days(forecast.grid, is_open)
    if not days:
        return None
    recorded = same_week_before(context.plan.history, forecast, queue)
    title = context.words(
        "demand.fan_title", queue=queue, minutes=context.local.number(forecast.grid.interval_s / 60)
    )
    quantiles = np.where(is_open, forecast.quantiles[index], np.nan)
    last = forecast.grid.index(forecast.grid.clock.instant_s(days[-1], 1440))
    top = float(np.nanmax(np.concatenate([quantiles[-1, :last], recorded[:last], [1.0]])))

    def fill(axes: Axes, at: slice, hours: FloatArray) -> None:
        width_h = forecast.grid.interval_s / 3600
        middle = hours + width_h / 2
        draw_bands(axes, hours, width_h, quantiles[:, at])
        axes.plot(middle, recorded[at], "o", color=paint("eq-ink2"), markersize=2.5, markeredgewidth=0)

    def build(figure: Figure) -> None:
        unit = context.words("demand.contacts")
        week_panels(figure, forecast.grid, days, is_open, top, context.local, fill, unit)

    finding = _finding(context, forecast, index, last, bool(np.isfinite(recorded[:last]).any()))
    svg = draw(key, title, finding, week_height(days), build)
    table = _table(context, queue, quantiles[:, :last], recorded)
    dots = context.words("demand.last_week")
    note = " ".join(
        context.words("coverage.clock_note", day=context.local.day(day))
        for day in changed_days(forecast.grid, days)
    )
    return Chart(key, title, finding, svg, table, legend(context.words, context.local, dots), note)


def _finding(context: Context, forecast: Forecast, index: int, last: int, compared: bool) -> str:
    top = int(forecast.mean[index, :last].argmax())
    local, quantiles = context.local, forecast.quantiles[index, :, top]
    return context.words(
        "demand.fan_finding" if compared else "demand.fan_finding_bare",
        moment=local.moment(int(forecast.grid.starts_s[top])),
        mean=local.number(forecast.mean[index, top], 1),
        low=local.number(quantiles[LEVELS.index(0.1)]),
        high=local.number(quantiles[LEVELS.index(0.9)]),
    )


def _table(context: Context, queue: str, quantiles: FloatArray, recorded: FloatArray) -> Table:
    words, local, forecast = context.words, context.local, context.plan.forecast
    mean = forecast.mean[forecast.queues.index(queue)]
    rows = tuple(
        (
            local.day(local.wall(int(forecast.grid.starts_s[i])).date()),
            local.time(int(forecast.grid.starts_s[i])),
            local.number(recorded[i]),
            local.number(mean[i], 1),
            *range_cells(local, quantiles[:, i]),
        )
        for i in np.flatnonzero(np.isfinite(quantiles[0]))
    )
    head = (words("demand.day"), words("demand.time"), words("demand.last_week"), words("demand.mean"))
    return Table(
        words("demand.fan_caption", queue=queue), (*head, *range_heads(words, local)), rows, headers=2
    )
