"""What the simulation expects of a roster, as rows."""

from __future__ import annotations

import math
from collections.abc import Iterator

from equipoise.balance import QueueService, balance_indices
from equipoise.plan import Plan
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import instant
from equipoise_web.scheduling.models import ExpectedInterval, ExpectedService, ExpectedStrain, Roster
from equipoise_web.service.models import Queue

BATCH = 1000


def store_expected(roster: Roster, plan: Plan, workers: dict[str, Worker], queues: dict[str, Queue]) -> None:
    """Service by queue and interval, and strain by worker."""
    ExpectedService.objects.bulk_create(
        _service(roster, row, queues[row.queue]) for row in balance_indices(plan).customers.queues
    )
    ExpectedInterval.objects.bulk_create(_intervals(roster, plan, queues), batch_size=BATCH)
    ExpectedStrain.objects.bulk_create(
        ExpectedStrain(
            roster=roster,
            worker=workers[row.worker],
            occupancy=known(row.occupancy),
            no_pause_share=known(row.no_pause_share),
        )
        for row in plan.simulation.workers
    )


def known(value: float) -> float | None:
    """None for what is not a number."""
    return float(value) if math.isfinite(value) else None


def _service(roster: Roster, row: QueueService, queue: Queue) -> ExpectedService:
    return ExpectedService(
        roster=roster,
        queue=queue,
        runs=row.runs,
        target=row.target,
        mean=known(row.mean),
        low=known(row.low),
        high=known(row.high),
        offered=row.offered,
        answered=row.answered,
        abandoned=row.abandoned,
        mean_wait_s=known(row.mean_wait_s),
    )


def _intervals(roster: Roster, plan: Plan, queues: dict[str, Queue]) -> Iterator[ExpectedInterval]:
    starts = [instant(at) for at in plan.simulation.grid.starts_s]
    for outcome in plan.simulation.queues:
        for starts_at, share in zip(starts, outcome.by_interval, strict=True):
            if math.isfinite(share):
                yield ExpectedInterval(
                    roster=roster, queue=queues[outcome.queue], starts_at=starts_at, share=float(share)
                )
