"""Every change of a run's row goes through here: the row and the event about it, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from equipoise_web.core.actions.notifications import Link, notify
from equipoise_web.core.events import emit
from equipoise_web.core.models import Run, RunState


def held(run: Run) -> QuerySet[Run]:
    """The row, as long as it is this claim's."""
    return Run.objects.filter(pk=run.pk, fence=run.fence, state=RunState.RUNNING)


def in_state(run: Run, state: RunState) -> QuerySet[Run]:
    """The row, if it is in that state."""
    return Run.objects.filter(pk=run.pk, state=state)


@transaction.atomic
def change(run: Run, rows: QuerySet[Run], **values: Any) -> bool:
    """Write to the row and tell those who look; False when the row is not among ``rows`` (any more)."""
    if not rows.update(**values):
        return False
    if "state" in values:
        emit(f"run:{run.uuid}", "state", state=str(values["state"]))
    else:
        emit(f"run:{run.uuid}", "progress")
    if values.get("state") == RunState.FAILED and run.requested_by:
        notify(run.requested_by, "job.failed", link=Link("job", {"run": str(run.uuid)}), job=run.kind)
    return True


def end(run: Run, rows: QuerySet[Run], state: RunState, error: str = "", at: datetime | None = None) -> bool:
    """End a run in a state other than done."""
    return change(run, rows, state=state, finished_at=at or timezone.now(), error=error)
