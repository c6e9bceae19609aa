"""The rosters of a centre with their state, how far they cover what is required, and their findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from equipoise_web.compliance.models import Finding
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre
from equipoise_web.scheduling.models import Amendment, Roster, Stretch
from equipoise_web.scheduling.queries.coverage import Key, cover
from equipoise_web.scheduling.queries.roster_findings import ORDER, UNDETERMINED
from equipoise_web.scheduling.queries.shifts import Row
from equipoise_web.service.models import RequirementInterval

DRAFT, PUBLISHED = "draft", "published"


@dataclass(frozen=True)
class Listed:
    """One roster; ``covered_h`` of ``required_h`` person-hours have somebody on the queue."""

    roster: Roster
    amendments: int
    covered_h: float
    required_h: float
    findings: dict[str, int]

    @property
    def published(self) -> bool:
        return hasattr(self.roster, "publication")

    @property
    def covered(self) -> float:
        return self.covered_h / self.required_h

    @property
    def found(self) -> dict[str, int]:
        """The severities that occur."""
        return {severity: number for severity, number in self.findings.items() if number}


def rosters_of(standing: Standing, centre: Centre, state: str = "") -> QuerySet[Roster]:
    """The rosters that the viewer may see, the latest first; ``state`` is draft, published or empty."""
    seen = Roster.objects.visible_to(standing).filter(centre=centre)
    if state in {DRAFT, PUBLISHED}:
        seen = seen.filter(publication__isnull=state == DRAFT)
    return seen.select_related("centre", "publication", "made_by").order_by("-starts_on", "-number")


def seen_rosters(standing: Standing) -> QuerySet[Roster]:
    """The rosters that the viewer may see, with what a board needs; ``is_amended`` says whether any was."""
    amended = Exists(Amendment.objects.filter(publication__roster=OuterRef("pk")))
    related = ("centre__organisation", "publication", "requirement", "made_by")
    seen: QuerySet[Roster] = Roster.objects.visible_to(standing).select_related(*related)
    return seen.annotate(is_amended=amended)


def listed(standing: Standing, rosters: Iterable[Roster]) -> list[Listed]:
    """These rosters with their figures, in a number of queries that does not depend on how many they are."""
    rosters = list(rosters)
    covered = _covered(rosters)
    findings = _findings(standing, rosters)
    amendments = dict(
        Roster.objects.filter(pk__in=[roster.pk for roster in rosters])
        .annotate(last=Max("publication__amendments__number"))
        .values_list("pk", "last")
    )
    return [
        Listed(roster, amendments[roster.pk] or 0, *covered[roster.pk], findings[roster.pk])
        for roster in rosters
    ]


def _covered(rosters: list[Roster]) -> dict[int, tuple[float, float]]:
    """Person-hours covered and required; people too many in one interval never cover another."""
    required: dict[int, dict[Key, float]] = defaultdict(dict)
    wanted = {roster.requirement_id for roster in rosters}
    intervals = RequirementInterval.objects.filter(requirement__in=wanted)
    for number, queue, at, agents in intervals.values_list(
        "requirement_id", "queue_id", "starts_at", "agents_planned"
    ):
        required[number][queue, at] = agents
    rows: dict[int, list[Row]] = defaultdict(list)
    standing = Stretch.objects.filter(roster__in=rosters, removed_by__isnull=True, queue__isnull=False)
    columns = ("roster_id", "worker_id", "starts_at", "ends_at", "activity", "queue_id")
    for roster, worker, starts_at, ends_at, activity, queue in standing.values_list(*columns):
        rows[roster].append(Row(worker, starts_at, ends_at, activity, queue, None, None))
    return {roster.pk: _hours(rows[roster.pk], required[roster.requirement_id]) for roster in rosters}


def _hours(rows: list[Row], required: dict[Key, float]) -> tuple[float, float]:
    coverage = cover(rows, required, {}, {})
    hours = coverage.step.total_seconds() / 3600
    pairs = [
        (min(interval.scheduled, interval.required), interval.required)
        for intervals in coverage.queues.values()
        for interval in intervals
        if interval.required is not None
    ]
    return sum(part for part, _whole in pairs) * hours, sum(whole for _part, whole in pairs) * hours


def _findings(standing: Standing, rosters: list[Roster]) -> dict[int, dict[str, int]]:
    """Findings of the rosters' own checks by severity, as far as the viewer may see them."""
    seen = Finding.objects.visible_to(standing).filter(
        Q(check_made__amendment__isnull=True), check_made__roster__in=rosters
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ORDER, 0))
    counted = seen.values_list("check_made__roster", "severity", "result").annotate(n=Count("pk"))
    for roster, severity, result, number in counted.order_by():
        found[roster][UNDETERMINED if result == UNDETERMINED else severity] += number
    return found
