"""A finished plan as rows, in the caller's transaction."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max

from equipoise.balance.document import balance_document
from equipoise.io.documents import plan_document
from equipoise.plan import Plan
from equipoise_web.compliance.actions.checks import record_check
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Person, Run
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import instant
from equipoise_web.scheduling.models import Roster, Stretch
from equipoise_web.scheduling.store.expected import store_expected
from equipoise_web.service.actions.outcomes import store_forecast, store_requirement
from equipoise_web.service.models import Queue, Requirement

BATCH = 1000


def store_plan(centre: Centre, plan: Plan, *, run: Run | None, made_by: Person | None) -> Roster:
    """Write every part of a plan; the roster is visible once its check stands beside it."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    queues = {queue.name: queue for queue in centre.queues.all()}
    workers = {worker.number: worker for worker in centre.workers.all()}
    forecast = store_forecast(centre, plan, queues, run)
    requirement = store_requirement(forecast, plan, queues)
    roster = _roster(centre, plan, requirement, run, made_by)
    _stretches(roster, plan, workers, queues)
    store_expected(roster, plan, workers, queues)
    check = record_check(roster, plan.findings, workers)
    record(
        made_by, "roster.made", roster, organisation=centre.organisation, requirement=requirement,
        inputs_sha256=plan.inputs_sha256, packs=check.packs, seed=plan.seed,
    )  # fmt: skip
    return roster


def _roster(
    centre: Centre, plan: Plan, requirement: Requirement, run: Run | None, made_by: Person | None
) -> Roster:
    last = centre.rosters.aggregate(last=Max("number"))["last"] or 0
    return Roster.objects.create(
        centre=centre,
        number=last + 1,
        starts_on=plan.start,
        ends_on=plan.start + timedelta(days=7 * plan.weeks - 1),
        requirement=requirement,
        run=run,
        made_by=made_by,
        objective=plan.result.objective,
        bound=plan.result.bound,
        balance=balance_document(plan),
        summary=plan_document(plan),
    )


def _stretches(roster: Roster, plan: Plan, workers: dict[str, Worker], queues: dict[str, Queue]) -> None:
    Stretch.objects.bulk_create(
        (
            Stretch(
                roster=roster,
                worker=workers[row.worker],
                starts_at=instant(row.start_s),
                ends_at=instant(row.end_s),
                activity=row.activity,
                queue=queues.get(row.queue),
            )
            for row in plan.result.stretches
        ),
        batch_size=BATCH,
    )
