"""Agents required against agents rostered on contacts, interval by interval."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from equipoise.plan import Plan
from equipoise.timegrid import Grid

from ..context import Context
from ..drawing import draw
from ..palette import paint, pattern
from ..view import Chart, Table
from ..week import changed_days, open_days, week_height, week_panels

FloatArray = NDArray[np.float64]
RIGHT = 0.5  # differences below half a person count as right


def covered_share(required: FloatArray, rostered: FloatArray) -> float:
    """Share of the required agent-intervals that are covered; more than required does not count."""
    total = required.sum()
    return float(np.minimum(required, rostered).sum() / total) if total > 0 else float("nan")


def difference_text(context: Context, difference: float) -> str:
    """``▼2``, ``=`` or ``+1``: the mark carries the meaning, colour only repeats it."""
    if difference <= -RIGHT:
        return f"▼{_people(-difference)}"
    return f"+{_people(difference)}" if difference >= RIGHT else context.words("coverage.right")


def _people(difference: float) -> int:
    """Whole people; a half counts as one, so that a marked difference is never nought."""
    return int(np.floor(difference + RIGHT))


def coverage_chart(context: Context, queue: str, key: str) -> Chart | None:
    """The chart of one queue's first week; ``None`` when nobody is required or rostered in it."""
    required, rostered = of_queue(context.plan, queue)
    grid = context.plan.problem.grid
    used = (required > 0) | (rostered > 0)
    days = open_days(grid, used)
    if not days:
        return None
    last = grid.index(grid.clock.instant_s(days[-1], 1440))
    top = float(max(required[:last].max(), rostered[:last].max(), 1.0))

    def build(figure: Figure) -> None:
        unit = context.words("coverage.agents")
        week_panels(figure, grid, days, used, top, context.local, fill, unit)

    def fill(axes: Axes, at: slice, hours: FloatArray) -> None:
        _draw_day(axes, hours, grid.interval_s / 3600, required[at], rostered[at])

    title = context.words("coverage.title", queue=queue)
    finding = _finding(context, grid, required, rostered, last)
    svg = draw(key, title, finding, week_height(days), build)
    table = _table(context, queue, used[:last], required, rostered)
    note = " ".join(
        context.words("coverage.clock_note", day=context.local.day(day)) for day in changed_days(grid, days)
    )
    return Chart(key, title, finding, svg, table, _legend(context), note)


def of_queue(plan: Plan, queue: str) -> tuple[FloatArray, FloatArray]:
    """Required and rostered agents of a queue, each shape ``(grid.n,)``."""
    index = plan.problem.queues.index(queue)
    return plan.problem.required[index], plan.result.coverage[index]


def all_days_table(context: Context) -> Table:
    """Covered share and hours short, a row a day and a column a queue."""
    plan, words = context.plan, context.words
    grid, queues = plan.problem.grid, plan.problem.queues
    day_index = np.unique(grid.local_day, return_inverse=True)[1]
    rows = tuple(
        (context.local.day(day), *(_share_cell(context, queue, day_index == d) for queue in queues))
        for d, day in enumerate(grid.days)
    )
    everything = np.ones(grid.n, dtype=np.bool_)
    foot = (words("coverage.total"), *(_share_cell(context, queue, everything) for queue in queues))
    return Table(words("coverage.all_caption"), (words("demand.day"), *queues), rows, foot=foot)


def _share_cell(context: Context, queue: str, member: NDArray[np.bool_]) -> str:
    required, rostered = (values[member] for values in of_queue(context.plan, queue))
    if not required.sum():
        return context.words("page.none")
    short_h = np.maximum(0, required - rostered).sum() * context.plan.problem.grid.interval_s / 3600
    share = context.local.percent(covered_share(required, rostered))
    if short_h < 0.05:
        return share
    return context.words("coverage.all_cell", share=share, short=context.local.number(short_h, 1))


def _finding(context: Context, grid: Grid, required: FloatArray, rostered: FloatArray, last: int) -> str:
    if not required.any():
        return context.words("coverage.finding_none")
    difference = (rostered - required)[:last]
    share = context.local.percent(covered_share(required, rostered), 1)
    worst = int(difference.argmin())
    if difference[worst] > -RIGHT:
        return context.words("coverage.finding_right", share=share)
    moment = context.local.moment(int(grid.starts_s[worst]))
    short = _people(-float(difference[worst]))
    return context.words("coverage.finding", share=share, moment=moment, short=short)


def _draw_day(
    axes: Axes, hours: FloatArray, width_h: float, required: FloatArray, rostered: FloatArray
) -> None:
    """Rostered as filled steps with a firm top, short hatched, over dotted, required as a line."""
    x = np.column_stack([hours, hours + width_h]).ravel()
    need, have = np.repeat(required, 2), np.repeat(rostered, 2)
    axes.fill_between(x, 0, have, color=paint("cov-fill"), linewidth=0)
    axes.plot(x, np.where(have > 0, have, np.nan), color=paint("cov-right"), linewidth=1.6)
    short, over = need - have >= RIGHT, have - need >= RIGHT
    axes.fill_between(x, have, need, where=short, color=pattern("hatched"), linewidth=0)
    axes.fill_between(x, have, need, where=over, color=pattern("dotted"), linewidth=0)
    axes.plot(x, np.where(need > 0, need, np.nan), color=paint("eq-ink"), linewidth=1.3)
    _mark_worst(axes, hours + width_h / 2, required, rostered)


def _mark_worst(axes: Axes, middle: FloatArray, required: FloatArray, rostered: FloatArray) -> None:
    difference = rostered - required
    if not difference.size or difference.min() > -RIGHT:
        return
    at = int(difference.argmin())
    axes.annotate(
        f"▼{_people(-float(difference[at]))}",
        (middle[at], required[at]),
        xytext=(0, 1),
        textcoords="offset points",
        ha="center",
        fontsize=11,
        fontweight="bold",
        color=paint("cov-under"),
    )


def _legend(context: Context) -> tuple[tuple[str, str], ...]:
    names = (("k-need", "required"), ("k-have", "rostered"), ("k-short", "short"), ("k-over", "over"))
    return tuple((css, context.words(f"coverage.{name}")) for css, name in names)


def _table(
    context: Context, queue: str, used: NDArray[np.bool_], required: FloatArray, rostered: FloatArray
) -> Table:
    words, local, grid = context.words, context.local, context.plan.problem.grid
    rows = tuple(
        (
            local.day(local.wall(int(grid.starts_s[i])).date()),
            local.time(int(grid.starts_s[i])),
            local.number(required[i], 1),
            local.number(rostered[i], 1),
            difference_text(context, float(rostered[i] - required[i])),
        )
        for i in np.flatnonzero(used)
    )
    names = ("coverage.required", "coverage.rostered", "coverage.difference")
    head = (words("demand.day"), words("demand.time"), *(words(name) for name in names))
    return Table(words("coverage.caption", queue=queue), head, rows, headers=2)
