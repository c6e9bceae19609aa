"""Jobs as people see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.access import Standing
from equipoise_web.core.jobs.kinds import known_kind
from equipoise_web.core.models import Person, Run, RunState
from equipoise_web.core.roles import Role

SHOWN = 50
ACTIVE = (RunState.QUEUED, RunState.RUNNING)
KEEPERS = (Role.ADMINISTRATOR, Role.PLANNER)
# What becomes of a state, said of a job; the short words for the state itself are RunState's labels.
MEANINGS = {
    RunState.QUEUED: _("It waits for its turn."),
    RunState.RUNNING: _("It is being worked on."),
    RunState.DONE: _("It is finished, and its result is stored."),
    RunState.FAILED: _("It ended with an error, and nothing was stored."),
    RunState.CANCELLED: _("It was stopped as somebody asked, and nothing was stored."),
    RunState.OUTDATED: _("What it was made from changed meanwhile, so nothing was stored."),
}


@dataclass(frozen=True)
class Job:
    """A run with its words; ``asked_by`` is None where nobody asked, or where the reader does not see who."""

    run: Run
    label: str
    state: str
    meaning: str
    asked_by: str | None
    progress: Any
    elapsed: timedelta | None
    is_active: bool
    is_stopping: bool
    error_code: str
    progress_template: str
    result_address: str | None
    result_label: str
    may_cancel: bool
    may_retry: bool


def recent(standing: Standing) -> list[Job]:
    """The visible runs, those that wait or run first, then the newest."""
    rows = Run.objects.visible_to(standing).select_related("requested_by")
    active = list(rows.filter(state__in=ACTIVE).order_by("due_at", "pk")[:SHOWN])
    ended = list(rows.exclude(state__in=ACTIVE).order_by("-finished_at", "-pk")[:SHOWN])
    runs = (active + ended)[:SHOWN]
    return _jobs(runs, standing)


def job_of(run: Run, standing: Standing) -> Job:
    """One visible run with its words."""
    return _jobs([run], standing)[0]


def _jobs(runs: Sequence[Run], standing: Standing) -> list[Job]:
    asking = {run.requested_by_id for run in runs if run.requested_by_id is not None}
    askers = Person.objects.visible_to(standing).filter(pk__in=asking)
    names = dict(askers.values_list("pk", "name"))
    return [_job(run, names.get(run.requested_by_id or 0), standing) for run in runs]


def _job(run: Run, asked_by: str | None, standing: Standing) -> Job:
    kind, state = known_kind(run.kind), RunState(run.state)
    is_active, is_keeper = state in ACTIVE, _keeps(standing, run)
    done = state == RunState.DONE and kind is not None and kind.result_url is not None
    return Job(
        run=run,
        label=str(kind.label) if kind else "",
        state=str(state.label),
        meaning=str(MEANINGS[state]),
        asked_by=asked_by,
        progress=json.loads(run.progress),
        elapsed=elapsed(run),
        is_active=is_active,
        is_stopping=is_active and run.cancel_asked,
        error_code=error_code(run.error),
        progress_template=kind.progress_template if kind else "core/jobs/_progress.html",
        result_address=kind.result_url(run) if done and kind and kind.result_url else None,
        result_label=str(kind.result_label) if kind else "",
        may_cancel=is_active
        and not run.cancel_asked
        and (is_keeper or run.requested_by_id == standing.person_id),
        may_retry=is_keeper and state == RunState.FAILED,
    )


def _keeps(standing: Standing, run: Run) -> bool:
    """Whether the viewer keeps the jobs of the run's organisation; of his own for the installation's."""
    place = run.organisation_id or standing.organisation_id
    kept = {(grant.scope, grant.place) for grant in standing.grants if grant.role in KEEPERS}
    return ("organisation", place) in kept


def elapsed(run: Run) -> timedelta | None:
    """Time since a worker began, to the second; None for a run that waits."""
    if run.started_at is None or run.state == RunState.QUEUED:
        return None
    seconds = ((run.finished_at or timezone.now()) - run.started_at).total_seconds()
    return timedelta(seconds=round(max(0.0, seconds)))


def error_code(error: str) -> str:
    """The code before the technical sentence, which is for the log and not for the page."""
    return error.partition(":")[0][:80]
