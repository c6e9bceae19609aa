"""Findings of a roster by what they ask, and within that by rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from equipoise.rules.model import Rule
from equipoise_web.compliance.models import Check, Dispensation, Finding
from equipoise_web.compliance.queries.confirmed import FROM_MEMORY, Confirmed, sureness
from equipoise_web.compliance.queries.dispensations import Stands, must_be_fixed
from equipoise_web.compliance.queries.in_force import rules_for
from equipoise_web.compliance.queries.private import private_words, told
from equipoise_web.compliance.queries.rules import (
    LAW,
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
    """One finding: who, when, and what was measured in a sentence; ``day`` is where the board shows it.

    ``stands`` is the dispensation by which it stands. ``may_stand`` says that one can be given for it.
    """

    worker: UUID
    name: str
    first: date
    last: date
    day: date
    sentence: str
    finding: UUID
    stands: Dispensation | None
    may_stand: bool


@dataclass(frozen=True)
class Group:
    """All findings of one rule; ``more`` of them are left out of ``lines``."""

    rule: str
    reference: str
    source: str
    checked: bool
    sure: str
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
class Unjudged:
    """A rule that was neither met nor broken: what it is about was not handed over."""

    rule: str
    reference: str
    source: str
    summary: str
    missing: str


@dataclass(frozen=True)
class OfCentre:
    """A finding about the centre as a whole; ``severity`` as of the sections."""

    rule: str
    reference: str
    source: str
    severity: str
    starts_at: datetime
    sentence: str


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
    not_judged: tuple[Unjudged, ...] = ()
    of_centre: tuple[OfCentre, ...] = ()
    stands: tuple[Dispensation, ...] = ()

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
    seen = told(standing, holding(Finding.objects.visible_to(standing), roster))
    rules = rules_by_id(check.packs)
    confirmed = rules_for(roster.centre, roster.starts_on).confirmed
    stands = Stands(standing, roster)
    sections = _sections(_narrowed(seen, asked), roster, rules, confirmed, stands, asked)
    hidden = _hidden(standing, roster, seen.count())
    return Report(
        check, sections, _counts(seen), hidden, tuple(unjudged(check, rules)),
        tuple(of_centre(check, rules)), tuple(stands.rows),
    )  # fmt: skip


def unjudged(check: Check, rules: dict[str, Rule]) -> Iterable[Unjudged]:
    """What the check could not judge at all, by rule."""
    for row in check.not_judged:
        rule = rules.get(row["rule"])
        yield Unjudged(
            row["rule"],
            reference_of(rule.instrument, rule.article) if rule else row["rule"],
            source_kind(rule.status, rule.jurisdiction) if rule else LAW,
            in_words(rule.summary) if rule else "",
            in_words(row["missing"]),
        )


def of_centre(check: Check, rules: dict[str, Rule]) -> Iterable[OfCentre]:
    """What was found of the centre as a whole, in order of time."""
    for row in sorted(check.of_centre, key=lambda row: (row["starts_at"], row["rule"])):
        rule = rules.get(row["rule"])
        yield OfCentre(
            row["rule"],
            reference_of(rule.instrument, rule.article) if rule else row["rule"],
            source_kind(rule.status, rule.jurisdiction) if rule else LAW,
            UNDETERMINED if row["result"] == UNDETERMINED else row["severity"],
            datetime.fromisoformat(row["starts_at"]),
            in_words(row["message"]),
        )


def _narrowed(seen: QuerySet[Any], asked: Asked) -> Iterable[Any]:
    found = seen.filter(shown_rule=asked.rule) if asked.rule else seen
    if asked.text:
        found = found.filter(worker__person__name__icontains=asked.text)
    rows = found.select_related("worker__person").order_by("shown_rule", "worker__person__name", "starts_at")
    return [row for row in rows if not asked.severity or severity_of(row) == asked.severity]


def severity_of(finding: Finding) -> str:
    """What a finding asks; one that could not be decided asks for what is missing."""
    return UNDETERMINED if finding.result == UNDETERMINED else finding.severity


def _sections(
    rows: Iterable[Any],
    roster: Roster,
    rules: dict[str, Rule],
    confirmed: Confirmed,
    stands: Stands,
    asked: Asked,
) -> tuple[Section, ...]:
    found: dict[str, list[Group]] = {severity: [] for severity in ORDER}
    ordered = sorted(rows, key=lambda row: (ORDER.index(severity_of(row)), row.shown_rule))
    for (severity, rule), group in groupby(ordered, key=lambda row: (severity_of(row), row.shown_rule)):
        lines = list(group)
        found[severity].append(
            _group(lines, roster, rules.get(rule), confirmed, stands, whole=bool(asked.rule) or not rule)
        )
    return tuple(Section(severity, tuple(groups)) for severity, groups in found.items() if groups)


def _group(
    rows: list[Any],
    roster: Roster,
    rule: Rule | None,
    confirmed: Confirmed,
    stands: Stands,
    *,
    whole: bool,
) -> Group:
    first = rows[0]
    confirmation = confirmed.get(first.shown_rule)
    shown = rows if whole else rows[:AT_FIRST]
    return Group(
        first.shown_rule,
        reference_of(rule.instrument, rule.article) if rule else first.shown_article or first.shown_rule,
        source_kind(rule.status if rule else "", first.shown_place),
        first.masked or (rule is not None and (rule.evidence != FROM_MEMORY or confirmation is not None)),
        sureness(rule.evidence, confirmation) if rule else "",
        in_words(rule.summary) if rule else private_words() if first.masked else "",
        len(rows),
        len({row.worker_id for row in rows}),
        tuple(_line(row, roster, stands) for row in shown),
    )


def _line(row: Finding, roster: Roster, stands: Stands) -> Line:
    zone = roster.centre.timezone
    first, last = local_date(row.starts_at, zone), _last_date(row.starts_at, row.ends_at, zone)
    day = min(max(first, roster.starts_on), roster.ends_on)
    by = stands.of(row)
    return Line(
        row.worker.uuid, row.worker.person.name, first, last, day, in_words(row.message), row.uuid, by,
        by is None and must_be_fixed(row) and not row.stood_before,
    )  # fmt: skip


def _last_date(starts_at: datetime, ends_at: datetime, zone: str) -> date:
    """The last date that a span touches; an end at midnight is not of the next day."""
    end = ends_at.timestamp() - (1 if ends_at > starts_at else 0)
    return local_date(datetime.fromtimestamp(end, ends_at.tzinfo), zone)


def _counts(seen: QuerySet[Any]) -> dict[str, int]:
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
