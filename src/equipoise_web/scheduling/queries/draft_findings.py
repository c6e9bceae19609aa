"""Findings of a draft: of touched workers by a check of its rows, of others by the base's check."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from equipoise_web.compliance.queries.private import apart_from
from equipoise_web.core.access import Standing
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.own_limits import own_limits
from equipoise_web.scheduling.drafting.rows import standing_rows
from equipoise_web.scheduling.models import Draft
from equipoise_web.scheduling.queries.roster_findings import (
    ORDER,
    UNDETERMINED,
    Mark,
    findings_of,
    sentence_of,
    source_of,
)
from equipoise_web.service.instants import instant

if TYPE_CHECKING:
    from equipoise.rules.model import Finding

Key = tuple[UUID, int, int]
# What else a check rests on (absences, contracts, rules) may change meanwhile; so long an answer is kept.
FRESH, MOST = timedelta(seconds=20), 5000
_kept: OrderedDict[Key, tuple[datetime, tuple[Finding, ...]]] = OrderedDict()


def draft_findings(standing: Standing, draft: Draft) -> dict[int, list[Mark]]:
    """Findings of each worker that the viewer may see, the gravest first."""
    touched = dict(draft.touched.values_list("worker_id", "number"))
    found = findings_of(standing, draft.base, published=False)
    for worker in touched:
        found.pop(worker, None)
    seen = list(Worker.objects.visible_to(standing).filter(pk__in=touched))
    pairs = [(pk, one) for pk, own in checked(draft, seen, touched).items() for one in own]
    masked = apart_from(draft.base, [finding for _worker, finding in pairs]) if pairs else ()
    live: dict[int, list[Finding]] = {worker.pk: [] for worker in seen}
    for (worker, _finding), shown in zip(pairs, masked, strict=True):
        live[worker].append(shown)
    return found | {pk: marks_of(pk, own) for pk, own in live.items()}


def checked(
    draft: Draft, workers: Sequence[Worker], touched: dict[int, int]
) -> dict[int, tuple[Finding, ...]]:
    """What the checker says of touched workers' rows as they stand; ``touched`` has their last edits."""
    from equipoise_web.scheduling.checking import check_each  # which the server starts without

    now = timezone.now()
    keys = {worker.pk: (draft.uuid, worker.pk, touched[worker.pk]) for worker in workers}
    known = {pk: said[1] for pk, key in keys.items() if (said := _kept.get(key)) and now - said[0] < FRESH}
    asked = [worker for worker in workers if worker.pk not in known]
    if asked:
        rows = standing_rows(draft, asked)
        judged, limits = check_each(draft.base, asked, rows), own_limits(draft.base, asked, rows)
        for worker in asked:
            own = judged.get(worker.number)
            known[worker.pk] = (*(own.findings if own else ()), *limits.get(worker.number, ()))
            _kept[keys[worker.pk]] = now, known[worker.pk]
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return known


def marks_of(worker: int, findings: Iterable[Finding]) -> list[Mark]:
    """The library's findings as a board shows them, the gravest first."""
    marks = [mark_of(worker, finding) for finding in findings]
    return sorted(marks, key=lambda mark: (ORDER.index(mark.severity), mark.starts_at))


def mark_of(worker: int, finding: Finding) -> Mark:
    """One finding of the library."""
    return Mark(
        worker,
        UNDETERMINED if finding.result == UNDETERMINED else finding.severity,
        sentence_of(finding.message),
        finding.article or finding.rule,
        source_of(finding.jurisdiction),
        instant(finding.start_s),
        instant(finding.end_s),
    )
