"""What is in force: a question to the activations, never a flag."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from equipoise_web.core.models import Matter, ProcedureStep, Version


def in_force(at: datetime | None = None) -> QuerySet[Version]:
    """Versions in force at an instant, by default now; at most one of each matter."""
    at = at or timezone.now()
    return Version.objects.filter(
        Q(closure__activations__ends_at__isnull=True) | Q(closure__activations__ends_at__gt=at),
        closure__activations__starts_at__lte=at,
    )


def version_in_force(matter: Matter, at: datetime | None = None) -> Version | None:
    """The version of a matter in force at an instant, or None."""
    return in_force(at).filter(matter=matter).first()


def steps_to_do(version: Version) -> QuerySet[ProcedureStep]:
    """The steps of a version's procedure that are not done, in order."""
    return version.procedure.steps.exclude(pk__in=version.steps_done.values("step")).order_by("position")
