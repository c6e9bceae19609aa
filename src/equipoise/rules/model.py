"""What a rule, a finding and a checked timeline are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from .months import months_after
from .parameters import Parameters

if TYPE_CHECKING:
    from equipoise.timegrid import LocalClock, Stretch


@dataclass(frozen=True)
class Scope:
    """For whom a rule holds; empty means everybody.

    ``hours_below`` are contract hours a week below which somebody works part-time. ``fact`` must
    be on file for the day judged (``pregnant``), where ``fact_months`` is set no longer than so many
    months after the fact's first day; ``unless`` must not be on file (``opt_out``).
    """

    age_from: int | None = None
    age_below: int | None = None
    contract_types: tuple[str, ...] = ()
    hours_below: float | None = None
    fact: str | None = None
    fact_months: int | None = None
    unless: str | None = None

    @property
    def is_personal(self) -> bool:
        """Whether it depends on the worker's age, contract hours or facts of the day judged."""
        asked = (self.age_from, self.age_below, self.hours_below, self.fact, self.unless)
        return any(one is not None for one in asked)


@dataclass(frozen=True)
class Replaces:
    """The rule that a rule stands in for, and the clause that permits it.

    ``by`` and ``article`` name the deviation clause of the replaced rule; ``condition`` and
    ``compensation`` say in the agreement's own words how those of the clause are met.
    """

    rule: str
    by: str
    article: str
    condition: str = ""
    compensation: str = ""


@dataclass(frozen=True)
class Deviation:
    """A clause by which a rule may be replaced: by whom, how far, on what condition, against what.

    ``up_to`` are the furthest parameters, of the same kind or, where set, of ``kind``; ``free``
    those without a figure. With neither, the clause sets no bound.
    """

    by: str
    article: str
    up_to: dict[str, Any] | None = None
    free: tuple[str, ...] = ()
    kind: str | None = None
    condition: str = ""
    compensation: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule with the value in force for a period.

    ``severity`` is block, gate or warn; ``evidence`` is P, S or fm; ``summary`` holds one
    sentence a language. ``is_confirmed`` is whether a person checked a value from memory.
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
    replaces: Replaces | None = None
    deviations: tuple[Deviation, ...] = ()
    is_confirmed: bool = False


@dataclass(frozen=True)
class Pack:
    """The rules of one jurisdiction as they stand on ``version`` (YYYY-MM-DD)."""

    id: str
    version: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Fact:
    """Something on file about a worker from one day to another, both included; open where ``None``.

    ``value`` is a number where the fact has one, such as hours a week with another employer.
    """

    name: str
    first: date | None = None
    last: date | None = None
    value: float | None = None

    def holds(self, on: date, months: int | None = None) -> bool:
        """Whether it is so on a day, and that day is within so many months after the first."""
        if self.first is None:
            return self.last is None or on <= self.last
        is_late = months is not None and on > months_after(self.first, months)
        return self.first <= on and (self.last is None or on <= self.last) and not is_late


@dataclass(frozen=True)
class WorkerFacts:
    """What rules may know of a worker; ``facts`` is ``None`` where nobody handed any over."""

    worker: str
    birth_date: date | None = None
    contract_h_per_week: float | None = None
    contract_type: str = "permanent"
    facts: tuple[Fact, ...] | None = None

    def has(self, name: str, on: date, months: int | None = None) -> bool:
        """Whether a fact is on file for a day, within so many months after its first."""
        return any(fact.name == name and fact.holds(on, months) for fact in self.facts or ())


@dataclass(frozen=True)
class Timeline:
    """One worker's stretches in order, history included.

    ``from_s`` to ``to_s`` is the period under judgement (local midnights); stretches before it
    are history. ``known_from_s`` is where knowledge begins: before it nothing is known, after it
    the absence of a row means free time. ``absences`` counts hours where a rule counts them.
    ``leave`` and ``contacts`` are ``None`` where nobody handed any over.
    """

    facts: WorkerFacts
    clock: LocalClock
    stretches: tuple[Stretch, ...]
    from_s: int
    to_s: int
    known_from_s: int
    absences: tuple[Absence, ...] = ()
    leave: tuple[LeaveAccount, ...] | None = None
    contacts: tuple[ContactEnd, ...] | None = None


@dataclass(frozen=True)
class Absence:
    """Leave, sickness or another absence; ``counted_h`` is what it counts for in hours."""

    worker: str
    start_s: int
    end_s: int
    kind: str
    counted_h: float


@dataclass(frozen=True)
class LeaveAccount:
    """Leave of one year and kind in hours; ``reminded`` is the day the worker was told that it lapses."""

    worker: str
    year: int
    kind: str
    entitled_h: float
    taken_h: float
    lapses: date | None = None
    reminded: date | None = None


@dataclass(frozen=True)
class ContactEnd:
    """A contact's wrap-up end and, where another was offered after it, when; ``incoming`` or outgoing.

    ``is_complex`` contacts are those that the centre calls so.
    """

    end_s: int
    next_s: int
    incoming: bool = True
    is_complex: bool = False


@dataclass(frozen=True)
class Finding:
    """A failed or undetermined result of one rule for one worker in one period.

    ``worker`` is empty where the whole centre is judged.
    """

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
class NotJudged:
    """A rule that nobody could judge: whole kinds of ``inputs`` were not handed over."""

    rule: str
    missing: dict[str, str]
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """Outcome of a check: fails and undetermined in full, passes as a count.

    ``not_judged`` rules neither passed nor failed.
    """

    findings: tuple[Finding, ...]
    packs: tuple[tuple[str, str], ...]
    passed: int
    not_judged: tuple[NotJudged, ...] = ()

    @property
    def failed(self) -> int:
        return sum(f.result == "fail" for f in self.findings)

    @property
    def undetermined(self) -> int:
        return sum(f.result == "undetermined" for f in self.findings)
