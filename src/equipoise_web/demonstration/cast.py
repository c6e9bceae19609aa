"""Who acts in the demonstration besides its workers: invented names, one for each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from equipoise_web.core.models import (
    Centre,
    DemoAccount,
    Membership,
    Person,
    RoleAssignment,
    Site,
    Team,
    User,
)
from equipoise_web.core.models.base import PublicModel
from equipoise_web.core.roles import MANDATES, Role

TERM = timedelta(days=3 * 365)  # of the two mandates
NAMES = {
    Role.PLANNER: "Marit Vos",
    Role.TEAM_LEADER: "Joris de Graaf",
    Role.REPRESENTATIVE: "Hanna Wolters",
    Role.AUDITOR: "Ruben Stork",
    Role.HR: "Femke Aerts",
    Role.ADMINISTRATOR: "Sytske Hoekstra",
}
ORDER = (
    Role.PLANNER, Role.TEAM_LEADER, Role.AGENT, Role.REPRESENTATIVE, Role.AUDITOR, Role.HR,
    Role.ADMINISTRATOR,
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """The people of each role but the workers."""

    people: dict[Role, Person]

    @property
    def planner(self) -> Person:
        return self.people[Role.PLANNER]


def make_cast(centre: Centre, site: Site) -> Cast:
    """One person a role, in a team of their own, with the role over the whole organisation."""
    office = Team.objects.create(site=site, name="Office")
    people = {}
    for role, name in NAMES.items():
        person = Person.objects.create(
            organisation=centre.organisation, name=name, timezone=centre.timezone, locale="nl"
        )
        Membership.objects.create(person=person, team=office, starts_at=timezone.now())
        people[role] = person
        if role is not Role.TEAM_LEADER:
            _give(person, role, organisation=centre.organisation)
    return Cast(people)


def open_accounts(cast: Cast, centre: Centre) -> None:
    """Roles for the workers and their leader, and a login to click for one person of each role."""
    workers = list(centre.workers.select_related("person").order_by("pk"))
    for worker in workers:
        team = worker.person.memberships.get().team
        _give(worker.person, Role.AGENT, team=team)
    first = workers[0].person
    leader = cast.people[Role.TEAM_LEADER]
    _give(leader, Role.TEAM_LEADER, team=first.memberships.get().team)
    people = {**cast.people, Role.AGENT: first}
    for role in ORDER:
        user = User.objects.create_user(f"{role}@demonstration.example", person=people[role])
        DemoAccount.objects.create(user=user, role=role, label=people[role].name)


def _give(person: Person, role: Role, **scope: PublicModel) -> None:
    now = timezone.now()
    ends = now + TERM if role in MANDATES else None
    RoleAssignment.objects.create(person=person, role=role, starts_at=now, ends_at=ends, **scope)
