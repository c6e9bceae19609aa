"""What the independent checker and the requirement say of an edit, against the rows before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from equipoise_web.compliance.queries.private import apart_from
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.drafting.own_limits import RULE, own_limits
from equipoise_web.scheduling.models import Roster

if TYPE_CHECKING:
    from equipoise.rules.model import Finding
    from equipoise.timegrid import Stretch

BLOCK, FAIL = "block", "fail"


@dataclass(frozen=True)
class Verdict:
    """Findings of one worker: those that the edit brings, and all that stand after it."""

    worker: Worker
    new: tuple[Finding, ...]
    standing: tuple[Finding, ...]

    @property
    def blocked(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.new if (one.severity, one.result) == (BLOCK, FAIL))

    @property
    def of_law(self) -> bool:
        """Whether a rule that blocks is one that the check of the roster judges too."""
        return any(one.rule != RULE for one in self.blocked)

    @property
    def warned(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.new if one not in self.blocked)


def judge(
    roster: Roster, workers: Sequence[Worker], before: Sequence[Stretch], after: Sequence[Stretch]
) -> tuple[Verdict, ...]:
    """Compare what the checker says of some workers' rows before and after an edit."""
    from equipoise_web.scheduling.checking import Before, Judge  # which the server starts without

    judge = Judge(roster, workers)
    was, now = judge.findings(before), judge.findings(after)
    limits = own_limits(roster, workers, before), own_limits(roster, workers, after)
    new: list[Finding] = []
    standing: list[Finding] = []
    for number in (worker.number for worker in workers if worker.number in now):
        held = Before(was[number])
        new += [one for one in now[number].findings if not held.held(one)]
        standing += now[number].findings
        held_before = {one.start_s for one in limits[0].get(number, ())}
        new += [one for one in limits[1].get(number, ()) if one.start_s not in held_before]
        standing += limits[1].get(number, ())
    shown = apart_from(roster, [*new, *standing])
    fresh, all_of = shown[: len(new)], shown[len(new) :]
    return tuple(Verdict(worker, _of(worker, fresh), _of(worker, all_of)) for worker in workers)


def _of(worker: Worker, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.worker == worker.number)
