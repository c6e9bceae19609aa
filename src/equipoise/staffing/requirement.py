"""Forecast and centre -> how many people each queue needs in each interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from equipoise.centre import DEFERRED, IMMEDIATE, Centre, Queue
from equipoise.errors import InvalidInput
from equipoise.forecast import Forecast

from .deferred import plan_deferred
from .model import Requirement
from .names import model_name
from .performance import HOUR_S, performance, required
from .shrinkage import planned

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class _Need:
    """One queue: agents, expected service level, occupancy and backlog, each ``(n,)``."""

    agents: FloatArray
    service_level: FloatArray
    occupancy: FloatArray
    backlog: FloatArray


def require(forecast: Forecast, centre: Centre) -> Requirement:
    """Fewest people with whom every interval meets its target, queue by queue.

    Each queue has its own people. Voice and chat: the mean rate is taken as steady within an interval
    and the smallest whole number of agents that meets the target share (by the queue's definition) and
    the occupancy ceiling is found, at least 1 where any contact is expected; since every interval meets
    the target, each meets the floor share. Outbound: the calls of an interval are made in it, with the
    reserve idle. Deferred work: the levelled plan of :func:`plan_deferred`, fractional. Handle time is
    the forecast's where known, otherwise the queue's.

    Raises
    ------
    InvalidInput
        The forecast names a queue that the centre has not, a mean is negative or NaN, or a queue's
        target cannot be met by any number of people; names the queue's field.
    """
    unknown = [name for name in forecast.queues if name not in {queue.name for queue in centre.queues}]
    if unknown:
        raise InvalidInput(f"queue {unknown[0]!r} is not in the centre", field="queue")
    queues = [centre.queue(name) for name in forecast.queues]
    if not (np.all(np.isfinite(forecast.mean)) and np.all(forecast.mean >= 0)):
        raise InvalidInput("expected contacts must be numbers >= 0", field="mean")
    aht = [handle_time(queue, row) for queue, row in zip(queues, forecast.aht_s, strict=True)]
    is_open = centre.opening.mask(forecast.grid)
    needs = [
        _need(queue, mean, times, is_open, forecast.grid.interval_s)
        for queue, mean, times in zip(queues, forecast.mean, aht, strict=True)
    ]
    net = _stack([need.agents for need in needs], forecast.mean.shape)
    return Requirement(
        grid=forecast.grid,
        queues=forecast.queues,
        load_erl=forecast.mean * _stack(aht, forecast.mean.shape) / forecast.grid.interval_s,
        agents_net=net,
        agents_planned=planned(net, centre.unplanned_shrinkage),
        service_level=_stack([need.service_level for need in needs], net.shape),
        occupancy=_stack([need.occupancy for need in needs], net.shape),
        backlog=_stack([need.backlog for need in needs], net.shape),
        models=tuple(model_name(queue) for queue in queues),
    )


def handle_time(queue: Queue, forecast_s: FloatArray) -> FloatArray:
    """Seconds per interval: the forecast's where finite, otherwise the queue's own."""
    return np.where(np.isfinite(forecast_s), forecast_s, queue.aht_s)


def _need(
    queue: Queue, mean: FloatArray, aht_s: FloatArray, is_open: NDArray[np.bool_], interval_s: int
) -> _Need:
    try:
        if queue.channel in IMMEDIATE:
            return _immediate(queue, mean, aht_s, interval_s)
        if queue.channel in DEFERRED:
            return _deferred(queue, mean, aht_s, is_open, interval_s)
        return _outbound(queue, mean, aht_s, interval_s)
    except InvalidInput as error:
        raise InvalidInput(f"queue {queue.name!r}: {error.reason}", field=error.field) from error


def _immediate(queue: Queue, mean: FloatArray, aht_s: FloatArray, interval_s: int) -> _Need:
    rate = mean * HOUR_S / interval_s
    agents = required(
        rate,
        aht_s,
        answered_within_s=queue.answered_within_s,
        share=queue.share,
        definition=queue.definition,
        patience_s=queue.patience_s,
        max_occupancy=queue.max_occupancy,
        concurrency=_at_once(queue),
    )
    met = performance(
        agents,
        rate,
        aht_s,
        answered_within_s=queue.answered_within_s,
        definition=queue.definition,
        patience_s=queue.patience_s,
        concurrency=_at_once(queue),
    )
    some = mean > 0
    return _Need(
        agents.astype(float),
        np.where(some, met.service_level, np.nan),
        met.occupancy,
        np.full(mean.size, np.nan),
    )


def _deferred(
    queue: Queue, mean: FloatArray, aht_s: FloatArray, is_open: NDArray[np.bool_], interval_s: int
) -> _Need:
    if queue.deadline_h is None or not queue.deadline_h > 0:
        raise InvalidInput(f"channel {queue.channel} needs a deadline in hours", field="deadline_h")
    _check_ceiling(queue)
    plan = plan_deferred(mean, aht_s, is_open, interval_s, queue.deadline_h * HOUR_S)
    agents = np.round(plan.agents / queue.max_occupancy, 6)
    unknown = np.full(mean.size, np.nan)
    return _Need(agents, unknown, np.where(agents > 0, queue.max_occupancy, np.nan), plan.backlog)


def _outbound(queue: Queue, mean: FloatArray, aht_s: FloatArray, interval_s: int) -> _Need:
    _check_ceiling(queue)
    load = mean * aht_s / interval_s
    dialling = np.ceil(np.round(load, 9))
    capped = np.ceil(np.round(load / queue.max_occupancy, 9))
    agents = np.where(load > 0, np.maximum(dialling + queue.reserve, capped), 0.0)
    occupancy = np.divide(load, agents, out=np.full(mean.size, np.nan), where=agents > 0)
    unknown = np.full(mean.size, np.nan)
    return _Need(agents, unknown, occupancy, unknown)


def _check_ceiling(queue: Queue) -> None:
    if not 0 < queue.max_occupancy <= 1:
        raise InvalidInput("the occupancy ceiling must be above 0 and at most 1", field="max_occupancy")


def _at_once(queue: Queue) -> int:
    return queue.concurrency if queue.channel == "chat" else 1


def _stack(rows: list[FloatArray], shape: tuple[int, ...]) -> FloatArray:
    return np.array(rows).reshape(shape)
