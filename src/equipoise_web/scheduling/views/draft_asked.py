"""What the address of an editable board asks for: the draft, the person, and where one came from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from equipoise_web.core.roles import Role
from equipoise_web.people.models import Worker
from equipoise_web.scheduling.models import Draft, Roster
from equipoise_web.scheduling.queries.draft_steps import open_draft
from equipoise_web.scheduling.queries.roster_people import members_of
from equipoise_web.scheduling.views.asked import day_named, roster_asked, standing_of_request

SEE_DRAFT = (Role.PLANNER, Role.AUDITOR)


@dataclass(frozen=True)
class Place:
    """The page of an edited roster on which somebody is: a day, else a week; with its query."""

    day: date | None
    query: QueryDict

    @property
    def week(self) -> date | None:
        week = self.query.get("week")
        return day_named(week) if week else None


def draft_asked(request: HttpRequest, roster: uuid.UUID) -> tuple[Roster, Draft | None]:
    """The roster, if the viewer may see it, and its open draft."""
    found = roster_asked(request, roster)
    return found, open_draft(standing_of_request(request), found)


def may_edit(request: HttpRequest) -> bool:
    """Whether edits are offered; the actions ask again."""
    return standing_of_request(request).holds(Role.PLANNER)


def worker_asked(request: HttpRequest, roster: Roster, worker: uuid.UUID) -> Worker:
    """A worker of the roster's centre whom the viewer sees."""
    seen = Worker.objects.visible_to(standing_of_request(request)).filter(centre=roster.centre)
    return get_object_or_404(seen.select_related("person"), uuid=worker)


def workers_named(request: HttpRequest, roster: Roster, names: Iterable[str]) -> list[Worker]:
    """Workers by their numbers in addresses, in the order named; Http404 where one is not to be seen."""
    order = list(dict.fromkeys(names))
    try:
        asked = [uuid.UUID(name) for name in order]
    except ValueError as wrong:
        raise Http404 from wrong
    seen = Worker.objects.visible_to(standing_of_request(request)).filter(centre=roster.centre)
    found = {str(each.uuid): each for each in seen.select_related("person").filter(uuid__in=asked)}
    if len(found) < len(set(asked)):
        raise Http404
    return [found[str(each)] for each in asked]


def people_choices(request: HttpRequest, roster: Roster) -> list[tuple[str, str]]:
    """The people of the roster as choices, by name, with their team."""
    members = members_of(standing_of_request(request), roster)
    return [(str(each.uuid), f"{each.name} · {each.team}" if each.team else each.name) for each in members]


def day_asked(roster: Roster, day: str) -> date:
    """A day of the roster."""
    on = day_named(day)
    if not roster.starts_on <= on <= roster.ends_on:
        raise Http404(day)
    return on


def edit_address(roster: Roster, day: date | None = None, query: str = "") -> str:
    """The board of the draft, or one of its days."""
    if day is None:
        return reverse("roster_edit", args=[roster.uuid]) + query
    return reverse("roster_edit_day", args=[roster.uuid, day.isoformat()]) + query


def place_of(roster: Roster, address: str) -> Place:
    """Which page of this draft an address names; another address than that is the board's."""
    path, _, query = address.partition("?")
    asked = QueryDict(query)
    board = edit_address(roster)
    if path.startswith(f"{board}/day/"):
        text = path.removeprefix(f"{board}/day/").partition("/")[0]
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return Place(None, QueryDict())
        return Place(day if roster.starts_on <= day <= roster.ends_on else None, asked)
    return Place(None, asked if path == board else QueryDict())


def back_of(request: HttpRequest, roster: Roster) -> str:
    """Where an edit leads back to: the page that it was asked from, never another site or part."""
    place = place_of(roster, request.POST.get("back", "") or request.GET.get("back", ""))
    query = place.query.urlencode()
    return edit_address(roster, place.day, f"?{query}" if query else "")
