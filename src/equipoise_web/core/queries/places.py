"""Places that a role reaches, from the organisation down to the team."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from equipoise_web.core.access import Standing
from equipoise_web.core.models import Centre, Organisation, RoleAssignment, Site, Team
from equipoise_web.core.models.role import SCOPES
from equipoise_web.core.roles import Role

Place = Organisation | Centre | Site | Team


@dataclass(frozen=True)
class Reached:
    """What the grants of one role cover, each list by name."""

    organisations: list[Organisation]
    centres: list[Centre]
    sites: list[Site]
    teams: list[Team]

    def all(self) -> list[Place]:
        """Every place, the widest first."""
        return [*self.organisations, *self.centres, *self.sites, *self.teams]


def places_reached(standing: Standing, role: Role) -> Reached:
    """The places that the grants of a role cover, whole and parts."""
    whole = {scope: _granted(standing, role, scope) for scope in SCOPES}
    centre = Q(organisation__in=whole["organisation"]) | Q(pk__in=whole["centre"])
    centres = Centre.objects.visible_to(standing).filter(centre).order_by("name")
    site = Q(centre__in=centres) | Q(pk__in=whole["site"])
    sites = Site.objects.visible_to(standing).filter(site).select_related("centre").order_by("name")
    team = Q(site__in=sites) | Q(pk__in=whole["team"])
    teams = Team.objects.visible_to(standing).filter(team).select_related("site__centre").order_by("name")
    organisations = Organisation.objects.visible_to(standing).filter(pk__in=whole["organisation"])
    return Reached(list(organisations), list(centres), list(sites), list(teams))


def place_of(assignment: RoleAssignment) -> Place:
    """The one place over which a role is held."""
    return next(place for scope in SCOPES if (place := getattr(assignment, scope)) is not None)


def _granted(standing: Standing, role: Role, scope: str) -> list[int]:
    return [grant.place for grant in standing.grants if (grant.role, grant.scope) == (role, scope)]
