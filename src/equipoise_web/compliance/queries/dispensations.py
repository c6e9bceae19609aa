"""Which findings stand by a dispensation, and which still stand in the way."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Abs, Coalesce

from equipoise_web.compliance.models import Check, Dispensation, Finding
from equipoise_web.compliance.queries.private import told
from equipoise_web.core.access import Standing
from equipoise_web.scheduling.models import Roster

MUST_BE_FIXED = Q(severity="block", result="fail")
Key = tuple[str, int, object]


def must_be_fixed(finding: Finding) -> bool:
    """Whether a finding stands in the way of a publication."""
    return (finding.severity, finding.result) == ("block", "fail")


def covering() -> QuerySet[Dispensation]:
    """Subquery: dispensations of the outer finding's roster, rule, worker and beginning, no less grave."""
    same = Dispensation.objects.filter(
        roster=OuterRef("check_made__roster"),
        worker=OuterRef("worker"),
        rule=OuterRef("rule"),
        starts_at=OuterRef("starts_at"),
    )
    depth, other = Abs(F("measured") - F("limit")), Abs(OuterRef("measured") - OuterRef("limit"))
    return same.annotate(depth=_or_none(depth)).filter(depth__gte=_or_none(other)).order_by("pk")


def in_the_way(check: Check) -> QuerySet[Finding]:
    """What a check found must be fixed, was not there before an amendment, and has no dispensation."""
    found = Finding.objects.filter(MUST_BE_FIXED, check_made=check, stood_before=False)
    return found.exclude(Exists(covering()))


def beside(standing: Standing, finding: Finding) -> QuerySet[Any]:
    """What else stands in the way of the worker in the days of a finding, as the reader may know it."""
    same = told(standing, in_the_way(finding.check_made)).filter(
        worker=finding.worker, starts_at__lt=finding.ends_at, ends_at__gt=finding.starts_at
    )
    return same.exclude(pk=finding.pk).order_by("starts_at", "pk")


class Stands:
    """The dispensations of a roster that the viewer sees, to ask for that of a finding."""

    def __init__(self, standing: Standing, roster: Roster) -> None:
        self._standing, self._roster = standing, roster

    @cached_property
    def rows(self) -> list[Any]:
        """All of them, by day."""
        seen = told(self._standing, Dispensation.objects.visible_to(self._standing), "finding__private")
        related = ("granted_by", "worker__person", "settlement")
        rows = seen.filter(roster=self._roster).select_related(*related)
        return list(rows.order_by("starts_at", "pk"))

    @cached_property
    def _by_key(self) -> dict[Key, list[Any]]:
        found: dict[Key, list[Any]] = defaultdict(list)
        for row in self.rows:
            found[row.rule, row.worker_id, row.starts_at].append(row)
        return found

    def of(self, finding: Finding) -> Dispensation | None:
        """The dispensation by which a finding stands, if there is one."""
        if not must_be_fixed(finding):
            return None
        same = self._by_key.get((finding.rule, finding.worker_id, finding.starts_at), ())
        return next((row for row in same if _depth(row) >= _depth(finding)), None)


def _or_none(depth: Abs) -> Coalesce:
    return Coalesce(depth, Value(0.0), output_field=FloatField())


def _depth(row: Dispensation | Finding) -> float:
    """How far beyond its limit something is; 0 where it cannot be said."""
    return 0.0 if row.measured is None or row.limit is None else abs(row.measured - row.limit)
