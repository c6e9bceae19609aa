"""What a rule, a finding and a checked timeline are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .parameters import Parameters

if TYPE_CHECKING:
    from equipoise.timegrid import LocalClock, Stretch


@dataclass(frozen=True)
class Scope:
    """For whom a rule holds; empty means everybody.

    ``hours_below`` are contract hours a week below which somebody works part-time.
    """

    age_from: int | None = None
    age_below: int | None = None
    contract_types: tuple[str, ...] = ()
    hours_below: float | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it depends on the worker's age or contract hours, which may be unknown."""
        return (self.age_from, self.age_below, self.hours_below) != (None, None, None)


@dataclass(frozen=True)
class Rule:
    """One rule with the value in force for a period.

    ``severity`` is block, gate or warn; ``evidence`` is P, S or fm; ``summary`` holds one
    sentence a language.
    """

    id: str
    kind: str
    parameters: Parameters
    jurisdiction: str
    instrument: str
    article: str
    severity: str
    status: str = "in_force"
    evidence: str = "P"
    scope: Scope = Scope()
    source: str = ""
    summary: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """The rules of one jurisdiction as they stand on ``version`` (YYYY-MM-DD)."""

    id: str
    version: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class WorkerFacts:
    """What rules may know of a worker."""

    worker: str
    birth_date: date | None = None
    contract_h_per_week: float | None = None
    contract_type: str = "permanent"


@dataclass(frozen=True)
class Timeline:
    """One worker's stretches in order, history included.

    ``from_s`` to ``to_s`` is the period under judgement (local midnights); stretches before it
    are history. ``known_from_s`` is where knowledge begins: before it nothing is known, after it
    the absence of a row means free time. ``absences`` counts hours where a rule counts them.
    """

    facts: WorkerFacts
    clock: LocalClock
    stretches: tuple[Stretch, ...]
    from_s: int
    to_s: int
    known_from_s: int
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True)
class Absence:
    """Leave, sickness or another absence; ``counted_h`` is what it counts for in hours."""

    worker: str
    start_s: int
    end_s: int
    kind: str
    counted_h: float


@dataclass(frozen=True)
class Finding:
    """A failed or undetermined result of one rule for one worker in one period."""

    rule: str
    article: str
    jurisdiction: str
    severity: str
    result: str
    worker: str
    start_s: int
    end_s: int
    measured: float | None
    limit: float | None
    unit: str
    message: dict[str, str]


@dataclass(frozen=True)
class Findings:
    """Outcome of a check: fails and undetermined in full, passes as a count."""

    findings: tuple[Finding, ...]
    packs: tuple[tuple[str, str], ...]
    passed: int

    @property
    def failed(self) -> int:
        return sum(f.result == "fail" for f in self.findings)

    @property
    def undetermined(self) -> int:
        return sum(f.result == "undetermined" for f in self.findings)
