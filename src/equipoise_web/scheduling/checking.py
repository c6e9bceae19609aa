"""The independent checker over one worker's rows, as they stand or would stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from equipoise.rules.checker import check_worker
from equipoise.rules.model import Findings
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch as LibraryStretch
from equipoise.timegrid import zone
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import planning_workforce, rule_packs, seconds
from equipoise_web.scheduling.models import Roster, Stretch


def check_worker_rows(
    roster: Roster, worker: Worker, rows: Iterable[Stretch], added: Sequence[LibraryStretch]
) -> Findings:
    """Judge what a worker's part of a roster would be, under the packs of its first day."""
    clock = zone(roster.centre.timezone)
    start_s, end_s = (
        clock.instant_s(roster.starts_on, 0),
        clock.instant_s(roster.ends_on + timedelta(days=1), 0),
    )
    workforce = planning_workforce(roster.centre, roster.starts_on, roster.ends_on)
    own = [each.facts for each in workforce.workers if each.name == worker.number]
    stretches = [_stretch(row, worker) for row in rows] + [
        replace(row, worker=worker.number) for row in added
    ]
    timelines = build_timelines(
        tuple(stretches),
        tuple(own),
        clock,
        start_s,
        end_s,
        tuple(row for row in workforce.previous if row.worker == worker.number),
        tuple(row for row in workforce.absences if row.worker == worker.number),
    )
    return check_worker(timelines[0], rule_packs(roster.centre, roster.starts_on))


def newly_broken(found: Findings, before: Findings) -> tuple[str, ...]:
    """Rules that must not be broken and fail more often than before."""
    return tuple(sorted(_failed(found) - _failed(before)))


def _failed(found: Findings) -> Counter[str]:
    blocking = (row.rule for row in found.findings if (row.severity, row.result) == ("block", "fail"))
    return Counter(blocking)


def _stretch(row: Stretch, worker: Worker) -> LibraryStretch:
    queue = row.queue.name if row.queue else ""
    return LibraryStretch(worker.number, seconds(row.starts_at), seconds(row.ends_at), row.activity, queue)
