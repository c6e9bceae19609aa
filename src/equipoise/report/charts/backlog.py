"""Contacts still open on queues with a deadline, in the first week."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from equipoise.centre import DEFERRED
from equipoise.timegrid import Grid

from ..context import Context
from ..drawing import draw
from ..palette import paint
from ..view import Chart, Table
from ..week import first_week, on_day

FloatArray = NDArray[np.float64]
HEIGHT = 210
DAY_H = 24


def backlog_chart(context: Context, queue: str, key: str) -> Chart | None:
    """The chart of one queue; ``None`` where customers wait now or no backlog is known."""
    if context.plan.centre.queue(queue).channel not in DEFERRED:
        return None
    planned, simulated = _curves(context, queue)
    if not (np.isfinite(planned).any() or np.isfinite(simulated).any()):
        return None
    title = context.words("backlog.title", queue=queue)
    finding = _finding(context, queue, planned, simulated)
    svg = draw(key, title, finding, HEIGHT, lambda figure: _build(figure, context, planned, simulated))
    legend = (
        ("k-median", context.words("backlog.simulated")),
        ("k-planned", context.words("backlog.planned")),
    )
    return Chart(key, title, finding, svg, _table(context, queue, planned, simulated), legend)


def _curves(context: Context, queue: str) -> tuple[FloatArray, FloatArray]:
    """Contacts open at each interval's end, as required and as simulated."""
    requirement, simulation = context.plan.requirement, context.plan.simulation
    planned = requirement.backlog[requirement.queues.index(queue)]
    outcomes = {outcome.queue: outcome.backlog for outcome in simulation.queues}
    return planned, outcomes.get(queue, np.full_like(planned, np.nan))


def _finding(context: Context, queue: str, planned: FloatArray, simulated: FloatArray) -> str:
    local, words = context.local, context.words
    curve, grid = (
        (simulated, context.plan.simulation.grid)
        if np.isfinite(simulated).any()
        else (planned, context.plan.requirement.grid)
    )
    top = int(np.nanargmax(curve))
    moment = local.moment(int(grid.starts_s[top]))
    if curve is planned:
        return words("backlog.finding_planned", peak=local.number(curve[top]), moment=moment)
    service = next(row for row in context.balance.customers.queues if row.queue == queue)
    return words(
        "backlog.finding",
        peak=local.number(curve[top]),
        moment=moment,
        share=local.percent(service.mean),
        hours=local.number(context.plan.centre.queue(queue).deadline_h or 0),
        target=local.percent(service.target),
    )


def _build(figure: Figure, context: Context, planned: FloatArray, simulated: FloatArray) -> None:
    axes = figure.subplots()
    plan = context.plan
    _line(axes, plan.requirement.grid, planned, "eq-ink2", "--", 1.2)
    _line(axes, plan.simulation.grid, simulated, "eq-brand", "-", 1.6)
    days = first_week(plan.simulation.grid)
    axes.set_ylim(bottom=0)
    axes.set_xlim(0, DAY_H * len(days))
    axes.set_xticks(
        [DAY_H * (d + 0.5) for d in range(len(days))], [context.local.weekday(day) for day in days]
    )
    axes.set_xticks([DAY_H * d for d in range(len(days))], minor=True)
    axes.tick_params(axis="x", which="major", length=0)
    axes.tick_params(axis="x", which="minor", length=6)
    axes.set_title(context.words("backlog.contacts"), loc="left", fontsize=11, color=paint("eq-ink2"), pad=4)


def _line(axes: Axes, grid: Grid, values: FloatArray, token: str, style: str, width: float) -> None:
    last = on_day(grid, first_week(grid)[-1]).stop
    ends_h = (grid.starts_s[:last] - grid.start_s + grid.interval_s) / 3600
    axes.plot(ends_h, values[:last], style, color=paint(token), linewidth=width)


def _table(context: Context, queue: str, planned: FloatArray, simulated: FloatArray) -> Table:
    words, local, plan = context.words, context.local, context.plan
    rows = []
    for day in plan.simulation.grid.days:
        cells = []
        for grid, curve in ((plan.requirement.grid, planned), (plan.simulation.grid, simulated)):
            known = curve[on_day(grid, day)]
            known = known[np.isfinite(known)]
            cells += (
                [local.number(known.max(initial=0)), local.number(known[-1])] if known.size else ["–", "–"]
            )
        rows.append((local.day(day), *cells))
    head = tuple(
        f"{words('backlog.' + at)}: {words('backlog.' + curve)}"
        for curve in ("planned", "simulated")
        for at in ("peak", "end")
    )
    return Table(words("backlog.caption", queue=queue), (words("demand.day"), *head), tuple(rows))
