"""Who has been told of what is in force."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Membership, Person, Version
from equipoise_web.core.queries.gates import in_force
from equipoise_web.core.roles import Role
from equipoise_web.monitoring.models import Notice, System

TELLERS = (Role.HR, Role.PLANNER, Role.TEAM_LEADER)


def undelivered(person: Person) -> list[tuple[System, Version]]:
    """Systems with the description in force of which the person has had no notice, whatever the channel."""
    ours = Q(matter__organisation__isnull=True) | Q(matter__organisation=person.organisation_id)
    told = Notice.objects.filter(worker=person).values("version")
    waiting = in_force().filter(ours, matter__system__isnull=False).exclude(pk__in=told)
    rows = waiting.select_related("matter__system").order_by("matter__system__code")
    return [(version.matter.system, version) for version in rows]


def members(standing: Standing) -> QuerySet[Person]:
    """The people who now belong to a team of the viewer's organisation; to be counted, not to be shown."""
    return Person.objects.filter(
        organisation=standing.organisation_id, pk__in=_current(standing.at).values("person")
    )


def told_counts(standing: Standing, versions: list[Version]) -> dict[int, int]:
    """How many of those people had a notice of each version."""
    found = Notice.objects.filter(version__in=versions, worker__in=members(standing).values("pk"))
    return dict(found.values_list("version").annotate(n=Count("worker", distinct=True)))


def untold(standing: Standing, version: Version) -> QuerySet[Person]:
    """The people in the scope of the viewer's roles who have had no notice of a version."""
    scope = members(standing).filter(pk__in=Person.objects.filter(standing.members(*TELLERS)).values("pk"))
    return scope.exclude(pk__in=Notice.objects.filter(version=version).values("worker"))


def _current(at: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
