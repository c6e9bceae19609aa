"""Keep what the independent checker said."""

from __future__ import annotations

from collections.abc import Mapping

from equipoise.rules import model as rules
from equipoise_web.compliance.models import Check, Finding
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Amendment, Roster
from equipoise_web.service.instants import instant

BATCH = 1000
BLOCK, FAIL = "block", "fail"


def record_check(
    roster: Roster,
    found: rules.Findings,
    workers: Mapping[str, Worker],
    amendment: Amendment | None = None,
) -> Check:
    """Write the findings of a roster, or of the worker whose rows an amendment changed."""
    check = Check.objects.create(
        roster=roster,
        amendment=amendment,
        packs=[{"id": pack, "version": version} for pack, version in found.packs],
        passed=found.passed,
        failed=found.failed,
        undetermined=found.undetermined,
        blocking=sum(finding.severity == BLOCK and finding.result == FAIL for finding in found.findings),
    )
    Finding.objects.bulk_create(
        (_finding(check, finding, workers[finding.worker]) for finding in found.findings), batch_size=BATCH
    )
    return check


def _finding(check: Check, found: rules.Finding, worker: Worker) -> Finding:
    return Finding(
        check_made=check,
        rule=found.rule,
        article=found.article,
        jurisdiction=found.jurisdiction,
        severity=found.severity,
        result=found.result,
        worker=worker,
        starts_at=instant(found.start_s),
        ends_at=instant(found.end_s),
        measured=found.measured,
        limit=found.limit,
        unit=found.unit,
        message=dict(found.message),
    )
