"""Who looks at the page, in which role and for which centre; worked out once per request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from equipoise_web.core.access import Standing, standing_of
from equipoise_web.core.access.routes import SAFE
from equipoise_web.core.models import Centre, Person
from equipoise_web.core.roles import Role

ROLE_KEY, CENTRE_KEY = "acting_role", "centre"
# The role in which somebody with several begins: the one with work for others, one's own roster last.
FIRST = (*(role for role in Role if role is not Role.AGENT), Role.AGENT)
T = TypeVar("T")


def person_of(request: HttpRequest) -> Person | None:
    """The person behind the login; None for a visitor, and for a login without a person."""
    user = getattr(request, "user", None)
    return getattr(user, "person", None) if user is not None and user.is_authenticated else None


def actor_of(request: HttpRequest) -> Person:
    """Who acts; a login without a person does nothing and is refused."""
    person = person_of(request)
    if person is None:
        raise PermissionDenied
    return person


def roles_of(request: HttpRequest) -> tuple[Role, ...]:
    """The roles held now over whatever scope, in the order in which they are offered."""
    standing = _standing(request)
    return tuple(role for role in FIRST if standing.holds(role))


def acting_role(request: HttpRequest) -> Role | None:
    """The role that the person chose to act in, if it is held; else the first one held, or None."""

    def find() -> Role | None:
        held = roles_of(request)
        chosen = request.session.get(ROLE_KEY)
        return next((role for role in held if role.value == chosen), held[0] if held else None)

    return _once(request, "acting_role", find)


def centres_of(request: HttpRequest) -> tuple[Centre, ...]:
    """The centres that the person's roles reach, by name; without roles those of the person's teams."""

    def find() -> tuple[Centre, ...]:
        standing = _standing(request)
        reached = standing.centres(*Role) if standing.grants else standing.home_centres()
        return tuple(Centre.objects.visible_to(standing).filter(reached).order_by("name", "pk").distinct())

    return _once(request, "centres", find)


def centre_of(request: HttpRequest) -> Centre | None:
    """The centre that pages are about: the chosen one if it is reached, else one's own, else the first."""
    centres = centres_of(request)
    chosen = request.session.get(CENTRE_KEY) if centres else None
    found = next((centre for centre in centres if str(centre.uuid) == chosen), None)
    return found or _once(request, "home_centre", lambda: _first(centres, _standing(request)))


def _first(centres: tuple[Centre, ...], standing: Standing) -> Centre | None:
    """The centre in which the person belongs to a team, if it is among these; else the first of them."""
    if len(centres) < 2:
        return next(iter(centres), None)
    home = set(Centre.objects.filter(standing.home_centres()).values_list("pk", flat=True))
    return next((centre for centre in centres if centre.pk in home), centres[0])


def _standing(request: HttpRequest) -> Standing:
    """All grants, also those that a POST sets aside: this is about what is shown, not what is allowed."""
    ready = getattr(request, "standing", None) if request.method in SAFE else None
    return ready or _once(request, "standing", lambda: standing_of(request.user))


def _once(request: HttpRequest, name: str, find: Callable[[], T]) -> T:
    kept: dict[str, T] = request.__dict__.setdefault("_present", {})
    if name not in kept:
        kept[name] = find()
    return kept[name]
