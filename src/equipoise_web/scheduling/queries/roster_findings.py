"""Findings of the check that holds for each worker: the last amendment's, else the roster's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from equipoise_web.compliance.models import Finding
from equipoise_web.compliance.queries.dispensations import Stands
from equipoise_web.compliance.queries.private import told
from equipoise_web.core.access import Standing
from equipoise_web.scheduling.models import Amendment, Roster

UNDETERMINED = "undetermined"
ORDER = ("block", "gate", "warn", UNDETERMINED)
# A finding over a longer period belongs to the person; one of at most this length to its days.
OF_A_DAY = timedelta(hours=36)
LAW, AGREEMENT, LOCAL = "law", "agreement", "local"


@dataclass(frozen=True)
class Mark:
    """A finding as the board shows it; ``severity`` is block, gate, warn or undetermined.

    ``stands`` names who gave the dispensation by which it stands.
    """

    worker: int
    severity: str
    sentence: str
    article: str
    source: str
    starts_at: datetime
    ends_at: datetime
    stands: str = ""

    @property
    def of_a_day(self) -> bool:
        return self.ends_at - self.starts_at <= OF_A_DAY

    def touches(self, since: datetime, until: datetime) -> bool:
        return self.starts_at < until and self.ends_at > since


def findings_of(standing: Standing, roster: Roster, *, published: bool) -> dict[int, list[Mark]]:
    """Findings of each worker that the viewer may see, the gravest first."""
    found: dict[int, list[Mark]] = defaultdict(list)
    stands = Stands(standing, roster)
    for finding in told(standing, _holding(standing, roster, published)).select_related(None):
        by = stands.of(finding)
        found[finding.worker_id].append(_mark(finding, by.granted_by.name if by else ""))
    for marks in found.values():
        marks.sort(key=lambda mark: (ORDER.index(mark.severity), mark.starts_at))
    return found


def counts(marks: Iterable[Mark]) -> dict[str, int]:
    """How many of each severity, the gravest first; none that are absent."""
    found = Counter(mark.severity for mark in marks)
    return {severity: found[severity] for severity in ORDER if found[severity]}


def gravest(marks: Iterable[Mark]) -> Mark | None:
    """The gravest of some findings."""
    return min(marks, key=lambda mark: ORDER.index(mark.severity), default=None)


def _holding(standing: Standing, roster: Roster, published: bool) -> QuerySet[Finding]:
    return holding(Finding.objects.visible_to(standing), roster, published=published)


def holding(findings: QuerySet[Finding], roster: Roster, *, published: bool = False) -> QuerySet[Finding]:
    """Of these findings those of the check that holds for each worker of a roster."""
    seen = findings.filter(check_made__roster=roster).select_related("check_made")
    if published:
        return seen.filter(check_made__amendment__isnull=True)
    number = Coalesce(F("check_made__amendment__number"), 0)
    later = Amendment.objects.filter(
        publication__roster=roster, worker=OuterRef("worker"), number__gt=OuterRef("number")
    )
    return seen.annotate(number=number).exclude(Exists(later))


def _mark(finding: Any, stands: str) -> Mark:
    return Mark(
        finding.worker_id,
        UNDETERMINED if finding.result == UNDETERMINED else finding.severity,
        sentence_of(finding.message),
        finding.shown_article or finding.shown_rule,
        source_of(finding.jurisdiction),
        finding.starts_at,
        finding.ends_at,
        stands,
    )


def sentence_of(message: dict[str, Any]) -> str:
    """The sentence in the reader's language, else in English."""
    language = (get_language() or "en").split("-")[0]
    return str(message.get(language) or message.get("en") or "")


def source_of(place: str) -> str:
    """Where a rule comes from: a country's or the Union's law, else the centre's own layers."""
    if len(place) == 2 and place.isupper():
        return LAW
    return AGREEMENT if place else LOCAL
