"""The queue: enqueue once, claim with a lease, and end with the fencing number one was given."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from equipoise_web.core.canonical import canonical
from equipoise_web.core.jobs.kinds import kind_named
from equipoise_web.core.models import Organisation, Person, Run, RunState

RETRY_AFTER = timedelta(seconds=30)


class Fenced(Exception):
    """The run belongs to another worker by now, or has ended; nothing was written."""


class InputChanged(Exception):
    """What the result was made from has changed meanwhile; nothing was stored."""


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
    run, _ = Run.objects.get_or_create(
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
    return run


def claim(worker: str, lease: timedelta) -> Run | None:
    """Take the run that is longest due, waiting or left behind by a worker whose lease ran out."""
    now = timezone.now()
    for run in _claimable(now).order_by("due_at", "pk")[:10]:
        mine = _claimable(now).filter(pk=run.pk, fence=run.fence)
        if run.attempts >= run.max_attempts:
            mine.update(
                state=RunState.FAILED,
                finished_at=now,
                error=run.error or f"gave up after {run.attempts} attempts",
            )
        elif mine.update(
            state=RunState.RUNNING,
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
            lease_until=now + lease,
            heartbeat_at=now,
            worker=worker,
        ):
            run.state, run.fence, run.attempts = RunState.RUNNING, run.fence + 1, run.attempts + 1
            return run
    return None


def _claimable(now: datetime) -> QuerySet[Run]:
    return Run.objects.filter(
        Q(state=RunState.QUEUED, due_at__lte=now) | Q(state=RunState.RUNNING, lease_until__lt=now)
    )


def _held(run: Run) -> QuerySet[Run]:
    """The row, as long as it is this claim's."""
    return Run.objects.filter(pk=run.pk, fence=run.fence, state=RunState.RUNNING)


def begin(run: Run) -> None:
    """Note the inputs' version before anything is read from them."""
    run.input_version = kind_named(run.kind).input_version(json.loads(run.arguments))
    if not _held(run).update(input_version=run.input_version):
        raise Fenced


def beat(run: Run, lease: timedelta, progress: str) -> bool:
    """Renew the lease and show progress; True when a cancel was asked. Raises Fenced when the run is lost."""
    now = timezone.now()
    if not _held(run).update(heartbeat_at=now, lease_until=now + lease, progress=progress):
        raise Fenced
    return Run.objects.filter(pk=run.pk, cancel_asked=True).exists()


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
            ended = {"state": RunState.DONE, "finished_at": timezone.now(), "result": canonical(result)}
            if not _held(run).update(**ended):
                raise Fenced
            if kind.input_version(json.loads(run.arguments)) != run.input_version:
                raise InputChanged
            kind.store(run, result)
    except InputChanged:
        _end(run, RunState.OUTDATED)
        raise


def fail(run: Run, error: str) -> None:
    """Note an error; the run is tried again later until its attempts are used up."""
    now = timezone.now()
    if run.attempts < run.max_attempts:
        wait = RETRY_AFTER * 2 ** (run.attempts - 1)
        _held(run).update(state=RunState.QUEUED, due_at=now + wait, error=error, lease_until=None)
    else:
        _end(run, RunState.FAILED, error)


def end_cancelled(run: Run) -> None:
    """The computation stopped as it was asked to."""
    _end(run, RunState.CANCELLED)


def cancel(run: Run) -> None:
    """Ask to stop: a waiting run is cancelled at once, a running one is told."""
    now = timezone.now()
    if not Run.objects.filter(pk=run.pk, state=RunState.QUEUED).update(
        state=RunState.CANCELLED, finished_at=now, cancel_asked=True
    ):
        Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(cancel_asked=True)


def _end(run: Run, state: RunState, error: str = "") -> None:
    _held(run).update(state=state, finished_at=timezone.now(), error=error)
