"""A small world: one person of each role in team North, colleagues near and far, and a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from equipoise_web.core.models import (
    Centre,
    Membership,
    Organisation,
    Person,
    RoleAssignment,
    Site,
    Team,
    User,
)
from equipoise_web.core.roles import MANDATES, Role

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    organisation: Organisation
    centre: Centre
    north: Team
    users: dict[str, User]
    mate: Person
    south: Person
    elsewhere: Person
    stranger: Person

    def person(self, role: str) -> Person:
        person = self.users[role].person
        assert person is not None
        return person


def make_team(organisation: Organisation, centre: str, team: str) -> Team:
    home, _ = Centre.objects.get_or_create(
        organisation=organisation, name=centre, timezone="Europe/Amsterdam"
    )
    site, _ = Site.objects.get_or_create(centre=home, name=f"{centre} site", timezone="Europe/Amsterdam")
    return Team.objects.create(site=site, name=team)


def make_person(team: Team, name: str, *, login: bool = False) -> Person:
    organisation = team.site.centre.organisation
    person = Person.objects.create(organisation=organisation, name=name, timezone="Europe/Amsterdam")
    Membership.objects.create(person=person, team=team, starts_at=LONG_AGO)
    if login:
        User.objects.create_user(f"{name}@example.org", person=person)
    return person


def give(person: Person, role: Role, **scope: object) -> RoleAssignment:
    ends = FAR_AHEAD if role in MANDATES else None
    return RoleAssignment.objects.create(person=person, role=role, starts_at=LONG_AGO, ends_at=ends, **scope)


def make_world() -> World:
    organisation = Organisation.objects.create(name="Utility")
    north, south = make_team(organisation, "Home", "North"), make_team(organisation, "Home", "South")
    far = make_team(organisation, "Away", "Far")
    other = make_team(Organisation.objects.create(name="Stranger"), "There", "Out")
    users = {}
    for role in Role:
        person = make_person(north, role.value, login=True)
        give(person, role, team=north)
        users[role.value] = person.user
    return World(
        organisation,
        north.site.centre,
        north,
        users,
        make_person(north, "mate"),
        make_person(south, "south"),
        make_person(far, "elsewhere"),
        make_person(other, "stranger"),
    )


DAY = timedelta(days=1)
