"""Service over the simulated repetitions: range, middle half and mean beside the target."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from equipoise.balance import QueueService
from equipoise.centre import DEFERRED, Queue
from equipoise.simulate.model import QueueOutcome

from ..context import Context
from ..drawing import draw
from ..palette import paint
from ..view import Chart, Table

FloatArray = NDArray[np.float64]
ROW_PX = 34
FRAME_PX = 58
MINUTE_S, HOUR_S = 60, 3600
QUARTILES = (0.25, 0.75)


def verdict(service: QueueService) -> str:
    """``above``, ``below``, ``unclear`` (the target lies in the range) or ``nothing``."""
    if not np.isfinite(service.mean):
        return "nothing"
    if service.low > service.target:
        return "above"
    return "below" if service.high < service.target else "unclear"


def service_sentence(context: Context, service: QueueService) -> str:
    """What the simulation says of one queue against its target."""
    local = context.local
    return context.words(
        f"service.{verdict(service)}",
        queue=service.queue,
        mean=local.percent(service.mean),
        target=local.percent(service.target),
        low=local.points(service.low),
        high=local.percent(service.high),
    )


def timing(queue: Queue) -> str:
    """What has to happen in time: ``answered``, ``deadline`` (done), ``begun`` or ``begun_today``."""
    if queue.channel == "outbound":
        return "begun_today" if queue.deadline_h is None else "begun"
    return "deadline" if queue.channel in DEFERRED else "answered"


def in_time(context: Context, queue: Queue) -> str:
    """What counts as in time for a queue."""
    kind = timing(queue)
    if kind in ("deadline", "begun"):
        return context.words(f"balance.within_{kind}", hours=context.local.hours(queue.deadline_h or 0))
    if kind == "begun_today":
        return context.words("balance.within_begun_today")
    return context.words("balance.within", seconds=context.local.number(queue.answered_within_s))


def service_chart(context: Context, key: str) -> Chart | None:
    """All queues on one axis; ``None`` when the simulation has no queue."""
    outcomes = context.plan.simulation.queues
    if not outcomes:
        return None
    services = context.balance.customers.queues
    title = context.words("service.title")
    finding = " ".join(service_sentence(context, service) for service in services)
    svg = draw(
        key,
        title,
        finding,
        FRAME_PX + ROW_PX * len(outcomes),
        lambda figure: _build(figure, context, outcomes),
    )
    return Chart(key, title, finding, svg, _table(context, outcomes, services))


def _build(figure: Figure, context: Context, outcomes: tuple[QueueOutcome, ...]) -> None:
    axes = figure.subplots()
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    lows = [_strip(axes, at, outcome) for at, outcome in enumerate(outcomes)]
    axes.set_yticks(range(len(outcomes)), [outcome.queue for outcome in outcomes])
    axes.set_ylim(len(outcomes) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(max(0, 10 * np.floor(min(lows) / 10) - 5), 102)
    axes.set_xlabel(context.words("service.axis"))


def _strip(axes: Axes, at: int, outcome: QueueOutcome) -> float:
    """One queue's line; gives its lowest point, in percent."""
    shares = 100 * outcome.service_level[np.isfinite(outcome.service_level)]
    target = 100 * outcome.target
    axes.plot(target, at, "D", markersize=8, markerfacecolor="none", markeredgecolor=paint("eq-ink"))
    if not shares.size:
        return target
    low, left, right, high = np.quantile(shares, [0.05, *QUARTILES, 0.95])
    axes.plot([low, high], [at, at], color=paint("eq-brand"), linewidth=1.6)
    axes.plot([left, right], [at, at], color=paint("eq-brand"), linewidth=6, alpha=0.45)
    axes.plot(shares.mean(), at, "o", color=paint("eq-brand"), markersize=6.5, markeredgewidth=0)
    return float(min(low, target))


def _duration(context: Context, seconds: float) -> str:
    """Seconds, minutes or hours, whichever reads best."""
    if not seconds >= 2 * MINUTE_S:
        return context.words("service.wait_s", n=context.local.number(seconds))
    if seconds < 2 * HOUR_S:
        return context.words("service.wait_min", n=context.local.number(seconds / MINUTE_S))
    return context.words("service.wait_h", n=context.local.number(seconds / HOUR_S, 1))


def _weakest(context: Context, outcome: QueueOutcome) -> str:
    """The interval with the lowest mean share among those that expect at least one contact."""
    grid = context.plan.simulation.grid
    forecast = context.plan.forecast
    expected = forecast.mean[forecast.queues.index(outcome.queue)]
    shares = outcome.by_interval
    if expected.shape == shares.shape:
        shares = np.where(expected >= 1, shares, np.nan)
    if not np.isfinite(shares).any():
        return context.words("page.none")
    worst = int(np.nanargmin(shares))
    return context.words(
        "service.weakest_at",
        moment=context.local.moment(int(grid.starts_s[worst])),
        share=context.local.percent(shares[worst]),
    )


def _table(context: Context, outcomes: tuple[QueueOutcome, ...], services: tuple[QueueService, ...]) -> Table:
    words = context.words
    names = ("queue", "within", "target", "mean", "range", "middle", "wait", "abandoned", "weakest")
    rows = tuple(_row(context, *pair) for pair in zip(outcomes, services, strict=True))
    head = tuple(words(f"service.{name}") for name in names)
    return Table(words("service.caption"), head, rows, text_columns=frozenset({1, 8}))


def _row(context: Context, outcome: QueueOutcome, service: QueueService) -> tuple[str, ...]:
    local = context.local
    known = outcome.service_level[np.isfinite(outcome.service_level)]
    left, right = np.quantile(known, QUARTILES) if known.size else (np.nan, np.nan)
    lost = outcome.abandoned / outcome.offered if outcome.offered > 0 else float("nan")
    return (
        outcome.queue,
        in_time(context, context.plan.centre.queue(outcome.queue)),
        local.percent(outcome.target),
        local.percent(service.mean, 1),
        f"{local.points(service.low)}–{local.percent(service.high)}",
        f"{local.points(left)}–{local.percent(right)}",
        _duration(context, outcome.mean_wait_s),
        local.percent(lost, 1),
        _weakest(context, outcome),
    )
