"""Name the organisation and its first centre, and say who plans it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone as clock

from equipoise_web.core.access import demand
from equipoise_web.core.actions.accounts import create_login, create_person
from equipoise_web.core.actions.roles import grant_role
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Centre, Organisation, Person, Site, Team
from equipoise_web.core.roles import Role
from equipoise_web.scheduling.models import Roster
from equipoise_web.service.models import HistoryInterval
from equipoise_web.setup.errors import PlaceNameTaken, ZoneFixed


@transaction.atomic
def describe_place(
    *, actor: Person, centre: Centre, organisation: str, name: str, timezone: str, teams: Iterable[str]
) -> Centre:
    """Set the names and the time zone of a centre, and add the teams that are not there yet.

    Raises
    ------
    PlaceNameTaken
        Another organisation, or another centre of this one, has the name; names the field.
    ZoneFixed
        Another time zone, while there is history or a roster: their instants would be other hours.
    """
    demand(actor, Role.ADMINISTRATOR, over=centre.organisation)
    owner = Organisation.objects.select_for_update().get(pk=centre.organisation_id)
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    _refuse_taken(owner, centre, organisation, name)
    if timezone != centre.timezone and zone_is_fixed(centre):
        raise ZoneFixed(f"{centre.uuid} has history or a roster in {centre.timezone}")
    before = {"organisation": owner.name, "centre": centre.name, "timezone": centre.timezone}
    Site.objects.filter(centre=centre, timezone=centre.timezone).update(timezone=timezone)
    owner.name, centre.name, centre.timezone = organisation, name, timezone
    owner.save(update_fields=["name"])
    centre.save(update_fields=["name", "timezone"])
    added = _add_teams(centre, teams)
    after = {"organisation": organisation, "centre": name, "timezone": timezone}
    changed = {key: value for key, value in after.items() if before[key] != value}
    if changed or added:
        record(actor, "centre.named", centre, new=changed, teams=added)
    return centre


@transaction.atomic
def add_planner(
    *, actor: Person, centre: Centre, team: Team, name: str, email: str, locale: str, is_hr: bool
) -> Person:
    """Add a person with a login who plans the organisation, and perhaps does HR's work in it.

    Raises
    ------
    AddressTaken
        Another login has this address.
    """
    now = clock.now()
    person = create_person(
        actor=actor, team=team, name=name, timezone=centre.timezone, locale=locale, starts_at=now
    )
    create_login(actor=actor, person=person, email=email)
    for role in (Role.PLANNER, Role.HR) if is_hr else (Role.PLANNER,):
        grant_role(
            actor=actor, person=person, role=role, place=centre.organisation, starts_at=now, ends_at=None
        )
    return person


def zone_is_fixed(centre: Centre) -> bool:
    """Whether something is stored whose hours would be others in another time zone."""
    return (
        HistoryInterval.objects.filter(queue__centre=centre).exists()
        or Roster.objects.filter(centre=centre).exists()
    )


def _refuse_taken(owner: Organisation, centre: Centre, organisation: str, name: str) -> None:
    if Organisation.objects.filter(name=organisation).exclude(pk=owner.pk).exists():
        raise PlaceNameTaken("organisation")
    if Centre.objects.filter(organisation=owner, name=name).exclude(pk=centre.pk).exists():
        raise PlaceNameTaken("centre")


def _add_teams(centre: Centre, names: Iterable[str]) -> list[str]:
    """The new ones at the centre's first site."""
    site = centre.sites.order_by("pk").first()
    site = site or Site.objects.create(centre=centre, name=centre.name, timezone=centre.timezone)
    known = set(Team.objects.filter(site__centre=centre).values_list("name", flat=True))
    added = [name for name in dict.fromkeys(names) if name not in known]
    return [str(Team.objects.create(site=site, name=name).uuid) for name in added]
