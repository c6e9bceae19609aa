"""A person's page, also with a form that was not accepted."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from equipoise_web.core.access import Standing
from equipoise_web.core.forms.access import GrantForm, LoginForm, MoveForm
from equipoise_web.core.models import Centre, Membership, Organisation, Person, RoleAssignment, Site
from equipoise_web.core.present import actor_of
from equipoise_web.core.queries import people as query
from equipoise_web.core.queries.places import Place, Reached, place_of, places_reached
from equipoise_web.core.roles import Role

LINK = "access_invitation_link"


def standing(request: HttpRequest) -> Standing:
    """What the access layer left on the request."""
    return request.standing  # type: ignore[attr-defined]


def teams_searched(viewer: Standing) -> Reached:
    """The teams by which the list of people can be narrowed."""
    one, other = (places_reached(viewer, role) for role in query.READERS)
    teams = {team.pk: team for team in [*one.teams, *other.teams]}
    return Reached([], [], [], sorted(teams.values(), key=lambda team: (team.site.name, team.name)))


def kept_query(request: HttpRequest) -> str:
    """The search as the end of an address, without the number of the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def place_name(place: Place) -> str:
    """A place with its kind, as it stands in a list of choices."""
    if isinstance(place, Organisation):
        return _("Organisation %(name)s") % {"name": place.name}
    if isinstance(place, Centre):
        return _("Centre %(name)s") % {"name": place.name}
    if isinstance(place, Site):
        return _("Site %(name)s") % {"name": place.name}
    return _("Team %(name)s") % {"name": place.name}


def place_choices(reached: Reached) -> list[tuple[str, str]]:
    """All places of a role as choices."""
    return [(str(place.uuid), place_name(place)) for place in reached.all()]


def team_choices_of(memberships: list[Membership]) -> list[tuple[str, str]]:
    """The teams that a person can leave."""
    now = timezone.now()
    still = [row for row in memberships if row.ends_at is None or row.ends_at > now]
    return [(str(row.team.uuid), f"{row.team.site.name} / {row.team.name}") for row in still]


def forms_for(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The forms of the page, empty, with what the reader may choose."""
    reached = places_reached(standing(request), Role.ADMINISTRATOR)
    current = team_choices_of(list(query.memberships_of(standing(request), person)))
    today = {"first": timezone.localdate(), "day": timezone.localdate()}
    return {
        "login_form": LoginForm(),
        "grant_form": GrantForm(places=place_choices(reached), initial=today),
        "move_form": MoveForm(current=current, reached=reached, initial=today),
    }


def show(request: HttpRequest, person: Person, **refused: Any) -> HttpResponse:
    """The page; ``refused`` are forms with errors, which then open with what was typed."""
    viewer, now = standing(request), timezone.now()
    user = getattr(person, "user", None)
    roles = [_row(role, now) for role in query.roles_of(viewer, person)]
    memberships = list(query.memberships_of(viewer, person))
    words: dict[str, Any] = {
        "person": person,
        "login": user,
        "state": query.login_state(user),
        "roles": roles,
        "memberships": memberships,
        "may_change": query.administers(viewer, person),
        "own": person == actor_of(request),
        "link": _link(request, person),
        "zone": timezone.get_current_timezone_name(),
        "refused": next(iter(refused.values()), None),
    }
    words |= forms_for(request, person) if words["may_change"] else {}
    return render(request, "core/access/person.html", {**words, **refused}, status=422 if refused else 200)


def _link(request: HttpRequest, person: Person) -> str | None:
    """The one-time link that waits to be shown, if it is this person's."""
    if request.session.get(LINK, {}).get("person") != str(person.uuid):
        return None
    return str(request.session.pop(LINK)["link"])


def _row(role: RoleAssignment, now: Any) -> dict[str, Any]:
    over = role.ends_at is not None and role.ends_at <= now
    state = "ended" if over else "coming" if role.starts_at > now else "in_force"
    return {"role": role, "place": place_name(place_of(role)), "state": state}
