"""The three groups of indices of a plan, computed from its rows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from equipoise.centre import Centre, Workforce
from equipoise.plan import Plan
from equipoise.simulate.model import QueueOutcome
from equipoise.timegrid import Grid, Stretch

from .people import Preferences, Strain, Unsocial, Weekends, free_weekends, preferences, strain, unsocial
from .shifts import shifts_of
from .wishes import granted_by_worker
from .workers import WorkerRow, rows_of, weekends, worker_rows

LOW, HIGH = 0.05, 0.95  # the range holds nine of ten simulated repetitions


@dataclass(frozen=True)
class QueueService:
    """Service of one queue over ``runs`` simulated repetitions, by the queue's own definition.

    ``low`` and ``high`` are the 5 % and 95 % points of the repetitions; NaN where no contact came.
    """

    queue: str
    channel: str
    target: float
    mean: float
    low: float
    high: float
    runs: int
    offered: float
    answered: float
    abandoned: float
    mean_wait_s: float


@dataclass(frozen=True)
class Customers:
    """Service queue by queue; queues are never merged."""

    queues: tuple[QueueService, ...]


@dataclass(frozen=True)
class People:
    """What the roster is like to work."""

    preferences: Preferences
    unsocial: Unsocial
    weekends: Weekends
    strain: Strain


@dataclass(frozen=True)
class Money:
    """Hours, which is what money follows; premiums are not priced.

    ``paid_h`` is rostered working time, ``absence_h`` what absences count for. ``over_h`` and
    ``under_h`` sum the hours above and below each person's contract, absences counted.
    """

    paid_h: float
    absence_h: float
    contract_h: float
    over_h: float
    under_h: float


@dataclass(frozen=True)
class Balance:
    """Customers, people and money side by side, always in that order."""

    customers: Customers
    people: People
    money: Money


def balance_indices(plan: Plan) -> Balance:
    """The indices of a finished plan."""
    rows = worker_rows(plan)
    return Balance(Customers(_queues(plan)), _people(plan, rows), _money(rows))


def without_simulation(
    centre: Centre, workforce: Workforce, grid: Grid, stretches: tuple[Stretch, ...]
) -> tuple[Preferences, Money]:
    """What needs no simulation: wishes granted, and hours beside contracts."""
    wishes = granted_by_worker(
        workforce.preferences, shifts_of(stretches), grid.clock, grid.start_s, grid.end_s
    )
    met = preferences([(wish.weight, met) for wish, met in own] for own in wishes.values())
    return met, _money(rows_of(centre, workforce, grid, stretches))


def _queues(plan: Plan) -> tuple[QueueService, ...]:
    return tuple(_service(plan, outcome) for outcome in plan.simulation.queues)


def _service(plan: Plan, outcome: QueueOutcome) -> QueueService:
    known = outcome.service_level[np.isfinite(outcome.service_level)]
    low, high = np.quantile(known, [LOW, HIGH]) if known.size else (math.nan, math.nan)
    return QueueService(
        queue=outcome.queue,
        channel=plan.centre.queue(outcome.queue).channel,
        target=outcome.target,
        mean=float(known.mean()) if known.size else math.nan,
        low=float(low),
        high=float(high),
        runs=plan.simulation.runs,
        offered=outcome.offered,
        answered=outcome.answered,
        abandoned=outcome.abandoned,
        mean_wait_s=outcome.mean_wait_s,
    )


def _people(plan: Plan, rows: tuple[WorkerRow, ...]) -> People:
    grid = plan.problem.grid
    shifts = shifts_of(plan.result.stretches)
    wishes = granted_by_worker(plan.workforce.preferences, shifts, grid.clock, grid.start_s, grid.end_s)
    return People(
        preferences=preferences([(wish.weight, met) for wish, met in own] for own in wishes.values()),
        unsocial=unsocial(rows),
        weekends=free_weekends(rows, len(weekends(grid))),
        strain=strain(plan.simulation.workers),
    )


def _money(rows: Iterable[WorkerRow]) -> Money:
    listed = list(rows)
    return Money(
        paid_h=sum(row.paid_h for row in listed),
        absence_h=sum(row.absence_h for row in listed),
        contract_h=sum(row.contract_h for row in listed),
        over_h=sum(max(0.0, row.difference_h) for row in listed),
        under_h=sum(max(0.0, -row.difference_h) for row in listed),
    )
