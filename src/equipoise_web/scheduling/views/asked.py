"""What the address of a board asks for: which roster, which days, which people, in which order."""

from __future__ import annotations

import uuid
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from equipoise_web.compliance.models import Finding
from equipoise_web.compliance.queries.private import note_private
from equipoise_web.core.access import Standing
from equipoise_web.core.models import Purpose
from equipoise_web.core.present import acting_role, person_of
from equipoise_web.core.queries import readings
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import Roster
from equipoise_web.scheduling.queries.roster_findings import ORDER
from equipoise_web.scheduling.queries.roster_list import seen_rosters
from equipoise_web.scheduling.queries.roster_people import ANY, Wanted

# Agents see their own roster on a page of their own.
SEE_BOARD = (Role.PLANNER, Role.AUDITOR, Role.TEAM_LEADER, Role.REPRESENTATIVE, Role.HR)
PURPOSES = {
    Role.TEAM_LEADER: Purpose.DAY,
    Role.REPRESENTATIVE: Purpose.REPRESENTATION,
    Role.AUDITOR: Purpose.AUDIT,
    Role.HR: Purpose.CONTRACT,
}
SORTS = ("start", "name", "team")
FINDINGS = (ANY, *ORDER)


def standing_of_request(request: HttpRequest) -> Standing:
    """The standing that the middleware put on the request."""
    standing: Standing = request.standing  # type: ignore[attr-defined]
    return standing


def roster_asked(request: HttpRequest, roster: uuid.UUID) -> Roster:
    """The roster of this number, if the viewer may see it; else there is no such page."""
    return get_object_or_404(seen_rosters(standing_of_request(request)), uuid=roster)


def wanted_of(request: HttpRequest) -> Wanted:
    """The filters and the order of the rows."""
    return wanted_from(request.GET)


def wanted_from(query: QueryDict) -> Wanted:
    """The filters and the order of the rows in a query."""
    sort, finding = query.get("sort", ""), query.get("finding", "")
    return Wanted(
        query.get("team", ""),
        query.get("queue", ""),
        query.get("q", "").strip(),
        sort if sort in SORTS else SORTS[0],
        finding if finding in FINDINGS else "",
    )


def day_named(text: str) -> date:
    """A date of the address; another word than a date is an address that does not exist."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404(text) from wrong


def as_published(request: HttpRequest, roster: Roster) -> bool:
    """Whether the published version is asked for instead of the roster as it stands."""
    return request.GET.get("as") == "published" and hasattr(roster, "publication")


def query_of(request: HttpRequest, **changed: str) -> str:
    """The address's query with some values changed; an empty value takes its name away."""
    return query_with(request.GET, **changed)


def query_with(query: QueryDict, **changed: str) -> str:
    """A query with some values changed; an empty value takes its name away."""
    values = {name: query[name] for name in query} | changed
    kept = {name: value for name, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def opening(query: str) -> str:
    """A query to which one more value can be joined."""
    return query if query.endswith("?") else f"{query}&"


def purpose_of(request: HttpRequest) -> Purpose:
    """What somebody in the acting role looks at a roster for."""
    return PURPOSES.get(acting_role(request) or Role.PLANNER, Purpose.PLANNING)


def note_reading(request: HttpRequest, roster: Roster) -> None:
    """Somebody looks at the roster of all people of a centre."""
    readings.note(request, purpose_of(request), centre=roster.centre)
    standing = standing_of_request(request)
    findings = Finding.objects.visible_to(standing).filter(check_made__roster=roster)
    note_private(person_of(request), standing, findings, roster)
