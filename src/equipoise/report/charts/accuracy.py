"""Error of the forecast in its backtest, beside the error that nobody could avoid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from equipoise.forecast.scores import Backtest, Score

from ..context import Context
from ..drawing import draw
from ..palette import paint
from ..view import Chart, Table

ROW_PX = 30
FRAME_PX = 58


@dataclass(frozen=True)
class Accuracy:
    """One level of one queue at the shortest lead: the chosen model and what to hold it against."""

    queue: str
    level: str
    lead: str
    model: str
    score: Score
    mean4: Score | None
    floor: float


def accuracies(backtests: dict[str, Backtest], queues: tuple[str, ...]) -> tuple[Accuracy, ...]:
    """Rows by queue and level, finest level first; queues without a backtest have none."""
    return tuple(row for queue in queues if queue in backtests for row in _levels(queue, backtests[queue]))


def accuracy_chart(context: Context, key: str) -> Chart | None:
    """The chart over all queues; ``None`` when no queue has a backtest."""
    rows = accuracies(context.plan.backtests, context.plan.forecast.queues)
    if not rows:
        return None
    title = context.words("accuracy.title")
    finest = {row.queue: row for row in reversed(rows)}
    finding = " ".join(_sentence(context, row) for row in rows if row is finest[row.queue])
    svg = draw(
        key, title, finding, FRAME_PX + ROW_PX * len(rows), lambda figure: _build(figure, context, rows)
    )
    legend = (
        ("k-bar", context.words("accuracy.label_model")),
        ("k-floor", context.words("accuracy.label_floor")),
    )
    return Chart(key, title, finding, svg, _table(context, rows), legend)


def _levels(queue: str, backtest: Backtest) -> list[Accuracy]:
    rows = []
    for level in sorted(backtest.results, key=lambda level: (not level.isdigit(), level.zfill(6))):
        leads = backtest.results[level]
        lead = min(leads, key=float, default=None)
        model = backtest.chosen.get(level, {}).get(lead or "")
        if lead is None or model is None:
            continue
        floor = backtest.floor.get(level, float("nan"))
        rows.append(Accuracy(queue, level, lead, model, leads[lead][model], leads[lead].get("mean4"), floor))
    return rows


def _level_name(context: Context, level: str) -> str:
    if level == "day":
        return context.words("accuracy.level_day")
    return context.words("accuracy.level_minutes", n=level)


def _sentence(context: Context, row: Accuracy) -> str:
    known = np.isfinite(row.floor)
    return context.words(
        "accuracy.finding" if known else "accuracy.finding_bare",
        queue=row.queue,
        level=_level_name(context, row.level),
        wape=context.local.percent(row.score.wape, 1),
        floor=context.local.percent(row.floor, 1),
    )


def _build(figure: Figure, context: Context, rows: tuple[Accuracy, ...]) -> None:
    axes = figure.subplots()
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    for at, row in enumerate(rows):
        axes.barh(at, 100 * row.score.wape, height=0.5, color=paint("cov-fill"), edgecolor=paint("cov-right"))
        if np.isfinite(row.floor):
            floor = 100 * row.floor
            axes.plot([floor, floor], [at - 0.45, at + 0.45], "--", color=paint("eq-ink"), linewidth=1.8)
    names = [f"{row.queue}, {_level_name(context, row.level)}" for row in rows]
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(context.words("accuracy.axis"))


def _table(context: Context, rows: tuple[Accuracy, ...]) -> Table:
    words, local = context.words, context.local
    names = ("queue", "level", "lead_weeks", "model", "wape", "mean4", "floor", "bias", "inside", "n")
    cells = tuple(
        (
            row.queue,
            _level_name(context, row.level),
            row.lead,
            row.model,
            local.percent(row.score.wape, 1),
            local.percent(row.mean4.wape if row.mean4 else float("nan"), 1),
            local.percent(row.floor, 1),
            local.percent(row.score.bias, 1),
            local.percent(row.score.coverage80),
            local.number(row.score.n),
        )
        for row in rows
    )
    head = tuple(words(f"accuracy.{name}") for name in names)
    return Table(words("accuracy.caption"), head, cells, headers=2, text_columns=frozenset({3}))
