"""The latest rosters of a centre with what was found, for the entry to the rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count

from equipoise_web.compliance.models import Check, Finding
from equipoise_web.compliance.queries.private import private_words, told
from equipoise_web.compliance.queries.rules import in_words, reference_of, rules_by_id, source_kind
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.roster_findings import ORDER, UNDETERMINED

SHOWN = 4


@dataclass
class Found:
    """One rule that was not met or not decided, with how often and for how many people."""

    rule: str
    reference: str
    source: str
    summary: str
    severity: str
    count: int
    people: int


@dataclass
class Latest:
    """A roster with its check and the rules that were found, the gravest first."""

    roster: Roster
    check: Check
    found: list[Found] = field(default_factory=list)

    @property
    def publication(self) -> object:
        return getattr(self.roster, "publication", None)

    @property
    def counts(self) -> dict[str, int]:
        numbers = dict.fromkeys(ORDER, 0)
        for each in self.found:
            numbers[each.severity] += each.count
        return {severity: number for severity, number in numbers.items() if number}


def latest_rosters(standing: Standing, centre: Centre) -> list[Latest]:
    """The rosters that begin last, as far as the viewer sees them and what was found."""
    rosters = Roster.objects.visible_to(standing).filter(centre=centre).select_related("publication")
    shown = list(rosters.order_by("-starts_on", "-number")[:SHOWN])
    checks = {check.roster_id: check for check in Check.objects.filter(roster__in=shown, amendment=None)}
    found = _found(standing, shown, checks)
    return [Latest(roster, checks[roster.pk], found[roster.pk]) for roster in shown]


def _found(standing: Standing, rosters: list[Roster], checks: dict[int, Check]) -> dict[int, list[Found]]:
    seen = Finding.objects.visible_to(standing).filter(
        check_made__roster__in=rosters, check_made__amendment__isnull=True
    )
    columns = ("check_made__roster", "shown_rule", "shown_article", "shown_place", "severity", "result")
    shown = told(standing, seen).order_by().values_list(*columns)
    counted = shown.annotate(n=Count("pk"), people=Count("worker", distinct=True))
    found: dict[int, list[Found]] = defaultdict(list)
    rules = {pk: rules_by_id(check.packs) for pk, check in checks.items()}
    for roster, name, article, place, severity, result, number, people in counted:
        rule = rules[roster].get(name)
        found[roster].append(
            Found(
                name,
                reference_of(rule.instrument, rule.article) if rule else article or name,
                source_kind(rule.status if rule else "", place),
                in_words(rule.summary) if rule else "" if name else private_words(),
                UNDETERMINED if result == UNDETERMINED else severity,
                number,
                people,
            )
        )
    for rows in found.values():
        rows.sort(key=lambda row: (ORDER.index(row.severity), -row.count))
    return found
