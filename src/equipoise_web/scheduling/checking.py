"""The independent checker over one worker's rows, as they stand or would stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from equipoise.rules.checker import check_worker
from equipoise.rules.model import Finding, Findings
from equipoise.rules.timelines import build_timelines
from equipoise.timegrid import Stretch as LibraryStretch
from equipoise.timegrid import zone
from equipoise.timegrid.clock import DAY_S
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.adapters import planning_workforce, rule_packs, seconds
from equipoise_web.scheduling.models import Roster, Stretch


def check_worker_rows(
    roster: Roster, worker: Worker, rows: Iterable[Stretch], added: Sequence[LibraryStretch]
) -> Findings:
    """Judge what a worker's part of a roster would be, under the packs of its first day."""
    stretches = [_stretch(row, worker) for row in rows]
    return check_stretches(
        roster, worker, [*stretches, *(replace(row, worker=worker.number) for row in added)]
    )


def check_stretches(roster: Roster, worker: Worker, stretches: Sequence[LibraryStretch]) -> Findings:
    """Judge a worker's part of a roster, under the packs of its first day.

    Raises InvalidInput where two of the stretches overlap.
    """
    return check_each(roster, [worker], stretches)[worker.number]


def check_each(
    roster: Roster, workers: Sequence[Worker], stretches: Sequence[LibraryStretch]
) -> dict[str, Findings]:
    """Judge each of some workers of a roster by number; raises as :func:`check_stretches`."""
    return Judge(roster, workers).findings(stretches)


class Judge:
    """The checker with all that it must know of some workers, read once for several versions of rows."""

    def __init__(self, roster: Roster, workers: Sequence[Worker]) -> None:
        self._clock = zone(roster.centre.timezone)
        self._start_s = self._clock.instant_s(roster.starts_on, 0)
        self._end_s = self._clock.instant_s(roster.ends_on + timedelta(days=1), 0)
        numbers = [worker.number for worker in workers]
        self._workforce = planning_workforce(roster.centre, roster.starts_on, roster.ends_on, numbers)
        self._packs = rule_packs(roster.centre, roster.starts_on)

    def kind_of(self, rule: str) -> str:
        """The kind of a rule by its identifier; empty for one that is of no pack here."""
        return next((one.kind for pack in self._packs for one in pack.rules if one.id == rule), "")

    def findings(self, stretches: Sequence[LibraryStretch]) -> dict[str, Findings]:
        """What it says of each worker by number; InvalidInput where two stretches of one overlap."""
        timelines = build_timelines(
            tuple(stretches),
            tuple(each.facts for each in self._workforce.workers),
            self._clock,
            self._start_s,
            self._end_s,
            self._workforce.previous,
            self._workforce.absences,
            self._workforce.leave,
        )
        return {timeline.facts.worker: check_worker(timeline, self._packs) for timeline in timelines}


class Before:
    """What a worker's rows broke before a change, each breach counted once."""

    def __init__(self, findings: Findings) -> None:
        self._left = Counter(_breach(one) for one in findings.findings)

    def held(self, finding: Finding) -> bool:
        """Whether a finding after the change was there before; asked once for each finding."""
        self._left[_breach(finding)] -= 1
        return self._left[_breach(finding)] >= 0


def _breach(one: Finding) -> tuple[str, str, int, float | None]:
    """The same breach: rule, result, day and measure; a moved start of a window is not another breach."""
    return one.rule, one.result, one.start_s // DAY_S, one.measured


def _stretch(row: Stretch, worker: Worker) -> LibraryStretch:
    queue = row.queue.name if row.queue else ""
    return LibraryStretch(worker.number, seconds(row.starts_at), seconds(row.ends_at), row.activity, queue)
