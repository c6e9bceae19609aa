"""The audit as an auditor reads it."""

from __future__ import annotations

from django.db.models import CharField, OuterRef, QuerySet, Subquery

from equipoise_web.core.access import Standing
from equipoise_web.core.models import AuditCheckpoint, AuditEntry, Person

LATEST = 5


def entries(standing: Standing, action: str = "") -> QuerySet[AuditEntry]:
    """Entries that may be seen, with the actor's name and the place in the chain, the newest first."""
    named = Person.objects.filter(uuid=OuterRef("actor")).values("name")[:1]
    found = AuditEntry.objects.visible_to(standing).select_related("seal")
    if action:
        found = found.filter(action__contains=action)
    return found.annotate(actor_name=Subquery(named, output_field=CharField())).order_by("-at", "-pk")


def checkpoints() -> list[AuditCheckpoint]:
    """The latest signed roots, to be compared with those that witnesses keep."""
    return list(AuditCheckpoint.objects.order_by("-size")[:LATEST])
