"""Jobs of the people app."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from equipoise_web.core.audit.record import record
from equipoise_web.core.jobs.kinds import Arguments, JobKind, Pulse, register
from equipoise_web.core.models import Run
from equipoise_web.people.models import ImportDraft

PRUNE = "people.prune_imports"
KEEP_DAYS = 30


def prune_imports(_arguments: Arguments, _pulse: Pulse) -> Any:
    """Delete what files said and nobody applied or dropped in time; return how many imports that were."""
    old = timezone.now() - timedelta(days=KEEP_DAYS)
    waiting = ImportDraft.objects.filter(applied_at=None, dropped_at=None, created_at__lt=old)
    return sum(_prune(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _prune(pk: int) -> int:
    """One import, unless somebody ended it meanwhile."""
    waiting = ImportDraft.objects.select_for_update(of=("self",)).filter(
        pk=pk, applied_at=None, dropped_at=None
    )
    draft = waiting.select_related("centre__organisation").first()
    if draft is None:
        return 0
    record(
        None, "people.import_pruned", draft, organisation=draft.centre.organisation, centre=draft.centre,
        sha256=draft.sha256,
    )  # fmt: skip
    draft.delete()
    return 1


def _as_it_is(_run: Run, result: Any) -> Any:
    """Each import is deleted in a transaction of its own, which a repetition finds done."""
    return result


register(JobKind(PRUNE, prune_imports, _as_it_is, label=_("Removal of imports that nobody applied")))
