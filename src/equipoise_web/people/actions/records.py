"""Write what is on file about a worker: contracts, skills, restrictions, facts, leave and hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from equipoise_web.core.access import demand
from equipoise_web.core.actions.accounts import create_login
from equipoise_web.core.audit.record import record
from equipoise_web.core.models import Membership, Person, Team
from equipoise_web.core.roles import Role
from equipoise_web.people.errors import NumberTaken, Overlapping
from equipoise_web.people.files.values import shown
from equipoise_web.people.models import (
    Contract,
    Fact,
    HealthFact,
    HoursEntry,
    LeaveAccount,
    Restriction,
    Skill,
    Worker,
)

EDITORS: dict[type, tuple[Role, ...]] = {
    Contract: (Role.HR,),
    Skill: (Role.PLANNER, Role.HR),
    Restriction: (Role.HR,),
    Fact: (Role.HR,),
    HealthFact: (Role.HR,),
    LeaveAccount: (Role.HR,),
    HoursEntry: (Role.HR,),
}
# What the audit log says. Facts on health go by the same word as others, and none tells its content.
WORDS: dict[type, str] = {Contract: "contract", Skill: "skill", Restriction: "restriction", Fact: "fact",
                          HealthFact: "fact", LeaveAccount: "leave", HoursEntry: "hours"}  # fmt: skip
WITH_VALUES = (Contract, Skill, LeaveAccount, HoursEntry)
REMOVABLE = (Skill, Restriction, Fact, HealthFact)
LOCALES = {"Europe/Amsterdam": "nl"}


@transaction.atomic
def put(*, actor: Person, row: Any, changed: Iterable[str]) -> Any:
    """Add a row about a worker, or change these columns of it.

    Raises
    ------
    Overlapping
        Another row of the worker holds in these days, or the same account is there already.
    """
    demand(actor, *EDITORS[type(row)], over=row.worker.person)
    verb = "added" if row.pk is None else "changed"
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Overlapping(f"{row} stands beside another") from error
    _record(actor, row, verb, changed)
    return row


@transaction.atomic
def remove(*, actor: Person, row: Any) -> None:
    """Take a skill, a restriction or a fact off the file."""
    if not isinstance(row, REMOVABLE):
        raise TypeError(f"{type(row).__name__} is ended, not removed")
    demand(actor, *EDITORS[type(row)], over=row.worker.person)
    _record(actor, row, "removed", ())
    row.delete()


@transaction.atomic
def add_worker(
    *, actor: Person, team: Team, name: str, number: str, birth_date: date | None, email: str = ""
) -> Worker:
    """A person who is rostered in the centre of a team, from now; with an address also a login.

    Raises
    ------
    NumberTaken
        Another worker of the centre has the number.
    AddressTaken
        Another login has the address.
    """
    demand(actor, Role.HR, over=team)
    centre = team.site.centre
    if centre.workers.filter(number=number).exists():
        raise NumberTaken(number)
    person = Person.objects.create(
        organisation=centre.organisation, name=name, timezone=centre.timezone,
        locale=LOCALES.get(centre.timezone, "en"),
    )  # fmt: skip
    Membership.objects.create(person=person, team=team, starts_at=timezone.now())
    worker = Worker.objects.create(person=person, centre=centre, number=number, birth_date=birth_date)
    record(actor, "worker.added", worker, person=person, team=team)
    if email:
        create_login(actor=actor, person=person, email=email)
    return worker


@transaction.atomic
def change_worker(
    *, actor: Person, worker: Worker, name: str, number: str, birth_date: date | None
) -> Worker:
    """Name, number and birth date of a worker; NumberTaken where another one has the number."""
    demand(actor, Role.HR, over=worker.person)
    if worker.centre.workers.filter(number=number).exclude(pk=worker.pk).exists():
        raise NumberTaken(number)
    person = worker.person
    person.name, worker.number, worker.birth_date = name, number, birth_date
    person.save(update_fields=["name"])
    worker.save(update_fields=["number", "birth_date"])
    record(actor, "worker.changed", worker)
    return worker


def _record(actor: Person, row: Any, verb: str, changed: Iterable[str]) -> None:
    kind = type(row)
    told = sorted(changed) if kind in WITH_VALUES else ()
    facts: Any = {name: shown(_plain(row, name)) for name in told if name != "note"}
    record(actor, f"worker.{WORDS[kind]}_{verb}", row.worker, **facts)


def _plain(row: Any, name: str) -> object:
    value = getattr(row, name)
    return getattr(value, "uuid", value)
