"""Keep what the independent checker said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from equipoise.rules import model as rules
from equipoise.rules.confidential import is_confidential
from equipoise_web.compliance.models import Check, Finding
from equipoise_web.compliance.queries.confirmed import rules_of
from equipoise_web.compliance.queries.in_force import Rules, rules_for
from equipoise_web.compliance.queries.rules import rules_by_id
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
    held_before: Callable[[rules.Finding], bool] = lambda finding: False,
) -> Check:
    """Write the findings of a roster, or of the worker whose rows an amendment changed.

    ``held_before`` says of a finding after an amendment whether the roster had it before.
    """
    check = Check.objects.create(
        roster=roster,
        amendment=amendment,
        packs=list(_packs(found, rules_for(roster.centre, roster.starts_on))),
        passed=found.passed,
        failed=found.failed,
        undetermined=found.undetermined,
        blocking=sum(finding.severity == BLOCK and finding.result == FAIL for finding in found.findings),
        not_judged=[{"rule": each.rule, "missing": dict(each.missing)} for each in found.not_judged],
        of_centre=[_of_centre(each) for each in found.findings if not each.worker],
    )
    private = {name for name, rule in rules_by_id(check.packs).items() if is_confidential(rule)}
    Finding.objects.bulk_create(
        (
            _finding(check, each, workers[each.worker], held_before(each), each.rule in private)
            for each in found.findings
            if each.worker
        ),
        batch_size=BATCH,
    )
    return check


def _packs(found: rules.Findings, in_force: Rules) -> Iterator[dict[str, Any]]:
    """Each pack that was used, and the version by which it was in force."""
    sources = {source.name: source for source in in_force.sources}
    for pack, version in found.packs:
        said: dict[str, Any] = {"id": pack, "version": version}
        if (source := sources.get(pack)) is not None and source.version is not None:
            said["by"] = str(source.version.uuid)
            if source.said.overlay is not None:
                said["overlay"] = True
            own = {rule["id"] for rule in rules_of(source)}
            if confirmed := sorted(own & set(in_force.confirmed.rules)):
                said["confirmed"] = confirmed
        yield said


def _of_centre(found: rules.Finding) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "severity": found.severity,
        "result": found.result,
        "starts_at": instant(found.start_s).isoformat(),
        "ends_at": instant(found.end_s).isoformat(),
        "message": dict(found.message),
    }


def _finding(check: Check, found: rules.Finding, worker: Worker, held_before: bool, private: bool) -> Finding:
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
        stood_before=held_before,
        private=private,
    )
