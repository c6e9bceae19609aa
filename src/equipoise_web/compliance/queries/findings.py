"""Findings of a roster by what they ask, and within that by rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from equipoise.rules.model import Rule
from equipoise_web.compliance.models import Check, Finding
from equipoise_web.compliance.queries.rules import (
    FROM_MEMORY,
    in_words,
    reference_of,
    rules_by_id,
    source_kind,
)
from equipoise_web.core.access import Standing
from equipoise_web.core.local_days import local_date
from equipoise_web.core.small_groups import least_shown
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.roster_findings import ORDER, UNDETERMINED, holding

AT_FIRST = 20


@dataclass(frozen=True)
class Line:
    """One finding: who, when, and what was measured in a sentence; ``day`` is where the board shows it."""

    worker: UUID
    name: str
    first: date
    last: date
    day: date
    sentence: str


@dataclass(frozen=True)
class Group:
    """All findings of one rule; ``more`` of them are left out of ``lines``."""

    rule: str
    reference: str
    source: str
    checked: bool
    summary: str
    count: int
    people: int
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True)
class Section:
    """What asks the same of the reader: block, gate, warn or undetermined."""

    severity: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True)
class Asked:
    """What the page is narrowed to; ``rule`` shows all lines of one rule."""

    text: str = ""
    severity: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Report:
    """A roster's findings. ``hidden`` counts those out of the viewer's scope, None where they are too few."""

    check: Check
    sections: tuple[Section, ...]
    counts: dict[str, int] = field(default_factory=dict)
    hidden: int | None = 0

    @property
    def checks(self) -> int:
        """All questions that the checker asked: each rule of each worker in each period."""
        return self.check.passed + self.check.failed + self.check.undetermined

    @property
    def is_whole(self) -> bool:
        """Whether the viewer sees all findings."""
        return self.hidden == 0


def report_of(standing: Standing, roster: Roster, asked: Asked) -> Report:
    """The findings that hold for a roster, as far as the viewer may see them."""
    check = Check.objects.visible_to(standing).get(roster=roster, amendment=None)
    seen = holding(Finding.objects.visible_to(standing), roster)
    rules = rules_by_id(check.packs)
    sections = _sections(_narrowed(seen, asked), roster, rules, asked)
    return Report(check, sections, _counts(seen), _hidden(standing, roster, seen.count()))


def _narrowed(seen: QuerySet[Finding], asked: Asked) -> Iterable[Finding]:
    found = seen.filter(rule=asked.rule) if asked.rule else seen
    if asked.text:
        found = found.filter(worker__person__name__icontains=asked.text)
    rows = found.select_related("worker__person").order_by("rule", "worker__person__name", "starts_at")
    return [row for row in rows if not asked.severity or severity_of(row) == asked.severity]


def severity_of(finding: Finding) -> str:
    """What a finding asks; one that could not be decided asks for what is missing."""
    return UNDETERMINED if finding.result == UNDETERMINED else finding.severity


def _sections(
    rows: Iterable[Finding], roster: Roster, rules: dict[str, Rule], asked: Asked
) -> tuple[Section, ...]:
    found: dict[str, list[Group]] = {severity: [] for severity in ORDER}
    ordered = sorted(rows, key=lambda row: (ORDER.index(severity_of(row)), row.rule))
    for (severity, rule), group in groupby(ordered, key=lambda row: (severity_of(row), row.rule)):
        found[severity].append(_group(list(group), roster, rules.get(rule), whole=bool(asked.rule)))
    return tuple(Section(severity, tuple(groups)) for severity, groups in found.items() if groups)


def _group(rows: list[Finding], roster: Roster, rule: Rule | None, *, whole: bool) -> Group:
    first = rows[0]
    shown = rows if whole else rows[:AT_FIRST]
    return Group(
        first.rule,
        reference_of(rule.instrument, rule.article) if rule else first.article or first.rule,
        source_kind(rule.status if rule else "", first.jurisdiction),
        rule is not None and rule.evidence != FROM_MEMORY,
        in_words(rule.summary) if rule else "",
        len(rows),
        len({row.worker_id for row in rows}),
        tuple(_line(row, roster) for row in shown),
    )


def _line(row: Finding, roster: Roster) -> Line:
    zone = roster.centre.timezone
    first, last = local_date(row.starts_at, zone), _last_date(row.starts_at, row.ends_at, zone)
    day = min(max(first, roster.starts_on), roster.ends_on)
    return Line(row.worker.uuid, row.worker.person.name, first, last, day, in_words(row.message))


def _last_date(starts_at: datetime, ends_at: datetime, zone: str) -> date:
    """The last date that a span touches; an end at midnight is not of the next day."""
    end = ends_at.timestamp() - (1 if ends_at > starts_at else 0)
    return local_date(datetime.fromtimestamp(end, ends_at.tzinfo), zone)


def _counts(seen: QuerySet[Finding]) -> dict[str, int]:
    found = dict.fromkeys(ORDER, 0)
    counted = seen.order_by().values_list("severity", "result").annotate(n=Count("pk"))
    for severity, result, number in counted:
        found[UNDETERMINED if result == UNDETERMINED else severity] += number
    return {severity: number for severity, number in found.items() if number}


def _hidden(standing: Standing, roster: Roster, seen: int) -> int | None:
    """Findings about people out of scope: None where they concern too few people to say how many."""
    rows = holding(Finding.objects.all(), roster)
    shown = holding(Finding.objects.visible_to(standing), roster).values("pk")
    left = (
        rows.exclude(pk__in=shown)
        .order_by()
        .aggregate(n=Count("pk", distinct=True), people=Count("worker", distinct=True))
    )
    if not left["n"]:
        return 0
    return int(left["n"]) if left["people"] >= least_shown() else None
