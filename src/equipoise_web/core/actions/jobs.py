"""Stop a job, or let a failed one begin again."""

from __future__ import annotations

from django.db import transaction

from equipoise_web.core.access import demand
from equipoise_web.core.audit.record import record
from equipoise_web.core.jobs import queue
from equipoise_web.core.models import Person, Run
from equipoise_web.core.queries.jobs import KEEPERS


@transaction.atomic
def cancel(*, actor: Person, run: Run) -> bool:
    """Ask a job to stop: who asked for it, or a keeper of the organisation. False when it has ended."""
    if run.requested_by_id != actor.pk:
        _demand(actor, run)
    asked = queue.cancel(run)
    if asked:
        record(actor, "run.cancelled", run, kind=run.kind)
    return asked


@transaction.atomic
def retry(*, actor: Person, run: Run) -> bool:
    """Let a failed job begin again, with all its attempts. False when it has not failed."""
    _demand(actor, run)
    again = queue.retry(run)
    if again:
        record(actor, "run.retried", run, kind=run.kind)
    return again


def _demand(actor: Person, run: Run) -> None:
    """A keeper of the run's organisation; of the actor's own for what the installation does for itself."""
    demand(actor, *KEEPERS, over=run.organisation or actor.organisation)
