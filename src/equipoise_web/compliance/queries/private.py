"""Findings of rules that tell of health, birth or age, as others than the worker and HR may read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import BooleanField, Case, CharField, F, Model, Q, QuerySet, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from equipoise.rules import model as library
from equipoise.rules.confidential import for_planners, is_confidential
from equipoise_web.compliance.models import Finding
from equipoise_web.compliance.queries.in_force import packs_or_none, rules_for
from equipoise_web.core.access import Standing
from equipoise_web.core.access.scope import own_or
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Person
from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Roster

M = TypeVar("M", bound=Model)
LANGUAGES = ("en", "nl")


def own_limit() -> str:
    """What is said in the place of the article."""
    return _("a limit of this worker's own")


def private_words() -> str:
    """What is said in the place of the rule's summary."""
    return _("Private to the worker")


def told(standing: Standing, rows: QuerySet[M], flag: str = "private") -> QuerySet[Any]:
    """Rows with ``shown_rule``, ``shown_article`` and ``shown_place``, as this reader may know them.

    ``rows`` are findings, or dispensations with ``flag`` leading to their finding. ``masked`` says that rule
    and place are left out and the article replaced.
    """
    apart = Q(**{flag: True}) & ~Q(worker__in=_open_to(standing))
    hidden = rows.annotate(masked=Case(When(apart, then=True), default=False, output_field=BooleanField()))
    place = _shown("jurisdiction") if rows.model is Finding else Value("")
    return hidden.annotate(
        shown_rule=_shown("rule"), shown_article=_shown("article", own_limit()), shown_place=place
    )


def apart_from(roster: Roster, findings: Iterable[library.Finding]) -> tuple[library.Finding, ...]:
    """Findings of the checker that are not stored, as those may read them who plan."""
    rules = rules_for(roster.centre, roster.starts_on)
    packs = packs_or_none(rules, roster.starts_on)
    private = {rule.id for pack in packs for rule in pack.rules if is_confidential(rule)}
    language = (get_language() or "en").split("-")[0]
    spoken = language if language in LANGUAGES else "en"
    return tuple(for_planners(each, private, spoken) for each in findings)


def note_private(reader: Person | None, standing: Standing, rows: QuerySet[Finding], roster: Roster) -> None:
    """Write into the audit log that HR reads private findings of others in full, where there are any."""
    if reader is None or not standing.holds(Role.HR):
        return
    seen = rows.filter(private=True, worker__in=_open_to(standing)).exclude(worker__person=reader)
    workers = sorted({str(found) for found in seen.order_by().values_list("worker__uuid", flat=True)})
    if workers:
        with transaction.atomic():
            record(
                reader,
                "finding.private_read",
                roster,
                organisation=roster.centre.organisation,
                workers=workers,
            )


def _open_to(standing: Standing) -> QuerySet[Worker, Any]:
    """Workers whose private findings this reader knows: oneself, and for HR those in its scope."""
    return Worker.objects.filter(own_or(standing, "person", Role.HR)).values("pk")


def _shown(column: str, instead: str = "") -> Case:
    return Case(When(masked=True, then=Value(instead)), default=F(column), output_field=CharField())
