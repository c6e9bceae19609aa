"""Jobs of the core itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.audit.seal import checkpoint
from equipoise_web.core.events import sequence
from equipoise_web.core.jobs.kinds import Arguments, JobKind, Pulse, register
from equipoise_web.core.models import Run

# What an ended run told and gave is for the weeks after it; what it made lives in rows of its own.
KEEP = timedelta(days=90)


def _checkpoint(_arguments: Arguments, _pulse: Pulse) -> Any:
    point = checkpoint()
    return point.size if point else 0


def _prune_events(_arguments: Arguments, _pulse: Pulse) -> Any:
    return sequence.prune()


def prune_runs(_arguments: Arguments, _pulse: Pulse) -> Any:
    """Empty progress and result of the runs that ended long ago, and return how many that were.

    The row stays: its key keeps a second request from running again, and the audit names it.
    """
    old = Run.objects.filter(finished_at__lt=timezone.now() - KEEP)
    return old.exclude(progress="null", result="null").update(progress="null", result="null")


def _as_it_is(_run: Run, result: Any) -> Any:
    """These jobs write by transactions of their own, which a repetition finds done."""
    return result


register(
    JobKind("audit.checkpoint", _checkpoint, _as_it_is, label=_("Checkpoint of the audit")),
)
register(JobKind("events.prune", _prune_events, _as_it_is, label=_("Removal of events older than a day")))
register(JobKind("jobs.prune", prune_runs, _as_it_is, label=_("Removal of old jobs' progress and results")))
