"""Note who looks at a record, and tell those it belongs to who looked."""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from equipoise_web.core.models import Centre, Person, Purpose, Reading, Team
from equipoise_web.core.present import acting_role, person_of
from equipoise_web.core.visibility.readings import concerning


def note(
    request: HttpRequest,
    purpose: Purpose,
    *,
    person: Person | None = None,
    team: Team | None = None,
    centre: Centre | None = None,
) -> None:
    """Write down that this request shows the record of a person, or of all in a team or centre.

    One row a viewer, purpose and request, however often it is called; none for one's own record.

    Raises
    ------
    ValueError
        Not exactly one of ``person``, ``team`` and ``centre`` is given.
    """
    if [person, team, centre].count(None) != 2:
        raise ValueError("a reading is of one person, team or centre")
    viewer = person_of(request)
    if viewer is None or viewer == person:
        return
    reading = Reading(
        viewer=viewer,
        role=acting_role(request) or "",
        purpose=purpose,
        at=timezone.now(),
        request_id=_request_id(request),
        person=person,
        team=team,
        centre=centre,
    )
    Reading.objects.bulk_create([reading], ignore_conflicts=True)


def who_looked(person: Person, since: datetime) -> QuerySet[Reading]:
    """Who else looked at the person's record, or at that of a team or centre of his then, newest first."""
    found = Reading.objects.filter(concerning(person.pk), at__gte=since).exclude(viewer=person)
    return found.select_related("viewer", "team", "centre").order_by("-at", "-pk")


def by_day(looks: Iterable[Reading], zone: str) -> list[list[Reading]]:
    """Looks of the same viewer, role, purpose and subject on one day of the zone, together; order is kept."""
    found: dict[Hashable, list[Reading]] = {}
    for look in looks:
        day = look.at.astimezone(ZoneInfo(zone)).date()
        what = (look.viewer_id, look.role, look.purpose, look.person_id, look.team_id, look.centre_id)
        found.setdefault((day, *what), []).append(look)
    return list(found.values())


def _request_id(request: HttpRequest) -> uuid.UUID:
    kept: dict[str, Any] = request.__dict__
    return kept.setdefault("reading_id", uuid.uuid4())
