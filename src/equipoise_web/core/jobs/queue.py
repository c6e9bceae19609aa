"""The queue: enqueue once, claim with a lease, and end with the fencing number one was given."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from equipoise_web.core.canonical import canonical
from equipoise_web.core.events import emit
from equipoise_web.core.jobs.kinds import kind_named
from equipoise_web.core.jobs.states import change, end, held, in_state
from equipoise_web.core.models import Organisation, Person, Run, RunState

RETRY_AFTER = timedelta(seconds=30)


class Fenced(Exception):
    """The run belongs to another worker by now, or has ended; nothing was written."""


class InputChanged(Exception):
    """What the result was made from has changed meanwhile; nothing was stored."""


@transaction.atomic
def enqueue(
    kind: str,
    arguments: dict[str, Any],
    *,
    key: str,
    organisation: Organisation | None = None,
    requested_by: Person | None = None,
    due_at: datetime | None = None,
) -> Run:
    """The run with this idempotency key, made now if there is none: asking twice runs once."""
    run, new = Run.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "arguments": canonical(arguments),
            "organisation": organisation,
            "requested_by": requested_by,
            "due_at": due_at or timezone.now(),
            "max_attempts": kind_named(kind).max_attempts,
        },
    )
    if new:
        emit(f"run:{run.uuid}", "state", state=RunState.QUEUED.value)
    return run


def claim(worker: str, lease: timedelta) -> Run | None:
    """Take the run that is longest due, waiting or left behind by a worker whose lease ran out."""
    now = timezone.now()
    for run in _claimable(now).order_by("due_at", "pk")[:10]:
        if run.attempts >= run.max_attempts:
            _give_up(run, now)
        elif _take(run, now, worker, lease):
            return run
    return None


def _give_up(run: Run, now: datetime) -> None:
    error = run.error or f"job.gave_up: no worker finished it in {run.attempts} attempts"
    end(run, _claimable(now).filter(pk=run.pk, fence=run.fence), RunState.FAILED, error, now)


def _take(run: Run, now: datetime, worker: str, lease: timedelta) -> bool:
    mine = _claimable(now).filter(pk=run.pk, fence=run.fence)
    taken = change(
        run,
        mine,
        state=RunState.RUNNING,
        fence=F("fence") + 1,
        attempts=F("attempts") + 1,
        lease_until=now + lease,
        heartbeat_at=now,
        started_at=now,
        worker=worker,
    )
    if taken:
        run.state, run.fence, run.attempts = RunState.RUNNING, run.fence + 1, run.attempts + 1
    return taken


def _claimable(now: datetime) -> QuerySet[Run]:
    return Run.objects.filter(
        Q(state=RunState.QUEUED, due_at__lte=now) | Q(state=RunState.RUNNING, lease_until__lt=now)
    )


def begin(run: Run) -> None:
    """Note the inputs' version before anything is read from them."""
    run.input_version = kind_named(run.kind).input_version(json.loads(run.arguments))
    if not held(run).update(input_version=run.input_version):
        raise Fenced


def beat(run: Run, lease: timedelta) -> None:
    """Renew the lease. Raises Fenced when the run is lost."""
    now = timezone.now()
    if not held(run).update(heartbeat_at=now, lease_until=now + lease):
        raise Fenced


def show(run: Run, progress: str) -> None:
    """Show a JSON text as progress. Raises Fenced when the run is lost."""
    if not change(run, held(run), progress=progress):
        raise Fenced


def is_cancelled(run: Run) -> bool:
    """Whether somebody asked to stop. Raises Fenced when the run is lost."""
    asked = held(run).values_list("cancel_asked", flat=True).first()
    if asked is None:
        raise Fenced
    return asked


def commit(run: Run, result: Any) -> None:
    """Store a result and end the run, in one transaction.

    Raises
    ------
    Fenced
        Another worker claimed the run, or it ended.
    InputChanged
        The inputs are not those that the computation read; the run ends as outdated.
    """
    kind = kind_named(run.kind)
    try:
        with transaction.atomic():
            # The update comes first: its row lock makes a competing claim or commit wait for this one.
            if not change(run, held(run), state=RunState.DONE, finished_at=timezone.now(), error=""):
                raise Fenced
            if kind.input_version(json.loads(run.arguments)) != run.input_version:
                raise InputChanged
            Run.objects.filter(pk=run.pk).update(result=canonical(kind.store(run, result)))
    except InputChanged:
        end(run, held(run), RunState.OUTDATED)
        raise


def fail(run: Run, error: str) -> None:
    """Note an error; the run is tried again later until its attempts are used up."""
    if run.attempts < run.max_attempts:
        due = timezone.now() + RETRY_AFTER * 2 ** (run.attempts - 1)
        change(run, held(run), state=RunState.QUEUED, due_at=due, error=error, lease_until=None)
    else:
        end(run, held(run), RunState.FAILED, error)


def refuse(run: Run, error: str) -> None:
    """End a run whose inputs are refused: another attempt would meet the same refusal."""
    end(run, held(run), RunState.FAILED, error)


def end_cancelled(run: Run) -> None:
    """The computation stopped as it was asked to."""
    end(run, held(run), RunState.CANCELLED)


@transaction.atomic
def cancel(run: Run) -> bool:
    """Ask to stop: a waiting run is cancelled at once, a running one is told; False when it has ended."""
    now, waiting = timezone.now(), in_state(run, RunState.QUEUED)
    return change(run, waiting, state=RunState.CANCELLED, finished_at=now, cancel_asked=True) or change(
        run, in_state(run, RunState.RUNNING), cancel_asked=True
    )


def retry(run: Run) -> bool:
    """Let a failed run begin again with all its attempts; False when it has not failed."""
    return change(
        run,
        in_state(run, RunState.FAILED),
        state=RunState.QUEUED,
        due_at=timezone.now(),
        attempts=0,
        cancel_asked=False,
        lease_until=None,
        started_at=None,
        finished_at=None,
        progress="null",
    )
