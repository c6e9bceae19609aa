"""What an action asks before it changes anything: does the actor hold a role over this place or person?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from equipoise_web.core.access.standing import Standing, standing_of_person
from equipoise_web.core.roles import READ_ONLY, Role

if TYPE_CHECKING:
    from equipoise_web.core.models import Centre, Organisation, Person, Site, Team


def demand(actor: Person, *roles: Role, over: Organisation | Centre | Site | Team | Person) -> Standing:
    """The actor's standing, if one of the roles reaches ``over``; a role over a whole reaches its parts.

    Raises
    ------
    PermissionDenied
        No such role is in force there, or only one that may not change anything.
    """
    standing = standing_of_person(actor, timezone.now()).without(READ_ONLY)
    if not _reaches(standing, roles, over):
        raise PermissionDenied(f"{actor.uuid} holds none of {', '.join(roles)} over {over.uuid}")
    return standing


def _reaches(standing: Standing, roles: tuple[Role, ...], over: object) -> bool:
    from equipoise_web.core.models import Person

    if isinstance(over, Person):
        return Person.objects.filter(standing.members(*roles), pk=over.pk).exists()
    places = _enclosing(over)
    return any(grant.role in roles and places.get(grant.scope) == grant.place for grant in standing.grants)


def _enclosing(place: object) -> dict[str, int]:
    """The place and all that it lies in, as scope and number."""
    from equipoise_web.core.models import Centre, Organisation, Site, Team

    found: dict[str, int] = {}
    if isinstance(place, Team):
        found["team"], place = place.pk, place.site
    if isinstance(place, Site):
        found["site"], place = place.pk, place.centre
    if isinstance(place, Centre):
        found["centre"], place = place.pk, place.organisation
    if isinstance(place, Organisation):
        found["organisation"] = place.pk
    return found
