"""A plan's forecast and requirement as rows; closed intervals have none."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from equipoise.io.documents import backtest_document
from equipoise.plan import Plan
from equipoise_web.core.models import Centre, Run
from equipoise_web.service.instants import instant
from equipoise_web.service.models import (
    Forecast,
    ForecastInterval,
    Queue,
    Requirement,
    RequirementInterval,
)

BATCH = 1000
IntArray = NDArray[np.intp]
QUANTILES = ("q05", "q10", "q25", "q50", "q75", "q90", "q95")
TARGET = ("channel", "answered_within_s", "share", "definition", "floor_share", "max_occupancy")


def store_forecast(centre: Centre, plan: Plan, queues: dict[str, Queue], run: Run | None) -> Forecast:
    """The forecast with its accuracy over the last weeks of history."""
    methods = dict(zip(plan.forecast.queues, plan.forecast.methods, strict=False))
    forecast = Forecast.objects.create(
        centre=centre,
        starts_on=plan.start,
        weeks=plan.weeks,
        history_until=instant(plan.history.grid.end_s),
        methods=methods,
        accuracy={queue: backtest_document(tested) for queue, tested in plan.backtests.items()},
        run=run,
    )
    ForecastInterval.objects.bulk_create(_expected(forecast, plan, queues), batch_size=BATCH)
    return forecast


def store_requirement(forecast: Forecast, plan: Plan, queues: dict[str, Queue]) -> Requirement:
    """What the forecast asks under the service levels of this moment."""
    made = plan.requirement
    requirement = Requirement.objects.create(
        forecast=forecast,
        methods=dict(zip(made.queues, made.models, strict=True)),
        targets={name: {key: getattr(queues[name], key) for key in TARGET} for name in made.queues},
    )
    RequirementInterval.objects.bulk_create(_required(requirement, plan, queues), batch_size=BATCH)
    return requirement


def _open(plan: Plan) -> IntArray:
    return np.flatnonzero(plan.centre.opening.mask(plan.forecast.grid))


def _expected(forecast: Forecast, plan: Plan, queues: dict[str, Queue]) -> Iterator[ForecastInterval]:
    made, starts = plan.forecast, plan.forecast.grid.starts_s
    for q, name in enumerate(made.queues):
        for at in _open(plan):
            quantiles = dict(zip(QUANTILES, map(float, made.quantiles[q, :, at]), strict=True))
            yield ForecastInterval(
                forecast=forecast,
                queue=queues[name],
                starts_at=instant(starts[at]),
                mean=float(made.mean[q, at]),
                aht_s=float(made.aht_s[q, at]),
                **quantiles,
            )


def _required(
    requirement: Requirement, plan: Plan, queues: dict[str, Queue]
) -> Iterator[RequirementInterval]:
    made = plan.requirement
    for q, name in enumerate(made.queues):
        for at in _with_work(plan, q):
            yield RequirementInterval(
                requirement=requirement,
                queue=queues[name],
                starts_at=instant(made.grid.starts_s[at]),
                load_erl=float(made.load_erl[q, at]),
                agents_net=float(made.agents_net[q, at]),
                agents_planned=float(made.agents_planned[q, at]),
                service_level=_known(made.service_level[q, at]),
                occupancy=_known(made.occupancy[q, at]),
                backlog=_known(made.backlog[q, at]),
            )


def _with_work(plan: Plan, q: int) -> IntArray:
    """Open intervals, and closed ones in which deferred work is done."""
    is_open = plan.centre.opening.mask(plan.requirement.grid)
    return np.flatnonzero(is_open | (plan.requirement.agents_planned[q] > 0))


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
